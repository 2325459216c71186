import { HOUR_MINUTES, MINUTES_A_DAY } from "../../../kernel/time.ts";
import { clock } from "../../format.ts";
import { chosen, element, fill } from "./elements.ts";

/** What is shown in every chart: the options that are on, and the minutes from and to. */
export interface View {
  readonly isShown: (option: number) => boolean;
  readonly from: () => number;
  readonly to: () => number;
  readonly zoom: (from: number, to: number) => void;
  readonly reset: () => void;
  readonly onOptions: (changed: () => void) => void;
  readonly onHours: (changed: () => void) => void;
}

/** 09:31; on later days with the day's number before it. */
export const timeOf = (minute: number): string =>
  minute < MINUTES_A_DAY
    ? clock(minute)
    : minute % MINUTES_A_DAY === 0
      ? `day ${minute / MINUTES_A_DAY + 1}`
      : clock(minute % MINUTES_A_DAY);

/** The same; where a single day ends it is 24:00. */
export const endOrTime = (minute: number, end: number): string =>
  minute === end && end === MINUTES_A_DAY ? "24:00" : timeOf(minute);

/** The bar that stays in sight: options on and off, hours from and to, all of it by keyboard too. */
export const openView = (minutes: number): View => {
  const hidden = new Set<number>();
  let [from, to] = [0, minutes];
  const optionListeners: (() => void)[] = [];
  const hourListeners: (() => void)[] = [];
  const [fromBox, toBox] = [chosen("from"), chosen("to")];
  const resetButton = document.getElementById("reset") as HTMLButtonElement;
  const chips = [...document.querySelectorAll<HTMLButtonElement>("button[data-option]")];

  const offer = (select: HTMLSelectElement, value: number, holds: (minute: number) => boolean): void => {
    const hours = Array.from({ length: minutes / HOUR_MINUTES + 1 }, (_, h) => h * HOUR_MINUTES);
    const offered = [...new Set([...hours, value])].sort((a, b) => a - b).filter(holds);
    fill(
      select,
      offered.map((minute) => [String(minute), endOrTime(minute, minutes)]),
    );
    select.value = String(value);
  };
  const say = (): void => {
    offer(fromBox, from, (minute) => minute < to);
    offer(toBox, to, (minute) => minute > from);
    resetButton.disabled = from === 0 && to === minutes;
  };
  const zoom = (newFrom: number, newTo: number): void => {
    const low = Math.max(0, Math.floor(newFrom));
    const high = Math.min(minutes, Math.ceil(newTo));
    if (high - low < 2) return;
    [from, to] = [low, high];
    say();
    for (const changed of hourListeners) changed();
  };

  for (const chip of chips)
    chip.addEventListener("click", () => {
      const option = Number(chip.dataset["option"]);
      if (!hidden.delete(option)) hidden.add(option);
      chip.setAttribute("aria-pressed", String(!hidden.has(option)));
      for (const changed of optionListeners) changed();
    });
  fromBox.addEventListener("change", () => zoom(Number(fromBox.value), to));
  toBox.addEventListener("change", () => zoom(from, Number(toBox.value)));
  resetButton.addEventListener("click", () => zoom(0, minutes));
  say();
  return {
    isShown: (option) => !hidden.has(option),
    from: () => from,
    to: () => to,
    zoom,
    reset: () => zoom(0, minutes),
    onOptions: (changed) => void optionListeners.push(changed),
    onHours: (changed) => void hourListeners.push(changed),
  };
};

/** A row of a chart's tip: a colour, a name, a figure, and another beside it where there is one. */
export const tipRow = (colourClass: string, name: string, figure: string, beside?: string): HTMLElement =>
  element(
    "div",
    {},
    element("span", { class: `swatch ${colourClass}` }),
    element("span", {}, name),
    element("b", {}, figure),
    ...(beside === undefined ? [] : [element("i", {}, beside)]),
  );
