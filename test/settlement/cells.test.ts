import { describe, expect, test } from "vitest";
import { isSmets1 } from "../../src/domain/components.ts";
import { CATEGORY_OF, PROFILE } from "../../src/domain/demand-rules.ts";
import { accessOf, gspGroupOf, HAS_EXPORT, supplierOf } from "../../src/domain/meter-word.ts";
import { DayVolumes, STREAMS, streamOf } from "../../src/settlement/day-volumes.ts";
import { fromAdvanceAndPeriods, fromPeriods, spread } from "../../src/settlement/estimation.ts";
import { type LoadShapes, loadShapesOf } from "../../src/settlement/load-shapes.ts";
import { MeterDays } from "../../src/settlement/meter-days.ts";
import type { MeteringSystems } from "../../src/settlement/metering-systems.ts";
import { GROUPS, SUPPLIERS, systemsOf, WINTER_DAY } from "./synthetic-market.ts";

const DAY = WINTER_DAY;
const DOMESTIC = CATEGORY_OF[PROFILE.domestic]!;
const EXPORT = CATEGORY_OF[PROFILE.export]!;

/** A metering system's half hours in Wh × 2⁻³⁰, expanded one by one, and which of them are limited. */
const expanded = (
  of: MeteringSystems,
  meter: number,
  isExport: boolean,
  run: number,
  shapes: LoadShapes,
): { values: bigint[]; isLimited: (period: number) => boolean } => {
  const { demand, traits, accepted, words, periods } = of;
  const profile = isExport ? PROFILE.export : demand.profileOf(meter);
  const category = CATEGORY_OF[profile]!;
  const group = gspGroupOf(words[meter]!);
  const every = Array.from({ length: periods }, (_, period) => period);
  const loadShape = shapes.of(category, group);
  const first = isExport ? accepted.firstExportRunOf(meter, 0) : accepted.firstRunOf(meter, 0);
  if (first > run) {
    const believed = isExport ? demand.believedExportWh!(meter, DAY) : demand.believedWh(meter, DAY);
    const wh = traits.isWithoutHistory(meter) ? demand.defaultWh(isExport ? EXPORT : category, group, DAY) : believed;
    return { values: spread(BigInt(wh) << 30n, loadShape, every), isLimited: () => true };
  }
  const wh = BigInt(isExport ? demand.exportWh!(meter, DAY) : demand.trueWh(meter, DAY));
  const shape = isExport ? demand.exportShapeOf!(meter, DAY) : demand.shapeOf(meter, DAY);
  const truth = Array.from(demand.dayShape(profile, shape, group, DAY), (part) => wh * BigInt(part));
  if (!isExport && category === DOMESTIC && traits.hasOptedOut(meter))
    return { values: spread(wh << 30n, loadShape, every), isLimited: () => false };
  if (!isExport && traits.isPartDay(meter, DAY)) {
    const { from, to } = traits.gapOf(meter, DAY, periods);
    const isMissing = (period: number): boolean => period >= from && period < to;
    const valid = truth.map((value, period) => (isMissing(period) ? undefined : value));
    if (isSmets1(accessOf(words[meter]!))) return { values: fromPeriods(valid, loadShape), isLimited: isMissing };
    return { values: fromAdvanceAndPeriods(wh << 30n, valid, loadShape)!, isLimited: () => false };
  }
  return { values: truth, isLimited: () => false };
};

/** Every metering system, one by one. */
const expandedSums = (of: MeteringSystems, run: number, shapes: LoadShapes): BigInt64Array => {
  const sums = new BigInt64Array(SUPPLIERS * GROUPS * STREAMS * of.periods);
  of.words.forEach((word, meter) => {
    for (const isExport of [false, true]) {
      if (isExport && (word & HAS_EXPORT) === 0) continue;
      const { values, isLimited } = expanded(of, meter, isExport, run, shapes);
      values.forEach((value, period) => {
        const stream = streamOf(isExport, isLimited(period));
        const at = ((supplierOf(word) * GROUPS + gspGroupOf(word)) * STREAMS + stream) * of.periods + period;
        sums[at]! += value;
      });
    }
  });
  return sums;
};

const volumesAt = (book: MeterDays, of: MeteringSystems): { volumes: DayVolumes; shapes: LoadShapes } => {
  const shapes = loadShapesOf(book, of);
  const volumes = new DayVolumes(DAY, of);
  volumes.addCells(book.settled, shapes);
  for (const meter of book.partDays) volumes.addPartDay(meter, shapes);
  return { volumes, shapes };
};

const exactOf = (volumes: DayVolumes, of: MeteringSystems): BigInt64Array =>
  BigInt64Array.from({ length: SUPPLIERS * GROUPS * STREAMS * of.periods }, (_, at) => volumes.sums.exact(at));

const total = (sums: BigInt64Array): bigint => sums.reduce((sum, one) => sum + one, 0n);

describe("cells", () => {
  test("are the sums over 100,000 meters of every half hour, to the last bit, at each run", {
    timeout: 120_000,
  }, () => {
    const of = systemsOf(100_000);
    const book = new MeterDays(DAY, 0, of);
    for (const run of [0, 1, 2]) {
      if (run > 0) book.goTo(run);
      const { volumes, shapes } = volumesAt(book, of);
      const one = expandedSums(of, run, shapes);
      // As bits: a matcher that walks 13,000 big integers would take longer than the market.
      expect(Buffer.from(exactOf(volumes, of).buffer).equals(Buffer.from(one.buffer))).toBe(true);
    }
  });

  test("hold for quarters of an hour too (PRI-015)", () => {
    const of = systemsOf(4000, { periods: 96 });
    const book = new MeterDays(DAY, 0, of);
    const { volumes, shapes } = volumesAt(book, of);
    expect(exactOf(volumes, of)).toEqual(expandedSums(of, 0, shapes));
  });

  test("a late actual moves its weight: the day comes to the same as if it had been there at once", () => {
    const late = systemsOf(3000);
    const book = new MeterDays(DAY, 0, late);
    for (const run of [1, 2, 3]) book.goTo(run);
    const early = systemsOf(3000, {
      accepted: {
        firstRunOf: (meter) => (late.accepted.firstRunOf(meter, 0) <= 3 ? 0 : 4),
        firstExportRunOf: (meter) => (late.accepted.firstExportRunOf(meter, 0) <= 3 ? 0 : 4),
      },
    });
    const atOnce = new MeterDays(DAY, 0, early);
    expect(book.settled).toEqual(atOnce.settled);
    expect([...book.partDays].sort((a, b) => a - b)).toEqual(atOnce.partDays);
  });

  test("every metering system is in one cell, or a part day, at every run", () => {
    const of = systemsOf(5000);
    const systems = of.words.length + of.words.filter((word) => (word & HAS_EXPORT) !== 0).length;
    const book = new MeterDays(DAY, 0, of);
    for (const run of [0, 1, 2, 3]) {
      if (run > 0) book.goTo(run);
      const inCells = book.settled.systems.reduce((sum, count) => sum + count, 0);
      expect(inCells + book.partDays.length).toBe(systems);
      expect(Math.min(...book.settled.systems)).toBe(0);
      const { volumes } = volumesAt(book, of);
      expect(volumes.systems.reduce((sum, count) => sum + count, 0)).toBe(systems);
    }
  });

  test("the truth is what all meters used, whoever supplies them", () => {
    const of = systemsOf(5000);
    const truth = new DayVolumes(DAY, of);
    truth.addCells(new MeterDays(DAY, 0, of).truth);
    let wh = 0;
    of.words.forEach((word, meter) => {
      wh += of.demand.trueWh(meter, DAY) + ((word & HAS_EXPORT) === 0 ? 0 : of.demand.exportWh!(meter, DAY));
    });
    expect(total(exactOf(truth, of))).toBe(BigInt(wh) << 30n);
  });
});

describe("load shapes in two passes (S-51)", () => {
  test("are the mean of half-hourly actuals: estimates, register advances and part days don't feed them", () => {
    const of = systemsOf(20_000);
    const book = new MeterDays(DAY, 0, of);
    const shapes = loadShapesOf(book, of);
    for (const group of [0, 13]) {
      const sums = Array.from({ length: of.periods }, () => 0n);
      of.words.forEach((word, meter) => {
        const isDomestic = CATEGORY_OF[of.demand.profileOf(meter)] === DOMESTIC;
        if (gspGroupOf(word) !== group || !isDomestic || of.accepted.firstRunOf(meter, 0) > 0) return;
        if (of.traits.hasOptedOut(meter) || of.traits.isPartDay(meter, DAY)) return;
        const shape = of.demand.dayShape(of.demand.profileOf(meter), of.demand.shapeOf(meter, DAY), group, DAY);
        shape.forEach((part, period) => {
          sums[period]! += BigInt(of.demand.trueWh(meter, DAY)) * BigInt(part);
        });
      });
      const all = Number(sums.reduce((sum, one) => sum + one, 0n));
      const found = shapes.of(DOMESTIC, group);
      expect(found.reduce((sum, part) => sum + part, 0)).toBe(2 ** 30);
      for (const [period, part] of found.entries())
        expect(Math.abs(part - (Number(sums[period]!) / all) * 2 ** 30)).toBeLessThan(1.001);
    }
  });

  test("beliefs move no shape", () => {
    const of = systemsOf(5000);
    const wild = { ...of, demand: { ...of.demand, believedWh: () => 1_000_000, defaultWh: () => 1_000_000 } };
    const plain = loadShapesOf(new MeterDays(DAY, 0, of), of);
    expect(loadShapesOf(new MeterDays(DAY, 0, wild), wild)).toEqual(plain);
  });

  test("with too few metering systems are the default ones", () => {
    const of = { ...systemsOf(2000), shapeSampleMin: 2001 };
    const shapes = loadShapesOf(new MeterDays(DAY, 0, of), of);
    expect(shapes.defaulted).toBe(shapes.total);
    expect(shapes.of(DOMESTIC, 3)).toBe(of.demand.defaultShape(DOMESTIC, 3, DAY));
    const enough = { ...of, shapeSampleMin: 1 };
    expect(loadShapesOf(new MeterDays(DAY, 0, enough), enough).defaulted).toBeLessThan(shapes.total);
  });
});
