import { COMPONENT_TITLES } from "../domain/components.ts";
import type { Forecast } from "../experiment/forecast.ts";
import { boundMark, boundNote, componentHead } from "./bound-text.ts";
import { energyLines } from "./energy-figures.ts";
import { clock, share, wrap } from "./format.ts";
import { textTable } from "./text-table.ts";

const WIDTH = 100;
const TITLE = "FORECAST OF THE FLUID TWIN, BEFORE THE RUN";

/** Of more options than this some are named, and the rest counted. */
const NAMED_MAX = 4;
const named = (options: readonly string[]): string =>
  options.length <= NAMED_MAX
    ? options.join(", ")
    : `${options.slice(0, NAMED_MAX - 1).join(", ")} and ${options.length - NAMED_MAX + 1} more`;

/** What the twin leaves out, with the options that it holds for. */
const warningLines = (
  forecasts: readonly Pick<Forecast, "option" | "warnings">[],
  names: (options: readonly string[]) => string,
  width: number,
): string[] =>
  [...new Set(forecasts.flatMap(({ warnings }) => warnings))].map((warning) => {
    const options = forecasts.filter(({ warnings }) => warnings.includes(warning)).map(({ option }) => option);
    return `\n${wrap(`! ${names(options)}: ${warning}`, width, "  ")}`;
  });

/** What the fluid twin says before anything runs. */
export const forecastText = (question: string, forecasts: readonly Forecast[]): string => {
  const peaks = forecasts.map((f) => [f.option, ...f.components.map((c) => share(c.peakShare))]);
  const lowest = forecasts.map((f) => [`${f.option}${boundMark(f)}`, ...f.components.map((c) => share(c.boundShare))]);
  const empties = forecasts.map((f) => [
    f.option,
    ...f.components.map((c) => (f.steady ? clock(c.emptiesAtMinute) : "grows")),
  ]);
  return [
    wrap(question, WIDTH),
    `\n${TITLE}\n`,
    textTable(componentHead("busiest minute ÷ capacity"), peaks),
    "",
    textTable(componentHead("lowest any schedule reaches"), lowest),
    ...boundNote(forecasts),
    "",
    textTable(componentHead("reads wait until, UTC"), empties),
    ...energyLines(forecasts, WIDTH),
    ...warningLines(forecasts, (options) => options.join(", "), WIDTH),
    "",
  ].join("\n");
};

/** The same at a glance, a row an option: its fullest component, and the last reads of the night. */
export const briefForecastText = (question: string, forecasts: readonly Forecast[], width: number): string => {
  const rows = forecasts.map(({ option, boundMoves, components, steady }) => {
    const fullest = components.reduce((most, one) => (one.peakShare > most.peakShare ? one : most));
    const latest = components.reduce((last, one) =>
      (one.emptiesAtMinute ?? -1) > (last.emptiesAtMinute ?? -1) ? one : last,
    );
    return [
      option,
      COMPONENT_TITLES[fullest.component],
      share(fullest.peakShare),
      `${share(fullest.boundShare)}${boundMark({ boundMoves }).trim()}`,
      steady ? clock(latest.emptiesAtMinute) : "grows",
    ];
  });
  return [
    wrap(question, width),
    `\n${TITLE}\n`,
    textTable(["option", "fullest", "busiest minute ÷ capacity", "lowest possible", "reads wait until"], rows, 2),
    ...boundNote(forecasts),
    ...warningLines(forecasts, named, width),
    "",
  ].join("\n");
};
