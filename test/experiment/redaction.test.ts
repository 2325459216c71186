import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { loadCurvesOf } from "../../src/experiment/load-curves.ts";
import { loadUnitOf } from "../../src/experiment/load-unit.ts";
import { measuresOf } from "../../src/experiment/measures.ts";
import { type RunRecord, recordedPlan } from "../../src/experiment/record.ts";
import { redactedRun } from "../../src/experiment/redaction.ts";
import { BUCKETS } from "../../src/metrics/latency-histogram.ts";
import type { Withheld } from "../../src/scenario/private-overlay.ts";
import { optionNamed } from "../market/options.ts";
import { emptyResult, MIDNIGHT } from "./hand-made.ts";

// S1SP MOC carries 280 a second in the base case: at a thousandth, 16.8 a minute.
const MOC = "s1sp.moc";
const SCALE = 0.001;
const PER_MINUTE = 280 * 60 * SCALE;

const plan = optionNamed("as-today").plan(SCALE);
const runWith = (): RunRecord => {
  const result = emptyResult(plan);
  const { demandFirst, queuedForMax, queuedForMin, returnArrived } = result.components[MOC];
  demandFirst[MIDNIGHT + 3] = 42;
  demandFirst[MIDNIGHT + 4] = 7;
  queuedForMax.fill(11, MIDNIGHT, MIDNIGHT + 5 * 60);
  queuedForMax.fill(10, MIDNIGHT + 5 * 60, MIDNIGHT + 8 * 60);
  queuedForMin.fill(11, MIDNIGHT, MIDNIGHT + 5 * 60);
  returnArrived[MIDNIGHT + 9] = 21;
  return {
    plan: recordedPlan(plan),
    forecast: forecastOf(plan, plan),
    result: {
      ...result,
      users: [
        {
          name: "Supplier 1",
          role: "supplier",
          perSecond: 0.5,
          arrived: Uint32Array.of(...Array(4320).fill(3)),
          needs: [],
        },
      ],
      scalars: {
        "s1sp.moc.demandFirst.total": 49,
        "dsp.arrived.total": 1,
        "Supplier 1.arrived.total": 12960,
        other: 1,
      },
      pathFingerprint: { all: "aa", dsp: "bb", "Supplier 1": "cc" },
    },
    resolved: "",
    seconds: 1,
    cpuSeconds: 1,
  };
};
const withheld = (...paths: string[]): Withheld => ({ paths, isCapacityDerived: false });
const mocOf = ({ plan: of, result }: RunRecord) =>
  measuresOf(of, result).components.find(({ component }) => component === MOC)!;

describe("a run whose capacity is private", () => {
  const open = runWith();
  const redacted = redactedRun(open, withheld("capacity.s1sp.moc"));

  test("says the same of it in shares, to a millionth", () => {
    const [before, after] = [mocOf(open), mocOf(redacted)];
    expect(before.peakShare).toBeCloseTo(42 / PER_MINUTE, 12);
    for (const share of ["peakShare", "peakShareAll", "peakShareHalfHour", "utilisation", "returnPeakShare"] as const)
      expect(Math.abs(after[share] - before[share])).toBeLessThan(1e-6);
    expect(after.peakAtMinute).toBe(3);
  });

  test("says when its queue has gone as before, though what counts as waiting hangs on the capacity", () => {
    expect(mocOf(open).emptiesAtMinute).toBe(5 * 60);
    expect(mocOf(redacted).emptiesAtMinute).toBe(5 * 60);
  });

  test("says nothing of it in requests", () => {
    const { capacityPerSecond, busiestSecondPerSecond, queuedMax, standingQueueMax } = mocOf(redacted);
    expect([capacityPerSecond, busiestSecondPerSecond, queuedMax, standingQueueMax]).toEqual([
      "redacted (overlay)",
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(Object.keys(redacted.result.scalars)).toEqual(["dsp.arrived.total", "Supplier 1.arrived.total", "other"]);
  });

  test("is drawn in per cent of it, the twin's day too", () => {
    expect(loadUnitOf(redacted.plan, MOC)).toMatchObject({ title: "% of capacity", capacity: 100, isPrivate: true });
    expect(loadCurvesOf(redacted).load[MOC][3]).toBeCloseTo((100 * 42) / PER_MINUTE, 3);
    const moc = COMPONENTS.indexOf(MOC);
    const { ofTwinMinute } = loadUnitOf(redacted.plan, MOC);
    const fullest = Math.max(...redacted.forecast.demand[moc]!) * ofTwinMinute;
    expect(fullest / 100).toBeCloseTo(open.forecast.components[moc]!.peakShare, 9);
  });

  test("leaves all other components as they are", () => {
    const others = COMPONENTS.filter((name) => name !== MOC);
    for (const name of others) expect(redacted.result.components[name]).toBe(open.result.components[name]);
    expect(redacted.plan.capacity.perSecond["s1sp.ioc"]).toBe(open.plan.capacity.perSecond["s1sp.ioc"]);
  });

  test("is all components' when capacities are derived from what is private", () => {
    const derived = redactedRun(open, { paths: ["headroom.csp.4g"], isCapacityDerived: true });
    for (const name of COMPONENTS) expect(derived.plan.capacity.perSecond[name]).toBeNaN();
  });
});

describe("a long run, of whose minutes figures are kept,", () => {
  const open = runWith();
  const perMinute = loadUnitOf(open.plan, MOC).perMinute;
  const figures = [
    { place: MOC, figure: "first_most", value: perMinute / 2 },
    { place: MOC, figure: "first_most_at", value: 7 },
    { place: MOC, figure: "contract_peak", value: 0.25 },
    { place: MOC, figure: "working_returned", value: 9 },
    { place: "dsp", figure: "first_most", value: 100 },
    { place: "Supplier 1", figure: "arrived_most", value: 15 },
    { place: "dip", figure: "arrived_most", value: 3 },
  ] as const;
  const run: RunRecord = { ...open, result: { ...open.result, stepMinutes: 30, minuteFigures: figures } };
  const told = (...paths: string[]) =>
    redactedRun(run, withheld(...paths)).result.minuteFigures.map(({ place, figure, value }) => [place, figure, value]);
  const as = (place: string, figure: string) => (rows: readonly unknown[][]) =>
    rows.find((row) => row[0] === place && row[1] === figure)?.[2];

  test("has those of a private capacity in millionths of it, and times as they are", () => {
    const rows = told("capacity.s1sp.moc");
    expect(as(MOC, "first_most")(rows)).toBeCloseTo(5e5, 6);
    expect([as(MOC, "first_most_at")(rows), as("dsp", "first_most")(rows)]).toEqual([7, 100]);
    // Its contract is private with it, and so is how far it was filled.
    expect(as(MOC, "contract_peak")(rows)).toBeNaN();
  });

  test("tells nothing of private Users, of their rates, of working hours or settlement", () => {
    expect(told("estate.suppliers").filter(([place]) => place === "Supplier 1")).toEqual([]);
    // 15 in a minute at half a request a second are half of what it takes.
    expect(as("Supplier 1", "arrived_most")(told("endpoints.least"))).toBe(5e5);
    expect(as(MOC, "working_returned")(told("performance.workingHours"))).toBeNaN();
    expect(told("settlement.dip.perSecond").filter(([place]) => place === "dip")).toEqual([]);
  });
});

test("a capacity with a private uplift is private", () => {
  const { perSecond } = redactedRun(runWith(), withheld("uplift.csp.north")).plan.capacity;
  expect([perSecond["csp.north"], perSecond["csp.south"]]).toEqual([Number.NaN, 490]);
});

describe("what else a private value takes from a record", () => {
  const of = (...paths: string[]) => redactedRun(runWith(), withheld(...paths));

  test("limits, dual control, endpoints and targets", () => {
    const { capacity, dco, endpoints, rows } = of("limits", "dco", "endpoints.least", "targets.on-demand").plan;
    expect([capacity.burstSeconds.dsp, capacity.burstSeconds["csp.4g"], capacity.queueMax]).toEqual(
      Array(3).fill(Number.NaN),
    );
    expect([capacity.responseFactor, dco.perSecond, dco.dualControlShare, endpoints.least]).toEqual(
      Array(4).fill(Number.NaN),
    );
    expect(rows.every(({ targetMs }) => Number.isNaN(targetMs.smets2))).toBe(true);
    expect(capacity.perSecond.dsp).toBe(2620);
  });

  test("an endpoint's rate when that follows from it, so that its load is a share", () => {
    for (const path of ["endpoints.least", "estate.gasShare", "estate.independentShare"]) {
      const [user] = measuresOf(of(path).plan, of(path).result).users;
      expect(user).toMatchObject({ capacityPerSecond: "redacted (overlay)", perDay: Number.NaN });
      expect(user!.peakShare).toBeCloseTo(3 / (60 * 0.5), 9);
    }
  });

  test("all Users, where who they are and how many is private", () => {
    const { users, scalars, pathFingerprint } = of("estate.suppliers.large").result;
    expect(users).toEqual([]);
    expect(Object.keys(scalars)).not.toContain("Supplier 1.arrived.total");
    expect(pathFingerprint).toEqual({ all: "aa", dsp: "bb" });
  });

  test("what each network sent, where the sizes of GSP Groups are private: it is those sizes", () => {
    const run = runWith();
    const [supplier] = run.result.users;
    const counts = { sent: 3, answered: 3, refused: 0, expired: 0, dark: 0, inTarget: 3 };
    const needs = [{ kind: "T09", ...counts, wantedMs: { counts: new Uint32Array(BUCKETS), maxMs: 1 } }];
    const users = [
      { ...supplier!, needs },
      { ...supplier!, name: "Network _A", role: "network" as const, needs },
    ];
    const told = (path: string): number[] =>
      redactedRun({ ...run, result: { ...run.result, users } }, withheld(path)).result.users.map(
        (user) => user.needs.length,
      );
    expect(told("estate.gspGroups._A")).toEqual([1, 0]);
    expect(told("estate.gasShare")).toEqual([1, 1]);
  });

  test("what is an allowance of SMS, or the rate of a DCO, in other units", () => {
    const run = runWith();
    const metrics = ["sms_sent", "sms_over_allowance", "dco_requests", "dco_longest_wait_ms", "dco_busy_share"];
    const rules = metrics.map((metric) => ({ metric, place: "any", value: 1 }));
    const scalars = Object.fromEntries(metrics.map((metric) => [`${metric}.any`, 1]));
    const left = (path: string) => {
      const { result } = redactedRun({ ...run, result: { ...run.result, rules, scalars } }, withheld(path));
      expect(Object.keys(result.scalars)).toEqual(result.rules.map(({ metric }) => `${metric}.any`));
      return result.rules.map(({ metric }) => metric);
    };
    expect(left("smets1Sms.allowance")).toEqual(["dco_requests", "dco_longest_wait_ms", "dco_busy_share"]);
    expect(left("dco.perCohort")).toEqual(["sms_sent", "sms_over_allowance", "dco_busy_share"]);
    expect(left("estate.gasShare")).toEqual(metrics);
  });

  test("nothing where nothing is private", () => {
    const run = runWith();
    expect(redactedRun(run, withheld())).toBe(run);
  });
});

test("where the number of switches is private, no figure of Registration is told, nor who settles what", () => {
  const open = runWith();
  const figure = { metric: "switches_asked", place: "CSS", value: 7500 };
  const other = { metric: "access_refused", place: "role", value: 3 };
  const scalars = {
    ...open.result.scalars,
    "switches_asked.CSS": 7500,
    "dip.arrived.total": 30,
    "central.II.pounds": 1,
  };
  const run = { ...open, result: { ...open.result, rules: [figure, other], scalars } };
  const { result } = redactedRun(run, withheld("registration.switches.perDay"));
  expect(result.rules).toEqual([other]);
  expect(Object.keys(result.scalars)).toEqual(Object.keys(open.result.scalars));
  // Nor how many changes of MDR they bring, which is a rate in other units, as changesPerMeterDay is.
  const changes = [
    { metric: "mdr_changes", place: "Registration", value: 5630 },
    { metric: "access_refused", place: "supplier", value: 5630 },
    { metric: "access_refused", place: "appointment", value: 5630 },
    { metric: "wrong_refusals", place: "2028-07-10", value: 5630 },
    { metric: "supplier_wrong_refusals", place: "dsp", value: 5630 },
  ];
  const ofChanges = Object.fromEntries(changes.map(({ metric, place, value }) => [`${metric}.${place}`, value]));
  const others = { ...open.result.scalars, "access_refused.role": 3 };
  const withChanges = {
    ...run,
    result: { ...run.result, rules: [...changes, other], scalars: { ...others, ...ofChanges } },
  };
  for (const path of ["registration.switches.perDay", "registration.changesPerMeterDay"]) {
    const { rules, scalars: told } = redactedRun(withChanges, withheld(path)).result;
    expect(rules, path).toEqual([other]);
    expect(told, path).toEqual(others);
  }
  // What the DSP's copy goes by is none of this.
  expect(redactedRun(run, withheld("registration.notice")).result.rules).toEqual([figure, other]);
});
