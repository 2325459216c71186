import { dateText } from "../domain/civil-time.ts";
import { ENERGY_CLASSES, type Forecast } from "../experiment/forecast.ts";
import { clock, percent, wrap } from "./format.ts";
import { textTable } from "./text-table.ts";

type Energy = NonNullable<Forecast["energy"]>;

const daysText = ({ firstDay, days }: Energy): string =>
  days === 1 ? dateText(firstDay) : `${dateText(firstDay)} to ${dateText(firstDay + days - 1)}, a mean day`;

const tableOf = ({ classes }: Energy): string => {
  const rows = classes.map((figures, i) => [
    ENERGY_CLASSES[i]!.title,
    figures.gwhPerDay.toFixed(1),
    percent(figures.eveningShare),
    percent(figures.nightShare),
    clock(figures.busiestMinute),
    figures.peakGw.toFixed(2),
    figures.peakToTrough === undefined ? "–" : figures.peakToTrough.toFixed(2),
  ]);
  return textTable(["what meters use", "GWh a day", "16–19 h", "00–07 h", "busiest", "GW", "peak ÷ trough"], rows);
};

/** What is expected to be settled, once for the options that are alike in it. */
export const energyLines = (forecasts: readonly Pick<Forecast, "option" | "energy">[], width: number): string[] => {
  const optionsOf = new Map<string, { readonly energy: Energy; readonly options: string[] }>();
  for (const { option, energy } of forecasts) {
    if (energy === undefined) continue;
    const key = JSON.stringify(energy);
    const same = optionsOf.get(key);
    if (same === undefined) optionsOf.set(key, { energy, options: [option] });
    else same.options.push(option);
  }
  return [...optionsOf.values()].flatMap(({ energy, options }) => {
    const which = options.length === forecasts.length ? "" : `${options.join(", ")}: `;
    const what = `${which}energy of the UTC days that are settled (${daysText(energy)}); hours are the clock's`;
    return ["", wrap(what, width, "  "), tableOf(energy)];
  });
};
