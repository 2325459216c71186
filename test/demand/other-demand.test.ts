import { describe, expect, test } from "vitest";
import { Demand } from "../../src/demand/demand.ts";
import { DemandDays } from "../../src/demand/demand-days.ts";
import { advancedDemand, unmeteredDemand } from "../../src/demand/other-demand.ts";
import { OtherSystems } from "../../src/domain/other-segments.ts";
import { openStream } from "../../src/kernel/keyed-draws.ts";
import { day, KEYS, planWith, USUAL_WEATHER, wordsOf } from "./base-demand.ts";

// S-40: what advanced and unmetered metering systems use, and what a register read by hand tells.

const { others } = planWith(["settlement.segments.enabled=true"]).settlement!;
const YEAR = Array.from({ length: 366 }, (_, i) => day("2028-01-01") + i);
const NOBODY_DIFFERS = { daySpread: 0, beliefSpread: 0 };
const words = new Uint32Array(14).map((_, group) => (group << 11) | (2 << 23));
const sum = (values: Iterable<number>): number => [...values].reduce((all, one) => all + one, 0);

const sourcesOf = (minutes: number) => {
  const days = new DemandDays(USUAL_WEATHER, KEYS, minutes);
  const stream = openStream("s", 0, "other-demand");
  return {
    advanced: advancedDemand({ ...others!.advanced, spread: 0 }, NOBODY_DIFFERS, days, words, (i) => i, stream),
    unmetered: unmeteredDemand(
      { ...others!.unmetered, spread: 0 },
      1440 / minutes,
      new Uint32Array(14).map((_, group) => group << 11),
      (i) => i,
      stream,
    ),
  };
};

describe.each([30, 15])("with periods of %i minutes (PRI-015)", (minutes) => {
  const { advanced, unmetered } = sourcesOf(minutes);

  test("every shape of a day adds up to the whole of it", () => {
    for (let shape = 0; shape < 8; shape++)
      for (const demand of [advanced, unmetered]) {
        const parts = demand.dayShape(0, shape, 3, YEAR[20]!);
        expect(parts).toHaveLength(1440 / minutes);
        expect(sum(parts)).toBe(2 ** 30);
      }
  });

  test("street lamps are lit at night, and for longer in winter than in summer", () => {
    const noon = 720 / minutes;
    for (const one of [YEAR[0]!, YEAR[180]!]) {
      expect(unmetered.dayShape(0, 0, 2, one)[noon]).toBe(0);
      expect(unmetered.dayShape(0, 0, 2, one)[0]).toBeGreaterThan(0);
    }
    // London: some sixteen hours of dark at the new year, under eight in July.
    expect(unmetered.trueWh(2, YEAR[0]!) / unmetered.trueWh(2, YEAR[180]!)).toBeGreaterThan(2);
  });
});

test("a year's days add up to annual use, wherever, within a hundredth", () => {
  const { advanced, unmetered } = sourcesOf(30);
  for (let group = 0; group < 14; group++) {
    const high = sum(YEAR.map((one) => advanced.trueWh(group, one)));
    expect(Math.abs(high / (others!.advanced.annualKwh[2]! * 1000) - 1)).toBeLessThan(0.01);
    const dark = sum(YEAR.map((one) => unmetered.trueWh(group, one)));
    expect(Math.abs(dark / (others!.unmetered.annualKwh * 1000) - 1)).toBeLessThan(0.01);
  }
});

test("a register's advance over months tells the mean of days: over many meters it is what they used", () => {
  const meters = 4000;
  const demand = new Demand(USUAL_WEATHER, KEYS, wordsOf(meters), 30, undefined, 2 ** 28);
  const meterNumbers = Array.from({ length: meters }, (_, i) => i);
  const told = sum(meterNumbers.map((meter) => demand.advanceWh(meter, YEAR[200]!)));
  const used = sum(meterNumbers.map((meter) => demand.trueWh(meter, YEAR[200]!)));
  expect(Math.abs(told / used - 1)).toBeLessThan(0.03);
});

test("meters numbered apart draw apart: traditional ones are not the smart ones again", () => {
  const smart = new Demand(USUAL_WEATHER, KEYS, wordsOf(100), 30);
  const traditional = new Demand(USUAL_WEATHER, KEYS, wordsOf(100), 30, undefined, 2 ** 28);
  const same = Array.from({ length: 100 }, (_, meter) => meter).filter(
    (meter) => smart.trueWh(meter, YEAR[0]!) === traditional.trueWh(meter, YEAR[0]!),
  );
  expect(same).toEqual([]);
});

describe("other metering systems", () => {
  const { estate } = planWith([]);
  const made = (scale: number): OtherSystems =>
    new OtherSystems(others!, estate, scale, openStream("s", 0, "a"), openStream("s", 0, "b"));

  test("are the same ones at every scale, with the same days on which their data comes", () => {
    const [few, more] = [made(0.0005), made(0.001)];
    for (let index = 0; index < few.count; index++) {
      const segment = few.segmentOf(index);
      const same = more.first[segment]! + index - few.first[segment]!;
      expect(more.words[same]).toBe(few.words[index]);
      expect(more.keyOf(same)).toBe(few.keyOf(index));
      for (let one = 21_000; one < 21_010; one++) expect(more.hasDataOn(same, one)).toBe(few.hasDataOn(index, one));
    }
  });

  test("hold their last data from a day on which it came, and have it next on one", () => {
    const systems = made(0.0005);
    for (let index = 0; index < systems.count; index += 7) {
      const last = systems.lastBefore(index, 21_000, 20_000);
      if (last > 20_000) expect(systems.hasDataOn(index, last)).toBe(true);
      for (let one = last + 1; one < 21_000; one++) expect(systems.hasDataOn(index, one)).toBe(false);
      const next = systems.firstFrom(index, 21_000, 22_000);
      if (Number.isFinite(next)) expect(systems.hasDataOn(index, next)).toBe(true);
    }
  });
});
