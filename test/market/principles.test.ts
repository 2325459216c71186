import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { gspGroupOf, supplierOf } from "../../src/domain/meter-word.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { row } from "../fluid/base-rows.ts";
import { importsOf } from "../tidy-rules.ts";
import { advance, open } from "./native.ts";
import { settlement } from "./settled.ts";
import { scheduledRead, smallMarket } from "./small-market.ts";

// Design principles of the settlement arrangements (Design Advisory Group, 8 December 2021), each a test of its name,
// as far as reads, data services, the DIP and MDS go.

const METERS = 300;
const agentRead = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
const plan: Plan = {
  ...smallMarket({
    meters: METERS,
    rows: [agentRead],
    estate: { independentShare: 1 },
    needs: { mhhs: true },
  }),
  settlement,
};

/** Everything that was marked at a part of the market up to noon, by name of the part. */
const marksOf = (of: Plan): ReadonlyMap<string, readonly number[]> => {
  const run = open(of, { debug: true });
  const { path } = run.context;
  const names = Object.keys(path.read());
  const marks = new Map<string, number[]>(names.map((name) => [name, []]));
  const mark = path.mark.bind(path);
  path.mark = (component, key) => {
    marks.get(names[component]!)!.push(key);
    mark(component, key);
  };
  advance(run, 12 * HOUR_MS);
  return marks;
};

const source = (file: string): string => readFileSync(new URL(`../../src/${file}`, import.meta.url), "utf8");
const PARTS = ["actors/data-services.ts", "actors/dip.ts", "actors/mds.ts", "actors/settlement-context.ts"] as const;

describe("principles", () => {
  test("PRI-003 (second): MDS does not access Central Registration Agent data", () => {
    // It is given messages, gates and days; nothing that it imports knows of a registration.
    const known = importsOf(source("actors/mds.ts")).map(({ target }) => target);
    expect(known.filter((target) => /registration|appointment|meter-word|access-control/.test(target))).toEqual([]);
  });

  test("PRI-010: a data service sends every day that it lacks with the next read, unasked", () => {
    const failures = { ...plan.failures, spellDark: 0.5, spellMeanMs: 30 * HOUR_MS };
    const run = open({ ...plan, failures, horizon: { ...plan.horizon, measuredDays: 4 } }, { debug: true });
    advance(run, 4 * 24 * HOUR_MS);
    const { dataServices, settled } = run.market.settlement!;
    for (let meter = 0; meter < METERS; meter++)
      for (let day = 0; day < 4; day++) expect(settled.isSent(day, meter, 0)).toBe(day <= dataServices.heldTo[meter]!);
  });

  test("PRI-010: and before the gate of II it sends an estimate for each day that it still lacks", () => {
    // Read once in ten days: at noon of the day on which II settles it, many lack the first measured day.
    const needs = { ...plan.needs, mhhsCycleDays: 10 };
    const run = open({ ...plan, needs, horizon: { ...plan.horizon, measuredDays: 6 } }, { debug: true });
    const { told, gates, dataServices } = run.market.settlement!;
    advance(run, gates.gateMs(0, 0) - settlement.dataServices.sweepMs);
    const before = told.swept;
    let lacking = 0;
    for (const day of gates.days.filter((one) => gates.gateMs(one, 0) === gates.gateMs(0, 0)))
      for (let meter = 0; meter < METERS; meter++) if (dataServices.heldTo[meter]! < day) lacking++;
    advance(run, gates.gateMs(0, 0));
    expect(told.swept - before).toBe(lacking);
    // The reads of four to six days have brought as many tenths of the meters theirs.
    expect(lacking).toBeGreaterThan(0.2 * METERS);
    expect([told.accepted, told.rejected]).toEqual([told.sent, 0]);
  });

  test("PRI-014: all is UTC until central services: a message is of a UTC day, and so is a gate", () => {
    for (const file of PARTS) expect(source(file), file).not.toMatch(/clock-periods|utcMinuteOf|clockOffset/);
    const run = open({ ...plan, horizon: { ...plan.horizon, startDay: plan.horizon.startDay + 180 } });
    const { gates } = run.market.settlement!;
    // In British Summer Time as in winter the gate stands at 18:00 UTC.
    expect(gates.gateMs(0, 0) % (24 * HOUR_MS)).toBe(18 * HOUR_MS);
  });

  test("PRI-017: inside a data service no message of the DIP is needed", () => {
    // From the MDR's endpoint to the data service the read goes by itself: messages begin there.
    const marks = marksOf(plan);
    expect(marks.get("data services")).toHaveLength(METERS);
    expect(marks.get("dip")).toEqual(marks.get("data services"));
  });

  test("PRI-021: a message reaches the participants that it is for: the meter's own supplier and distributor", () => {
    const run = open(plan, { debug: true });
    advance(run, 12 * HOUR_MS);
    const { told } = run.market.settlement!;
    const { words } = run.context;
    const count = (of: (word: number) => number, parts: number): number[] => {
      const counts = new Array<number>(parts).fill(0);
      for (const word of words) counts[of(word)]!++;
      return counts;
    };
    expect([...told.bySupplier]).toEqual(count(supplierOf, plan.estate.supplierShares.length));
    expect([...told.byLdso]).toEqual(count(gspGroupOf, plan.estate.gspGroupShares.length));
  });

  test("PRI-022: and the role that it is for: MDS gets every one", () => {
    const marks = marksOf(plan);
    expect(marks.get("dip to MDS")!.toSorted()).toEqual(marks.get("dip")!.toSorted());
    expect(marks.get("mds")).toHaveLength(METERS);
  });

  test("PRI-023: nobody is notified without cause: no message answers a message", () => {
    const run = open(plan, { debug: true });
    advance(run, 12 * HOUR_MS);
    const { told } = run.market.settlement!;
    expect([told.sent, told.accepted, ...told.delivered]).toEqual([METERS, METERS, METERS, METERS, METERS]);
    expect(run.context.rows.inUse).toBe(0);
  });

  test("PRI-024: the DIP holds no business data: who, which day, and who still has to get it", () => {
    const text = source("actors/dip.ts");
    expect(text).not.toMatch(/trueWh|believedWh|consumption data|demand\//);
    // A message is a row of three columns: its link, who, and which day with who still has to get it.
    expect(open(plan).market.settlement!.messages.columns).toBe(3);
  });

  test("PRI-025: each message is distinct and none is kept once its recipients have it", () => {
    const run = open(plan, { debug: true });
    const { messages } = run.market.settlement!;
    advance(run, 12 * HOUR_MS);
    expect([messages.inUse, messages.inUseMax > 0]).toEqual([0, true]);
    expect(new Set(marksOf(plan).get("mds")).size).toBe(METERS);
  });
});
