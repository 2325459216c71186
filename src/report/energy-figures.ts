import { dateText } from "../domain/civil-time.ts";
import { ENERGY_CLASSES, type Forecast } from "../experiment/forecast.ts";
import { clock, percent, wrap } from "./format.ts";
import { textTable } from "./text-table.ts";

type Energy = NonNullable<Forecast["energy"]>;
type OfOption = Pick<Forecast, "option" | "energy">;

const daysText = ({ firstDay, days }: Energy): string =>
  days === 1 ? dateText(firstDay) : `${dateText(firstDay)} to ${dateText(firstDay + days - 1)}, a mean day`;

const rowsOf = ({ classes }: Energy): string[][] =>
  classes.map(({ gwhPerDay, eveningShare, nightShare, busiestMinute, peakGw, peakToTrough }, i) => [
    ENERGY_CLASSES[i]!.title,
    gwhPerDay.toFixed(1),
    percent(eveningShare),
    percent(nightShare),
    clock(busiestMinute),
    peakGw.toFixed(2),
    peakToTrough === undefined ? "–" : peakToTrough.toFixed(2),
  ]);

interface EnergyTable {
  readonly title: string;
  /** The first column is words. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What meters are expected to use on the days that are settled, once for the options that are alike in it. */
export const energyTables = (options: readonly OfOption[]): readonly EnergyTable[] => {
  const alike = new Map<string, { readonly energy: Energy; readonly names: string[] }>();
  for (const { option, energy } of options) {
    if (energy === undefined) continue;
    const key = JSON.stringify(energy);
    const found = alike.get(key);
    if (found === undefined) alike.set(key, { energy, names: [option] });
    else found.names.push(option);
  }
  return [...alike.values()].map(({ energy, names }) => {
    const which = names.length === options.length ? "" : `${names.join(", ")}: `;
    return {
      title: `${which}energy of the UTC days that are settled (${daysText(energy)}); hours are the clock's`,
      head: ["what meters use", "GWh a day", "16–19 h", "00–07 h", "busiest", "GW", "peak ÷ trough"],
      rows: rowsOf(energy),
    };
  });
};

export const energyLines = (options: readonly OfOption[], width: number): string[] =>
  energyTables(options).flatMap(({ title, head, rows }) => ["", wrap(title, width, "  "), textTable(head, rows)]);
