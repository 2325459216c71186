import type { PageCell, PageModel } from "../model.ts";
import { chosen, fill } from "./elements.ts";

/** Which process and role, and where: one choice for the blocks that show needs. */
export interface LatencyChoice {
  readonly title: () => string;
  readonly isDaily: () => boolean;
  readonly cell: (option: number) => PageCell | null;
  readonly clock: () => number;
  readonly onChange: (changed: () => void) => void;
}

const CLOCK_TITLES = ["wanted: since the data existed", "official: since it was due", "network: since it was sent"];

export const openLatencyChoice = (model: PageModel): LatencyChoice => {
  const [processBox, placeBox, clockBox] = [chosen("process"), chosen("place"), chosen("clock")];
  const process = () => model.processes[Number(processBox.value)]!;
  const place = (): number => Number(placeBox.value);
  fill(
    processBox,
    model.processes.map(({ title }, i) => [String(i), title]),
  );
  fill(
    clockBox,
    CLOCK_TITLES.map((title, i) => [String(i), title]),
  );
  const offerPlaces = (): void => {
    const { cells } = process();
    fill(
      placeBox,
      model.places.flatMap((title, i) =>
        cells.some((places) => places[i] !== null) ? [[String(i), title] as const] : [],
      ),
    );
  };
  offerPlaces();
  const listeners: (() => void)[] = [];
  const tell = (): void => {
    for (const changed of listeners) changed();
  };
  processBox.addEventListener("change", () => {
    offerPlaces();
    tell();
  });
  for (const box of [placeBox, clockBox]) box.addEventListener("change", tell);
  return {
    title: () => `${process().title}, ${model.places[place()]}`,
    isDaily: () => process().isDaily,
    cell: (option) => process().cells[option]![place()] ?? null,
    clock: () => Number(clockBox.value),
    onChange: (changed) => void listeners.push(changed),
  };
};
