import { describe, expect, test } from "vitest";
import { ACCESS, COMPONENTS } from "../../src/domain/components.ts";
import { accessShares, expectedPerDay } from "../../src/domain/population.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { exactCapacityOf, fluidPlanOf, planOf } from "../../src/scenario/plan.ts";
import { BASE, extending, load } from "./loading.ts";

const RUN = { replication: 0, scale: 1 };
const scenario = load(BASE);
const plan = fluidPlanOf(scenario, "unchanged", RUN);
const row = (id: string) => plan.rows.find((one) => one.id === id)!;
const millions = (id: string): number =>
  expectedPerDay(row(id), plan.estate).reduce((sum, count) => sum + count, 0) / 1e6;
const MINUTE = (hour: number): number => 60 * hour;

describe("the base case is the published calibration", () => {
  // Millions of first attempts a day: calibration, traffic table.
  test.each([
    ["T01", 23.562],
    ["T02", 4.158],
    ["T03", 16.493],
    ["T04", 2.911],
    ["T05", 1.326],
    ["T06", 0.48],
    ["T07", 5.1],
    ["T08", 15.3],
    ["T09", 9.21],
    ["M01", 1.785],
    ["M02", 0.315],
    ["M03", 7.65],
    ["M04", 1.35],
    ["M05", 1.05],
    ["M06", 0.45],
    ["M07", 1.314],
    ["M08", 0.576],
    ["M09", 0.45],
  ])("%s sends %d million first attempts a day", (id, expected) => expect(millions(id)).toBeCloseTo(expected, 3));

  test("M10 ends at the DSP: 60,000 a day", () => {
    expect(row("M10").perDay).toBe(60_000);
    expect(millions("M10")).toBe(0);
  });

  test("existing use sends 78.54 million, MHHS 15.00, together 93.54", () => {
    const sum = (letter: string) =>
      plan.rows
        .filter(({ id }) => id.startsWith(letter))
        .reduce((all, { id }) => all + millions(id) + row(id).perDay / 1e6, 0);
    expect(sum("T")).toBeCloseTo(78.54, 2);
    expect(sum("M")).toBeCloseTo(15.0, 2);
    expect(sum("R")).toBe(0);
  });

  test("rates a meter and day", () => {
    expect(row("T01").perMeterDay.smets2).toBeCloseTo(0.7854, 10);
    expect(row("T02").perMeterDay.smets1).toBeCloseTo(0.1386, 10);
    expect(row("M01").perMeterDay.smets2).toBeCloseTo(0.0595, 10);
    expect(row("M02").perMeterDay.smets2).toBeCloseTo(0.0105, 10);
    expect(row("M03").perMeterDay.smets1).toBeCloseTo(0.255, 10);
    expect(row("M07").perMeterDay).toEqual({ smets2: expect.closeTo(0.06, 10), smets1: 0 });
    // 4.1.1 on SMETS1 and 4.2 on the 5 % with export, of either kind.
    expect(row("M08").perMeterDay).toEqual({ smets2: expect.closeTo(0.003, 10), smets1: expect.closeTo(0.063, 10) });
    expect(row("M09").perMeterDay.smets2).toBeCloseTo(0.015, 10);
    expect(row("T06").perMeterDay.smets1).toBe(0);
  });

  test.each([
    ["csp.north", 6.05],
    ["csp.central", 6.683],
    ["csp.south", 5.882],
    ["csp.4g", 3.285],
    ["s1sp.ioc", 1.62],
    ["s1sp.moc", 3.645],
    ["s1sp.foc", 2.835],
  ] as const)("%s serves %d million electricity meters", (name, expected) => {
    const meters = (accessShares(plan.estate)[ACCESS.indexOf(name)]! * plan.estate.meters) / 1e6;
    expect(Number(meters.toFixed(3))).toBe(expected);
  });

  test("suppliers: six large ones, and 7 % over sixteen small; MDRs by Zipf, the largest 0.408", () => {
    const { supplierShares, mdrShares } = plan.estate;
    expect(supplierShares.slice(0, 6)).toEqual([0.24, 0.2, 0.17, 0.13, 0.11, 0.08]);
    expect(supplierShares.length).toBe(22);
    expect(supplierShares[6]).toBeCloseTo(0.07 / 16, 12);
    expect(mdrShares.map((share) => Number(share.toFixed(3)))).toEqual([0.408, 0.204, 0.136, 0.102, 0.082, 0.068]);
    for (const shares of [supplierShares, mdrShares, plan.estate.gspGroupShares])
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test("half of GSP Group _D is behind CSP North, none of _A is, all of _P", () => {
    const { gspGroupNorth, gspGroupSouth } = plan.estate;
    expect([gspGroupNorth[0], gspGroupNorth[3], gspGroupNorth[13]]).toEqual([0, 0.5, 1]);
    expect([gspGroupSouth[2], gspGroupSouth[3], gspGroupSouth[13]]).toEqual([1, 0, 0]);
  });

  test("windows and shapes", () => {
    const thirds = [
      [0, 2, 0.6],
      [2, 4, 0.25],
      [4, 6, 0.15],
    ] as const;
    const pieces = thirds.map(([from, to, share]) => ({ fromMinute: MINUTE(from), toMinute: MINUTE(to), share }));
    for (const id of ["T01", "T02", "T03", "T04", "M01", "M02", "M03", "M04", "M05", "M06", "M07"])
      expect(row(id).profile).toEqual(pieces);
    expect(row("M08").profile).toEqual([{ fromMinute: 0, toMinute: 10, share: 1 }]);
    for (const id of ["T06", "T08", "M09"])
      expect(row(id).profile).toEqual([{ fromMinute: MINUTE(8), toMinute: MINUTE(18), share: 1 }]);
    expect(row("T05").profile.map(({ share }) => share)).toEqual([0.05, 0.1, 0.25, 0.45, 0.15]);
    expect(row("T05").profile.map(({ fromMinute }) => fromMinute / 60)).toEqual([0, 6, 9, 16, 21]);
    expect(row("T07").profile).toEqual([{ fromMinute: 0, toMinute: 1440, share: 1 }]);
  });

  test("modes, classes, targets and who may move", () => {
    const scheduled = plan.rows.filter(({ mode }) => mode === "scheduled").map(({ id }) => id);
    expect(scheduled).toEqual(["T01", "T03", "M01", "M03", "M05", "M06", "M07"]);
    for (const { mode, priority } of plan.rows) expect(priority).toBe(mode === "scheduled" ? 1 : 0);
    const movedBy = (moves: string) => plan.rows.filter((one) => one.moves === moves).map(({ id }) => id);
    expect(movedBy("mhhs")).toEqual(["M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "M09"]);
    expect(movedBy("all")).toEqual(["T01", "T03"]);
    expect(row("T02").targetMs).toEqual({ smets2: 5_600_000, smets1: 16_000 });
    expect(row("T05").targetMs).toEqual({ smets2: 30_000, smets1: 16_000 });
    expect(row("M04").targetMs).toEqual({ smets2: 24 * HOUR_MS, smets1: 24 * HOUR_MS });
  });

  test("horizon, failures, round trips, alerts, endpoints and the DCO", () => {
    expect(plan.horizon).toEqual({ startDay: 21_200, measuredDays: 1, warmUpMs: 6 * HOUR_MS, tailMsMax: 36 * HOUR_MS });
    expect(plan.failures).toEqual({
      longTermDark: 0.03,
      spellDark: 0.02,
      spellMeanMs: 120 * HOUR_MS,
      attemptSmets2: 0.04,
      attemptSmets1: 0.1,
      retryAfterMs: [HOUR_MS, 4 * HOUR_MS, 10 * HOUR_MS],
      errorAfterMs: { smets2: 60_000, smets1: 300_000 },
    });
    const [north, central, , , ioc] = plan.roundTrip;
    expect([north, central, ioc]).toEqual([
      { medianMs: 10_000, p99Ms: 30_000 },
      { medianMs: 6_000, p99Ms: 25_000 },
      { medianMs: 40_000, p99Ms: 300_000 },
    ]);
    expect(plan.alerts.devicePerMeterDay).toBeCloseTo(2.464, 10);
    expect(plan.alerts.dccPerMeterDay).toBeCloseTo(0.086 * 1.54, 10);
    expect(plan.endpoints).toEqual({ least: 50, metersPerSecond: 5000, otherUsers: 5 });
    expect(plan.dco).toEqual({ perSecond: 50, dualControlShare: 0.1 });
    expect(plan.seed).toBe("mhhs-2028");
  });
});

describe("capacity", () => {
  const EXACT = {
    "s1sp.ioc": 123.5,
    "s1sp.moc": 277.9,
    "s1sp.foc": 216.1,
    "csp.north": 481.7,
    "csp.central": 554.3,
    "csp.south": 487.9,
    "csp.4g": 435.9,
    dsp: 2618.8,
  };
  const STATED = {
    dsp: 2620,
    "csp.north": 485,
    "csp.central": 555,
    "csp.south": 490,
    "csp.4g": 440,
    "s1sp.ioc": 125,
    "s1sp.moc": 280,
    "s1sp.foc": 220,
  };

  test("is held at the stated values; bursts, responses and queue limit beside it", () => {
    expect(plan.capacity.perSecond).toEqual(STATED);
    expect(plan.capacity.burstSeconds.dsp).toBe(30);
    expect(plan.capacity.burstSeconds["s1sp.moc"]).toBe(1);
    expect(plan.capacity).toMatchObject({ responseFactor: 3, queueMax: 64e6, singleClass: false });
  });

  test("follows from existing use, exactly", () => {
    const exact = exactCapacityOf(scenario.options.get("unchanged")!.values);
    for (const name of COMPONENTS) expect(Number(exact[name].toFixed(1))).toBe(EXACT[name]);
  });

  test("derived anew, it is the stated values", () => {
    const derived = fluidPlanOf(extending("capacity: derived"), "unchanged", RUN);
    expect(derived.capacity.perSecond).toEqual(STATED);
  });

  test("derived doesn't move with MHHS, read-once or a second role: it is of existing use alone", () => {
    const lines =
      "capacity: derived\nestate.independentShare: 1\nexisting.supplierReadsToo: 0\n" +
      "secondRole.perMeterDay: 1 /meter-day";
    expect(fluidPlanOf(extending(lines), "unchanged", RUN).capacity.perSecond).toEqual(STATED);
  });

  test("derived without failures drops by the retries", () => {
    const lines = "failures.attempt: { smets2: 0, smets1: 0 }\nfailures.dark: { longTerm: 0, spells: 0 }";
    const exact = exactCapacityOf(extending(lines).options.get("unchanged")!.values);
    // 1.3352 scheduled + 0.2356 on demand + 0.1642 other = 1.7350 a meter by 08:00, × 3.645 m × 1.10 / 28,800.
    expect(exact["s1sp.moc"]).toBeCloseTo((1.73497 * 3.645e6 * 1.1) / 28_800, 1);
  });

  test("derived follows the window: 22 hours of uniform reads leave eight of them by 08:00", () => {
    const lines = [
      'windows.overnight: { window: "00:00-22:00", shape: uniform }',
      "failures.attempt: { smets2: 0, smets1: 0 }",
      "failures.dark: { longTerm: 0, spells: 0 }",
    ].join("\n");
    const exact = exactCapacityOf(extending(lines).options.get("unchanged")!.values);
    expect(exact["s1sp.moc"]).toBeCloseTo((((1.5708 * 8) / 22 + 0.16416) * 3.645e6 * 1.1) / 28_800, 1);
  });
});

test("the plan has the fluid's waits of a steady day, and is the same each time", () => {
  const once = planOf(scenario, "unchanged", RUN);
  expect(once.steady.waitMinutes.length).toBe(3 * ACCESS.length);
  expect(planOf(load(BASE), "unchanged", RUN)).toEqual(once);
});

test("seed, replication and scale come from the run", () => {
  const run = fluidPlanOf(scenario, "unchanged", { seed: "other", replication: 3, scale: 0.01 });
  expect(run).toMatchObject({ seed: "other", replication: 3, scale: 0.01 });
  expect(run.estate.meters).toBe(30e6);
  expect(() => fluidPlanOf(scenario, "unchanged", { replication: 0, scale: 0 })).toThrow("scale 0");
  expect(() => fluidPlanOf(scenario, "none", RUN)).toThrow('no option "none"');
});
