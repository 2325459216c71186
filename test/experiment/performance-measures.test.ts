import { describe, expect, test } from "vitest";
import { ACCESS } from "../../src/domain/components.ts";
import { monthsOf, performanceMeasures } from "../../src/experiment/performance-measures.ts";
import { recordedPlan } from "../../src/experiment/record.ts";
import { optionNamed } from "../market/options.ts";
import { addNeeds, emptyResult } from "./hand-made.ts";

// S-15, S-20: the DCC's own measures, by role, region or cohort, and process.

const SCALE = 0.5;
const plan = optionNamed("as-today").plan(SCALE);
const recorded = { ...recordedPlan(plan), serviceLevels: { target: 0.99, minimum: 0.96 } };
const times = (count: number): number[] => new Array<number>(count).fill(1000);
const NORTH = ACCESS.indexOf("csp.north");
const MOC = ACCESS.indexOf("s1sp.moc");

const result = emptyResult(plan);
// On demand: suppliers' top-ups at North, 100 of 100; MDRs' reads at MOC, 90 of 100. What never came isn't received.
addNeeds(result, "T05", NORTH, { answeredMs: times(100) });
addNeeds(result, "M04", MOC, { answeredMs: times(100), inTarget: 90, late: 50, dark: 10 });
// Scheduled: 97 of 100.
addNeeds(result, "T01", NORTH, { answeredMs: times(100), inTarget: 97 });
const measures = performanceMeasures(recorded, result);
const of = (cpm: number, by: string, name: string) =>
  measures.find((one) => one.cpm === cpm && one.by === by && one.name === name);

describe("Code Performance Measures", () => {
  test("are Service Responses inside target of those received, at full scale; on demand and scheduled apart", () => {
    expect(of(1, "all", "all")).toMatchObject({ received: 400, inTarget: 380, share: 0.95, band: "below" });
    expect(of(2, "all", "all")).toMatchObject({ received: 200, inTarget: 194, share: 0.97, band: "minimum" });
  });

  test("are split by role, region or cohort, process and Service Request; every split adds up to the whole", () => {
    expect(of(1, "role", "supplier")).toMatchObject({ share: 1, band: "target" });
    expect(of(1, "role", "agent")).toMatchObject({ share: 0.9, band: "below", title: "Independent MDRs" });
    expect(of(1, "component", "s1sp.moc")).toMatchObject({ share: 0.9, title: "S1SP MOC" });
    expect(of(1, "process", "top-up")).toMatchObject({ share: 1 });
    expect(of(1, "request", "2.2")).toMatchObject({ share: 1 });
    for (const cpm of [1, 2])
      for (const by of ["role", "component", "process", "request"]) {
        const parts = measures.filter((one) => one.cpm === cpm && one.by === by);
        expect(parts.reduce((sum, { received }) => sum + received, 0)).toBe(of(cpm, "all", "all")!.received);
        expect(parts.reduce((sum, { inTarget }) => sum + inTarget, 0)).toBe(of(cpm, "all", "all")!.inTarget);
      }
  });

  test("are in no band where the levels are private", () => {
    const hidden = { ...recorded, serviceLevels: { target: Number.NaN, minimum: Number.NaN } };
    expect(new Set(performanceMeasures(hidden, result).map(({ band }) => band))).toEqual(new Set(["unknown"]));
  });

  test("have the calendar months that were measured", () => {
    const days = (startDay: number, measuredDays: number) => ({ horizon: { ...plan.horizon, startDay, measuredDays } });
    // 2028-01-30, UTC.
    const day = Date.UTC(2028, 0, 30) / 86_400_000;
    expect(monthsOf(days(day, 2))).toEqual(["2028-01"]);
    expect(monthsOf(days(day, 3))).toEqual(["2028-01", "2028-02"]);
  });
});
