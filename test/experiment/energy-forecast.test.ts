import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { energyForecast } from "../../src/demand/energy-forecast.ts";
import { type EnergyFigures, forecastOf } from "../../src/experiment/forecast.ts";
import { redactedRun } from "../../src/experiment/redaction.ts";
import { energyLines } from "../../src/report/energy-figures.ts";
import { readRecord, recordBytes } from "../../src/store/record-file.ts";
import { day, ESTATE, KEYS, PLAN, planWith, USUAL_WEATHER } from "../demand/base-demand.ts";
import { optionNamed } from "../market/options.ts";
import { emptyFolder } from "../own-folder.ts";
import { emptyResult, recordOf } from "./hand-made.ts";

const folder = emptyFolder();
const today = optionNamed("as-today").plan(1);
const forecast = forecastOf(PLAN, today);
const energy = forecast.energy!;
const named = (classes: readonly EnergyFigures[], name: EnergyFigures["name"]): EnergyFigures =>
  classes.find((one) => one.name === name)!;

describe("the energy of the days that are settled", () => {
  test("is of the UTC days before those whose reads are measured; without settlement there is none", () => {
    // Reads of Monday 17 January 2028 bring Sunday's data.
    expect([energy.firstDay, energy.days]).toEqual([day("2028-01-16"), 1]);
    expect(forecastOf(today, today).energy).toBeUndefined();
  });

  test("tells hours of the clock in summer too", () => {
    const june = energyForecast(USUAL_WEATHER, ESTATE, { startDay: day("2027-06-15"), measuredDays: 1 }, KEYS, 30);
    expect(named(june.classes, "electric-vehicle").busiestMinute).toBe(30);
  });

  test("adds up: homes of three classes, import of homes and small businesses", () => {
    const of = (name: EnergyFigures["name"]): number => named(energy.classes, name).gwhPerDay;
    expect(of("domestic") + of("economy-7") + of("electric-vehicle")).toBeCloseTo(of("homes"), 9);
    expect(of("homes") + of("non-domestic")).toBeCloseTo(of("imports"), 9);
  });

  test("over a year is 30 million meters' annual use: 87 TWh of homes, 33 of small businesses, 3 exported", () => {
    const year = energyForecast(USUAL_WEATHER, ESTATE, { startDay: day("2027-01-01"), measuredDays: 365 }, KEYS, 30);
    const twh = (name: EnergyFigures["name"]): number => (named(year.classes, name).gwhPerDay * 365) / 1000;
    expect(twh("homes")).toBeCloseTo((30 * 0.92 * 3140) / 1000, 6);
    expect(twh("non-domestic")).toBeCloseTo((30 * 0.08 * 13_552) / 1000, 6);
    expect(twh("exports")).toBeCloseTo((30 * 0.05 * 1800) / 1000, 6);
    // All of its hours are in some hour: a level year has an eighth from 16:00 to 19:00.
    expect(named(year.classes, "homes").eveningShare).toBeGreaterThan(3 / 24);
  });

  test("is told once for options that use alike, and for each that does not", () => {
    const other = forecastOf(planWith(["settlement.demand.annual.domestic=2700 kWh/yr"]), today);
    const text = energyLines(
      [
        { ...forecast, option: "one" },
        { ...forecast, option: "two" },
        { ...other, option: "three" },
      ],
      100,
    ).join("\n");
    expect(text.match(/GWh a day/g)).toHaveLength(2);
    expect(text).toContain("one, two: energy of the UTC days that are settled (2028-01-16)");
    expect(text).toContain("three: energy of");
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
    expect(energyLines([{ option: "none", energy: undefined }], 100)).toEqual([]);
  });

  test("is withheld where what it is worked out from is private", () => {
    const plan = { ...optionNamed("as-today").plan(0.5), settlement: PLAN.settlement! };
    const { runs } = recordOf([{ plan, result: emptyResult(plan), forecast: forecastOf(plan, plan) }]);
    const withheld = (path: string) => redactedRun(runs[0]!, { paths: [path], isCapacityDerived: false });
    expect(withheld("settlement.demand.annual.domestic").forecast.energy).toBeUndefined();
    expect(withheld("estate.exportShare").forecast.energy).toBeUndefined();
    expect(withheld("capacity.dsp").forecast.energy).toEqual(runs[0]!.forecast.energy);
  });

  test("is read from the record as it was written", () => {
    const plan = { ...optionNamed("as-today").plan(0.5), settlement: PLAN.settlement! };
    const record = recordOf([{ plan, result: emptyResult(plan), forecast: forecastOf(plan, plan) }]);
    const file = `${folder}/energy.sqlite`;
    writeFileSync(file, recordBytes(record));
    expect(readRecord(file).runs[0]!.forecast.energy).toEqual(record.runs[0]!.forecast.energy);
  });
});
