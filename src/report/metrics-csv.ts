import type { Answer } from "../experiment/answer.ts";
import { csvNumber, csvText } from "./escape.ts";

/** Every scalar of every option, one a line; a time among needs never answered is later than the longest answer. */
export const metricsCsv = ({ options, definitions }: Answer): string => {
  const units = new Map(definitions.map(({ name, unit }) => [name, unit]));
  const lines = options.flatMap(({ option, metrics, laterThanMs }) =>
    Object.entries(metrics).map(([key, value]) => {
      const colon = key.indexOf(":");
      const metric = key.slice(0, colon);
      const names = [option, metric, key.slice(colon + 1)].map(csvText);
      return [...names, csvNumber(value), csvText(units.get(metric) ?? ""), csvNumber(laterThanMs[key])].join(",");
    }),
  );
  return `${["option,metric,place,value,unit,later_than_ms", ...lines].join("\n")}\n`;
};
