import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DE_ENERGISED, EXCEPTIONS, HELD, NO_DATA, REJECTED_NOT_APPOINTED } from "../../src/domain/exceptions.ts";
import { supplierOf } from "../../src/domain/meter-word.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { DataServices, Settlement } from "../../src/domain/settlement.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import type { SettledRun } from "../../src/settlement/settled-runs.ts";
import { planWith } from "../demand/base-demand.ts";
import { row } from "../fluid/base-rows.ts";
import { codeOf } from "../tidy-rules.ts";
import { advance, close, open } from "./native.ts";
import { settlement } from "./settled.ts";
import { scheduledRead, smallMarket } from "./small-market.ts";

// Design principles on data (Design Advisory Group, 8 December 2021), each a test of its name: what data services,
// Registration and central settlement know, check and tell (S-41 to S-46).

const METERS = 400;
const agentRead = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
const whole = planWith(["settlement.segments.enabled=true"]).settlement!;
const OTHERS = {
  ...whole.others!,
  advanced: { ...whole.others!.advanced, systems: 200 },
  unmetered: { ...whole.others!.unmetered, systems: 100 },
  traditional: { ...whole.others!.traditional, systems: 200 },
};

const planWithServices = (services: Partial<DataServices>, more: Partial<Settlement> = {}, dark = 0): Plan => {
  const plan = smallMarket({
    meters: METERS,
    rows: [agentRead],
    estate: { independentShare: 1 },
    needs: { mhhs: true },
    failures: { longTermDark: dark },
  });
  return {
    ...plan,
    settlement: { ...settlement, ...more, dataServices: { ...settlement.dataServices, ...services } },
  };
};

const settledAt = (plan: Plan, untilMs: number) => {
  const run = open(plan, { debug: true });
  advance(run, untilMs);
  const result = close(run, untilMs);
  return { run, market: run.market.settlement!, record: result.settlement!, central: result.central! };
};

const source = (file: string): string => codeOf(readFileSync(new URL(`../../src/${file}`, import.meta.url), "utf8"));

const totalOf = ({ record }: ReturnType<typeof settledAt>, type: number): number =>
  record.exceptions.totals
    .subarray(type * record.suppliers, (type + 1) * record.suppliers)
    .reduce((sum, one) => sum + one, 0);

describe("principles", () => {
  test("PRI-004: what Registration holds is nowhere twice: who gets a day's data is asked when it goes there", () => {
    const run = open(planWithServices({}), { debug: true });
    const { words } = run.context;
    // Before any read is sent, all meters of Supplier 1 are registered to Supplier 2.
    for (const [meter, word] of words.entries()) if (supplierOf(word) === 0) words[meter] = word | (1 << 3);
    advance(run, 12 * HOUR_MS);
    const { bySupplier } = run.market.settlement!.told;
    const registered = new Array<number>(bySupplier.length).fill(0);
    for (const word of words) registered[supplierOf(word)]!++;
    expect(registered[0]).toBe(0);
    expect([...bySupplier]).toEqual(registered);
    // A message has room for who, which day, and whom it still has to reach.
    expect(source("ledger/message.ts")).not.toMatch(/supplier|gsp|energis|segment/i);
  });

  test("PRI-005: how values came about stands on the data alone: no item of Registration or MDS tells of it", () => {
    for (const file of ["domain/meter-word.ts", "domain/registered.ts", "domain/other-segments.ts"])
      expect(source(file), file).not.toMatch(/estimat|derived|invalid/i);
    const invalid = settledAt(planWithServices({ invalidShare: 1 }), 12 * HOUR_MS);
    const valid = settledAt(planWithServices({}), 12 * HOUR_MS);
    expect(invalid.run.context.words).toEqual(valid.run.context.words);
    // The same days of the same systems, told apart by what was sent of them.
    const { halfHourly, e1, partDays, e4, e5 } = invalid.central[0]!.derivations;
    expect([halfHourly, e1, partDays, e4 + e5]).toEqual([0, 0, 0, METERS]);
    expect(valid.central[0]!.derivations).toMatchObject({ e4: 0, e5: 0 });
  });

  test("PRI-006: the meter reading service has no reads of before: begun later, it reads the same (S-41)", () => {
    const withHands = (horizon: Partial<Plan["horizon"]>): Plan => {
      const plan = planWithServices({ readsBackDays: 1 }, { others: { ...OTHERS, fromMinute: 60, toMinute: 120 } }, 1);
      return { ...plan, horizon: { ...plan.horizon, ...horizon } };
    };
    /** Days, by the calendar, on which a meter that never answers has data of the day. */
    const readDays = (horizon: Partial<Plan["horizon"]>): readonly string[] => {
      const plan = withHands(horizon);
      const run = open(plan, { debug: true });
      const { measuredDays, startDay } = plan.horizon;
      advance(run, measuredDays * DAY_MS - 1);
      const { settled } = run.market.settlement!;
      const found: string[] = [];
      for (let meter = 0; meter < METERS; meter++)
        for (let day = 0; day < measuredDays; day++)
          if (settled.isSent(day, meter, 0)) found.push(`${startDay + day}/${meter}`);
      return found;
    };
    const { startDay } = withHands({}).horizon;
    const all = readDays({ measuredDays: 8 });
    const later = readDays({ startDay: startDay + 5, measuredDays: 3 });
    const isLater = (one: string): boolean => Number(one.split("/")[0]) >= startDay + 5;
    // 19 % in a month of 30 days: three days bring some two hundredths of the meters.
    expect(later.length).toBeGreaterThan(0);
    expect(later.toSorted()).toEqual(all.filter(isLater).toSorted());
    expect(source("actors/meter-reading.ts")).not.toMatch(/Float64Array|Int16Array|Int32Array|new Map/);
  });

  test("PRI-009: a supplier sees how many exceptions of each type, its data service which (S-44)", () => {
    const market = settledAt(planWithServices({ invalidShare: 0.1 }), 12 * HOUR_MS);
    const { exceptions, suppliers } = market.record;
    expect(exceptions.totals).toHaveLength(EXCEPTIONS.length * suppliers);
    // Each one, and nothing but them, stands in the data service's list, and adds up to its supplier's total.
    const failed = Array.from({ length: METERS }, (_, meter) => meter).filter((meter) =>
      market.market.dataServices.isInvalid(meter, 0),
    );
    expect(failed.length).toBeGreaterThan(0);
    const ofDay = exceptions.details.filter(({ day, type }) => day === 0 && type !== NO_DATA);
    expect(ofDay.map(({ system }) => system).toSorted((a, b) => a - b)).toEqual(failed);
    const { words } = market.run.context;
    for (let supplier = 0; supplier < suppliers; supplier++)
      for (let type = 0; type < EXCEPTIONS.length; type++)
        expect(exceptions.totals[type * suppliers + supplier]).toBe(
          exceptions.details.filter((one) => one.type === type && supplierOf(words[one.system]!) === supplier).length,
        );
  });

  test("PRI-013: data that isn't zero of a de-energised meter is accepted, settled, and counted (S-43)", () => {
    const market = settledAt(planWithServices({ deEnergisedShare: 1 }), 12 * HOUR_MS);
    expect(market.record.messages).toMatchObject({ accepted: METERS, rejected: 0, estimates: 0 });
    expect(totalOf(market, DE_ENERGISED)).toBe(METERS);
    const as = (run: SettledRun): readonly number[] => run.bySupplier.map(({ accurateMwh }) => accurateMwh);
    expect(as(market.central[0]!)).toEqual(as(settledAt(planWithServices({}), 12 * HOUR_MS).central[0]!));
  });

  test("PRI-015: with Settlement Periods of 15 minutes all calculations hold, and energy is the same (S-46)", () => {
    const [half, quarter] = ([30, 15] as const).map((periodMinutes) =>
      settledAt(
        planWithServices(
          {},
          { periodMinutes, others: OTHERS, central: { ...settlement.central, others: whole.central.others } },
          0.1,
        ),
        1.5 * DAY_MS,
      ),
    ) as [ReturnType<typeof settledAt>, ReturnType<typeof settledAt>];
    expect(quarter.record).toEqual(half.record);
    const systems = METERS + 500;
    for (const [i, run] of half.central.entries()) {
      const other = quarter.central[i]!;
      expect([run.corrections.takeMwh.length, other.corrections.takeMwh.length]).toEqual([14 * 48, 14 * 96]);
      expect(other.derivations).toEqual(run.derivations);
      // A day's energy is whole Wh, rounded once for each system.
      for (const [supplier, one] of run.bySupplier.entries()) {
        const same = other.bySupplier[supplier]!;
        expect(Math.abs(same.trueMwh - one.trueMwh)).toBeLessThanOrEqual(systems * 1e-6);
        expect(Math.abs(same.accurateMwh - one.accurateMwh)).toBeLessThanOrEqual(systems * 1e-6);
        expect(Math.abs(same.limitedMwh - one.limitedMwh)).toBeLessThanOrEqual(systems * 1e-6);
      }
      for (const of of [run, other]) {
        const take = of.corrections.takeMwh.reduce((sum, mwh) => sum + mwh, 0);
        const supplied = of.bySupplier.reduce((sum, { correctedMwh }) => sum + correctedMwh, 0);
        expect(Math.abs(supplied - take)).toBeLessThanOrEqual(1e-9 * take);
      }
      expect(other.corrections.settlementPeriod.at(-1)).toBe(96);
    }
  });

  test("PRI-019: a data service that asks Registration before it sends has nothing rejected by IF-014 (S-42)", () => {
    const registration = { lateShare: 0.25, lateMs: 2 * DAY_MS, isChecked: true };
    const at = (isChecked: boolean, untilMs: number) =>
      settledAt(planWithServices({ registration: { ...registration, isChecked } }), untilMs);
    const late = at(true, 12 * HOUR_MS);
    const { told } = late.market;
    expect(told.rejected).toBe(0);
    // A quarter waits, within four standard deviations; all others are in.
    expect(Math.abs(told.held - METERS / 4)).toBeLessThan(4 * Math.sqrt((METERS * 3) / 16));
    expect(totalOf(late, HELD)).toBe(told.held);
    expect(told.accepted).toBe(METERS - told.held);
    expect(late.record.messages.waiting).toBe(told.held);
    // Two days on Registration has them, and so has MDS.
    const known = at(true, 2.5 * DAY_MS);
    expect([known.market.told.rejected, known.market.told.sent]).toEqual([0, known.market.told.accepted]);

    // One that doesn't ask is told by IF-014, as often, and sends them again.
    const unasked = at(false, 12 * HOUR_MS);
    expect(unasked.market.told.rejected).toBe(told.held);
    expect(totalOf(unasked, REJECTED_NOT_APPOINTED)).toBe(told.held);
    const again = at(false, 2.5 * DAY_MS).market.told;
    expect(again.accepted + again.rejected).toBe(again.sent);
    expect(again.accepted).toBe(known.market.told.accepted);
    // Whoever asked or not: in time for the first run all of it is settled.
    for (const { central } of [late, known, unasked])
      expect(central.map(({ derivations }) => derivations.e4 + derivations.e5)).toEqual([0, 0, 0, 0]);
  });
});

describe("the settlement day (S-52)", () => {
  const latestOf = (plan: Plan): readonly number[] =>
    [...settledAt(plan, 1.5 * DAY_MS).record.stepsMs].map((ms) => ms / HOUR_MS);

  test("goes by its timetable: sweep before the gate, then two, two, eight hours and one", () => {
    const [sweep, ...others] = latestOf(planWithServices({}));
    expect(sweep).toBeGreaterThanOrEqual(12);
    expect(sweep).toBeLessThan(12.1);
    expect(others).toEqual([18, 20, 22, 30, 31]);
  });

  test("a gate that MDS comes late to makes everything late that follows it, and a deadline is missed", () => {
    // Out from 17:00 to 21:30: what waits then is taken in within the minute.
    const out = {
      title: "MDS out",
      kind: "outage" as const,
      fromMs: 17 * HOUR_MS,
      toMs: 21.5 * HOUR_MS,
      stations: [{ station: "mds", share: 0 }],
    };
    const plan = { ...planWithServices({}), faults: [out] };
    const [, gate, ...after] = latestOf(plan);
    expect(gate).toBeGreaterThanOrEqual(21.5);
    expect(gate).toBeLessThanOrEqual(21.5 + 2 / 60);
    expect(after.map((hours) => Number((hours - gate!).toFixed(9)))).toEqual([2, 4, 12, 13]);
  });

  test("a later gate in the scenario is a later report", () => {
    expect(latestOf(planWithServices({}, { gateMinute: 22 * 60 })).slice(1)).toEqual([22, 24, 26, 34, 35]);
  });
});
