import { HALF_HOUR_MINUTES } from "../../../kernel/time.ts";
import type { PageModel, SeriesName } from "../model.ts";
import { byHalfHour, figure, openDayChart } from "./day-charts.ts";
import { chosen, element, fill, placeOf, table } from "./elements.ts";
import type { Unpacked } from "./unpack.ts";
import { timeOf, type View } from "./view.ts";

interface LoadChoice {
  readonly value: string;
  readonly title: string;
  readonly parts: readonly SeriesName[];
  readonly isResponses: boolean;
  /** True for what a contract counts. */
  readonly isContracted?: boolean;
}

const LOAD_CHOICES: readonly LoadChoice[] = [
  { value: "first", title: "requests: first attempts as sent", parts: ["demandFirst"], isResponses: false },
  {
    value: "all",
    title: "requests: all attempts as sent",
    parts: ["demandFirst", "demandRetries"],
    isResponses: false,
    isContracted: true,
  },
  { value: "arrived", title: "requests: arrived there", parts: ["arrived"], isResponses: false },
  { value: "carried", title: "requests: carried", parts: ["carried"], isResponses: false },
  { value: "back-arrived", title: "responses and alerts: arrived", parts: ["returnArrived"], isResponses: true },
  { value: "back-carried", title: "responses and alerts: carried", parts: ["returnCarried"], isResponses: true },
];

/** A recorded column by minute: where longer intervals are kept, a count is spread evenly over its minutes. */
export const byMinute = ({ model, minutes }: Unpacked, column: number, isCounted: boolean): ArrayLike<number> => {
  const { stepMinutes } = model;
  const values = model.minutes / stepMinutes;
  const kept = minutes.subarray(column * values, (column + 1) * values);
  if (stepMinutes === 1) return kept;
  return Float64Array.from({ length: model.minutes }, (_, m) => {
    const value = kept[Math.floor(m / stepMinutes)]!;
    return isCounted ? value / stepMinutes : value;
  });
};

/** The recorded minutes of a series, not scaled up. */
export const minutesOf = (page: Unpacked, option: number, component: number, name: SeriesName): ArrayLike<number> => {
  const { model } = page;
  const column = (option * model.components.length + component) * model.series.length + model.series.indexOf(name);
  return byMinute(page, column, !model.queues.includes(name));
};

const LOAD_HEIGHT = 190;

/** Load on each component: one choice of series and interval for all charts. */
export const openLoadBlock = (page: Unpacked, view: View): void => {
  const { model } = page;
  const [seriesBox, intervalBox] = [chosen("load-series"), chosen("load-interval")];
  const twinBox = document.getElementById("load-twin") as HTMLInputElement;
  fill(
    seriesBox,
    LOAD_CHOICES.map(({ value, title }) => [value, title]),
  );
  const choice = (): LoadChoice => LOAD_CHOICES.find(({ value }) => value === seriesBox.value)!;
  const perSecond = (option: number, component: number, parts: readonly SeriesName[]): Float64Array => {
    const sum = new Float64Array(model.minutes);
    for (const name of parts) {
      const { ofMinute, ofTwinPart } = model.components[component]!.units[option]!;
      const each = name === "twin" ? ofTwinPart : ofMinute;
      const requests = minutesOf(page, option, component, name);
      for (let m = 0; m < sum.length; m++) sum[m]! += requests[m]! * each;
    }
    return intervalBox.value === "1" ? sum : byHalfHour(sum, "mean");
  };
  const charts = model.components.map(({ title }) =>
    openDayChart(placeOf("load"), view, model, {
      title,
      label: `Load on ${title} over the day, a line an option; the figures are in the tables below`,
      height: LOAD_HEIGHT,
      step: () => Number(intervalBox.value),
    }),
  );
  const draw = (): void => {
    const { parts, isResponses, value } = choice();
    twinBox.disabled = value !== "first";
    charts.forEach((chart, c) => {
      const { units } = model.components[c]!;
      const levels = units.map((unit) => (isResponses ? unit.returnCapacity : unit.capacity) ?? undefined);
      chart.note.textContent = noteOf(levels, units[0]!.isPrivate);
      chart.show({
        lines: model.options.map((_, option) => perSecond(option, c, parts)),
        forecasts: model.options.map((_, option) =>
          twinBox.checked && !twinBox.disabled ? perSecond(option, c, ["twin"]) : undefined,
        ),
        levels,
        levelName: "capacity",
      });
    });
  };
  const openTable = openLoadTable(model, view, (option, c) => perSecond(option, c, choice().parts), choice);
  for (const box of [seriesBox, intervalBox, twinBox])
    box.addEventListener("change", () => {
      draw();
      openTable();
    });
  draw();
};

const noteOf = (levels: readonly (number | undefined)[], isPrivate: boolean): string => {
  if (isPrivate) return "% of its capacity, which is private";
  const told = levels.filter((level) => level !== undefined);
  const [least, most] = [Math.min(...told), Math.max(...told)];
  return told.length === 0
    ? "a second; capacity is private"
    : `a second; capacity ${figure(least)}${most > least ? ` to ${figure(most)}` : ""}`;
};

/** What is left of a contract, in per cent of it. */
const headroom = (sent: number, contracted: number): string =>
  contracted > 0 ? `${(100 * (1 - sent / contracted)).toFixed(1)} %` : sent > 0 ? "none" : "–";

/** One component's chart as half hours, written out when somebody opens it. */
const openLoadTable = (
  model: PageModel,
  view: View,
  perSecond: (option: number, component: number) => Float64Array,
  choice: () => LoadChoice,
): (() => void) => {
  const details = document.getElementById("load-table") as HTMLDetailsElement;
  const component = element("select") as HTMLSelectElement;
  const place = element("div");
  fill(
    component,
    model.components.map((one, c) => [String(c), one.title]),
  );
  details.append(element("div", { class: "choices" }, element("label", {}, "component ", component)), place);
  const unitOf = (c: number): string => (model.components[c]!.units[0]!.isPrivate ? "% of capacity" : "a second");
  const write = (): void => {
    if (!details.open) return;
    const c = Number(component.value);
    const shown = model.options.flatMap((name, option) => (view.isShown(option) ? [{ name, option }] : []));
    const means = shown.map(({ option }) => byHalfHour(perSecond(option, c), "mean"));
    const halfHours = Array.from({ length: model.minutes / HALF_HOUR_MINUTES }, (_, h) => h * HALF_HOUR_MINUTES);
    const { title, isContracted = false } = choice();
    // Beside each option: what is contracted for under it, and what is left of that.
    const contracts = shown.map(({ option }) => (isContracted ? model.components[c]!.units[option]!.contracted : null));
    const heads = shown.flatMap(({ name }, i) => [name, ...(contracts[i] ? ["contracted", "headroom"] : [])]);
    const cells = (minute: number): string[] =>
      means.flatMap((values, i) => {
        const contracted = contracts[i]?.[(minute / HALF_HOUR_MINUTES) % contracts[i]!.length];
        const sent = values[minute]!;
        return [figure(sent), ...(contracted === undefined ? [] : [figure(contracted), headroom(sent, contracted)])];
      });
    place.replaceChildren(
      table(
        `${model.components[c]!.title}, ${title}, ${unitOf(c)}, mean of each half hour`,
        ["from, UTC", ...heads],
        halfHours.map((minute) => [timeOf(minute), ...cells(minute)]),
      ),
    );
  };
  details.addEventListener("toggle", write);
  component.addEventListener("change", write);
  view.onOptions(write);
  return write;
};
