import { describe, expect, test } from "vitest";
import { dayOf } from "../../src/domain/civil-time.ts";
import { HELD, REJECTED_NOT_APPOINTED } from "../../src/domain/exceptions.ts";
import { supplierOf } from "../../src/domain/meter-word.ts";
import { OTHER_SEGMENTS, type OtherSegments } from "../../src/domain/other-segments.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { RegistrationRules } from "../../src/domain/registration.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import { meteringSystems } from "../../src/run/central-record.ts";
import { planWith } from "../demand/base-demand.ts";
import { advance, close, open } from "./native.ts";
import { METERS, OF_TEN, registered, rules } from "./registered.ts";

// S-30, S-31, S-33: metering systems that are not read over the DCC change supplier and data service by Registration too.

const whole = planWith(["settlement.segments.enabled=true"]).settlement!;
const SYSTEMS = [500, 200, 800];
const ALL = SYSTEMS.reduce((sum, one) => sum + one);
const DAYS = 3;
/** Certain at once, for the next working day; the first measured day is a Monday. */
const AT_ONCE = { ...rules.switches, leadDays: 1, objectionDays: 0, perDay: OF_TEN };

const othersOf = (systems: readonly number[]): OtherSegments => ({
  ...whole.others!,
  advanced: { ...whole.others!.advanced, systems: systems[0]! },
  unmetered: { ...whole.others!.unmetered, systems: systems[1]! },
  traditional: { ...whole.others!.traditional, systems: systems[2]! },
});

const marketOf = (
  change: Partial<RegistrationRules>,
  horizon: Partial<Plan["horizon"]> = {},
  systems: readonly number[] = SYSTEMS,
): Plan => {
  const plan = registered(change, { measuredDays: DAYS, ...horizon });
  const { central } = plan.settlement!;
  return {
    ...plan,
    settlement: {
      ...plan.settlement!,
      others: othersOf(systems),
      central: { ...central, others: whole.central.others },
    },
  };
};

const run = (plan: Plan, untilMs = DAYS * DAY_MS) => {
  const of = open(plan, { debug: true });
  const first = of.context.registered.slice();
  advance(of, untilMs);
  const market = of.market.settlement!;
  const { others, otherDays, firstOther } = market.otherServices!;
  const { book } = market.registration!;
  return { of, first, market, others, otherDays, firstOther, book, changes: market.changes! };
};
type Ran = ReturnType<typeof run>;

/** Of others, by what tells them apart at every scale: who supplies them as the run ends. */
const suppliersNow = ({ of, others }: Ran): ReadonlyMap<number, number> =>
  new Map(Array.from(of.context.registered.subarray(METERS), (word, index) => [others.keyOf(index), supplierOf(word)]));

describe("another segment's metering system", () => {
  const plan = marketOf({ switches: AT_ONCE });
  const ran = run(plan);
  const changed = Array.from(ran.first.subarray(METERS)).map(
    (word, index) => supplierOf(word) !== supplierOf(ran.of.context.registered[METERS + index]!),
  );

  test("changes supplier as often as a smart meter, whichever segment it is of", () => {
    // One in ten a day: Monday's and Tuesday's have taken effect on Wednesday. Some have come back since.
    const share = (count: number, of: number): void => {
      const expected = 1 - 0.9 ** 2;
      const sigma = Math.sqrt((expected * (1 - expected)) / of);
      expect(Math.abs(count / of - expected)).toBeLessThan(4 * sigma + 0.002);
    };
    share(changed.filter(Boolean).length, ALL);
    OTHER_SEGMENTS.forEach((_, segment) => {
      const own = changed.filter((_is, index) => ran.others.segmentOf(index) === segment);
      share(own.filter(Boolean).length, SYSTEMS[segment]!);
    });
    const ofSmart = Array.from(ran.first.subarray(0, METERS)).filter(
      (word, meter) => supplierOf(word) !== supplierOf(ran.of.context.words[meter]!),
    ).length;
    share(ofSmart, METERS);
  });

  test("has a metering service and a data service appointed, and no MDR", () => {
    const only = run(marketOf({ switches: AT_ONCE, ofOtherSegments: 0 }));
    const asked = ran.book.appointments.map((counts, i) => counts.asked - only.book.appointments[i]!.asked);
    expect(asked[0]).toBeGreaterThan(0.05 * ALL);
    expect(asked).toEqual([asked[0], asked[0], 0]);
  });

  test("is the new supplier's from its midnight on, in who is told and in whose energy it is, at every run", () => {
    const { of, market, changes, others } = ran;
    const result = close(of, DAYS * DAY_MS);
    const { smart, others: parts } = meteringSystems(of.context, market, of.reachability);
    const systems = [smart, ...parts];
    const firsts = [0, ...others.first.map((first) => METERS + first)];
    const mwh = new Float64Array(plan.estate.supplierShares.length);
    systems.forEach(({ words, demand }, part) => {
      for (let i = 0; i < words.length; i++)
        for (let day = 0; day < DAYS; day++) {
          const meter = firsts[part]! + i;
          // The reads of a day bring the UTC day before.
          const supplier = changes.supplierAt(of.context.registered[meter]!, meter, (day - 1) * DAY_MS);
          mwh[supplier]! += demand.trueWh(i, plan.horizon.startDay + day - 1) / 1e6;
        }
    });
    for (const { bySupplier } of result.central!)
      for (const [supplier, { trueMwh }] of bySupplier.entries()) expect(trueMwh).toBeCloseTo(mwh[supplier]!, 9);
    // And so are its meter-days, in whose count of settlement they are.
    const { firstRun, suppliers, gspGroups, runs } = result.settlement!;
    const bySupplier = new Float64Array(suppliers);
    const width = runs.length + 1;
    const ofOne = gspGroups * width;
    for (let i = 2 * suppliers * ofOne; i < firstRun.length; i++)
      bySupplier[Math.floor(i / ofOne) % suppliers]! += firstRun[i]!;
    const expected = new Float64Array(suppliers);
    for (let index = 0; index < ALL; index++)
      for (let day = 0; day < DAYS; day++)
        expected[changes.supplierAt(of.context.registered[METERS + index]!, METERS + index, (day - 1) * DAY_MS)]!++;
    expect(bySupplier).toEqual(expected);
  });

  test("meets the same switches at every scale, and smart meters meet theirs with or without it", () => {
    const fewer = suppliersNow(run(marketOf({ switches: AT_ONCE }, {}, [100, 50, 300])));
    const all = suppliersNow(ran);
    for (const [key, supplier] of fewer) expect(all.get(key)).toBe(supplier);
    const without = open(registered({ switches: AT_ONCE }, { measuredDays: DAYS }), { debug: true });
    advance(without, DAYS * DAY_MS);
    expect(without.context.words.map(supplierOf)).toEqual(ran.of.context.words.map(supplierOf));
  });

  test("on a day that two suppliers share, under Summer Time, all suppliers together have what all used (S-33)", () => {
    const startDay = dayOf({ year: 2028, month: 7, dayOfMonth: 10 });
    const ofClock = run(marketOf({ switches: AT_ONCE, timeBase: "clock" }, { startDay }));
    expect(ofClock.changes.counts().insideDays).toBe(ofClock.changes.counts().all);
    const { central } = close(ofClock.of, DAYS * DAY_MS);
    const { smart, others } = meteringSystems(ofClock.of.context, ofClock.market, ofClock.of.reachability);
    let wh = 0;
    for (const { words, demand } of [smart, ...others])
      for (let i = 0; i < words.length; i++)
        for (let day = -1; day < DAYS - 1; day++) wh += demand.trueWh(i, startDay + day);
    for (const { bySupplier } of central!)
      expect(bySupplier.reduce((sum, { trueMwh }) => sum + trueMwh, 0)).toBeCloseTo(wh / 1e6, 9);
  });
});

describe("a data service of another segment that Registration appoints late", () => {
  /** Asked for on a Monday, and answered some days on. */
  const late = (isChecked: boolean) => {
    const appointments = {
      ...rules.appointments,
      answerMs: { median: 90 * HOUR_MS, p99: 90.1 * HOUR_MS },
      timeOutMs: 7 * DAY_MS,
    };
    const asked = { fromMinute: 8 * 60, toMinute: 15 * 60 };
    const plan = marketOf({ serviceChangesPerDay: OF_TEN, asked, appointments }, { measuredDays: 9 });
    const { settlement } = plan;
    const registration = { lateShare: 0, lateMs: 0, isChecked };
    return run(
      { ...plan, settlement: { ...settlement!, dataServices: { ...settlement!.dataServices, registration } } },
      9 * DAY_MS,
    );
  };
  const [asks, doesNot] = [late(true), late(false)] as const;
  const ofOthers = ({ market, firstOther }: Ran, type: number): number =>
    market.exceptions.details().filter((one) => one.type === type && one.system >= firstOther).length;

  test("holds its days until then, or has them back from MDS: they are settled alike (PRI-019)", () => {
    expect([ofOthers(asks, HELD) > 0, ofOthers(asks, REJECTED_NOT_APPOINTED)]).toEqual([true, 0]);
    expect([ofOthers(doesNot, HELD), ofOthers(doesNot, REJECTED_NOT_APPOINTED) > 0]).toEqual([0, true]);
    for (const { of } of [asks, doesNot]) close(of, 9 * DAY_MS);
    for (let index = 0; index < ALL; index++)
      for (let day = 0; day < 9; day++)
        expect(asks.otherDays.firstRunOf(index, day)).toBe(doesNot.otherDays.firstRunOf(index, day));
  });

  test("has those days settled on actual data only at a later run than others have", () => {
    const inTime = run(marketOf({}, { measuredDays: 9 }), 9 * DAY_MS);
    expect(inTime.market.told.held).toBe(0);
    expect(asks.market.told.held).toBeGreaterThan(0);
  });
});
