import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { TrafficRow } from "../../src/domain/plan.ts";
import { expectedPerDay } from "../../src/domain/population.ts";
import type { FluidPlan } from "../../src/fluid/twin.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { extending, folderOf, load, problemsOf } from "./loading.ts";

const RUN = { replication: 0, scale: 1 };
const options = load("scenarios/smoothing-options.yaml");
const plan = (option: string): FluidPlan => fluidPlanOf(options, option, RUN);
const today = plan("as-today");
const rowOf = (of: FluidPlan, id: string): TrafficRow | undefined => of.rows.find((row) => row.id === id);
const ids = (of: FluidPlan): readonly string[] => of.rows.map((row) => row.id);
const hours = (fromHour: number, toHour: number) => [{ fromMinute: 60 * fromHour, toMinute: 60 * toHour, share: 1 }];
const millions = (of: FluidPlan): number =>
  of.rows.reduce(
    (all, row) => all + expectedPerDay(row, of.estate).reduce((sum, count) => sum + count, 0) + row.perDay,
    0,
  ) / 1e6;

/** Rows that an option changes against today, by id, with what it changes; `null` for a row that it removes. */
const changes = (option: string): Readonly<Record<string, Partial<TrafficRow> | null>> => {
  const changed: Record<string, Partial<TrafficRow> | null> = {};
  for (const before of today.rows) {
    const after = rowOf(plan(option), before.id);
    const fields = (Object.keys(before) as (keyof TrafficRow)[]).filter(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(after?.[key]),
    );
    if (after === undefined) changed[before.id] = null;
    else if (fields.length > 0) changed[before.id] = Object.fromEntries(fields.map((key) => [key, after[key]]));
  }
  return changed;
};

describe("options of the main scenario, as rows", () => {
  test("stand in the order of the question", () =>
    expect([...load("scenarios/peak-smoothing.yaml").options.keys()]).toEqual([
      "without-mhhs",
      "as-today",
      "full-trt",
      "windows-schedule-only",
      "schedule-only",
      "valley-fill",
    ]));

  test("without-mhhs: the M rows are absent", () => {
    expect(ids(plan("without-mhhs"))).toEqual(["T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09"]);
    expect(plan("without-mhhs").needs.mhhs).toBe(false);
    expect(changes("without-mhhs")).toEqual(
      Object.fromEntries(
        ids(today)
          .slice(9)
          .map((id) => [id, null]),
      ),
    );
  });

  test("full-trt: agents' scheduled rows uniform 00:00-22:00", () =>
    expect(changes("full-trt")).toEqual(
      Object.fromEntries(["M03", "M06", "M07"].map((id) => [id, { profile: hours(0, 22) }])),
    ));

  test("full-trt-all: every scheduled row", () =>
    expect(changes("full-trt-all")).toEqual(
      Object.fromEntries(
        ["T01", "T03", "M01", "M03", "M05", "M06", "M07"].map((id) => [id, { profile: hours(0, 22) }]),
      ),
    ));

  const WINDOWS = {
    T01: { profile: hours(0, 6) },
    T03: { profile: hours(0, 6) },
    M01: { profile: hours(2, 8) },
    M05: { profile: hours(2, 8) },
    M03: { profile: hours(4, 14) },
    M06: { profile: hours(4, 14) },
    M07: { profile: hours(4, 14) },
  };
  test("windows: existing 00-06, suppliers' MHHS 02-08, agents' 04-14, all uniform", () =>
    expect(changes("windows")).toEqual(WINDOWS));

  // M02 goes over to M01 and M04 to M03: 0.0595 + 0.0105 and 0.255 + 0.045.
  const each = (rate: number) => ({ perMeterDay: { smets2: rate, smets1: rate } });
  const SPREAD = { mode: "scheduled", priority: 1, profile: hours(0, 22) };
  const near = (rows: ReturnType<typeof changes>) =>
    JSON.parse(JSON.stringify(rows), (_, value) => (typeof value === "number" ? Number(value.toFixed(9)) : value));

  test("schedule-only: nothing of MHHS on demand", () => {
    expect(near(changes("schedule-only"))).toEqual({
      M01: each(0.07),
      M02: null,
      M03: each(0.3),
      M04: null,
      M08: SPREAD,
      M09: SPREAD,
    });
    expect(plan("schedule-only").needs.mhhsOnDemandShare).toBe(0);
  });

  test("windows-schedule-only: both", () =>
    expect(near(changes("windows-schedule-only"))).toEqual({
      ...WINDOWS,
      M01: { ...each(0.07), ...WINDOWS.M01 },
      M03: { ...each(0.3), ...WINDOWS.M03 },
      M02: null,
      M04: null,
      M08: SPREAD,
      M09: SPREAD,
    }));

  test("month-at-a-time: a thirtieth of M01 to M09, schedules as before", () => {
    const monthly = plan("month-at-a-time");
    expect(monthly.needs.mhhsCycleDays).toBe(30);
    expect(Object.keys(changes("month-at-a-time"))).toEqual(ids(today).slice(9, 18));
    for (const id of ids(today).slice(9, 18))
      expect(rowOf(monthly, id)!.perMeterDay.smets1).toBeCloseTo(rowOf(today, id)!.perMeterDay.smets1 / 30, 12);
  });

  test("read-once: 0.27 a meter-day of T01 and T02 dropped, passed on an hour later", () => {
    const once = plan("read-once");
    expect(Object.keys(changes("read-once"))).toEqual(["T01", "T02"]);
    expect(rowOf(once, "T01")!.perMeterDay.smets2).toBeCloseTo((0.924 - 0.27) * 0.85, 12);
    expect(rowOf(once, "T02")!.perMeterDay.smets2).toBeCloseTo((0.924 - 0.27) * 0.15, 12);
    expect(once.needs).toMatchObject({ supplierReadsToo: 0, passOnMs: 3_600_000 });
  });

  test("windows-and-cache: the windows, the Schedules and the cache, and nothing else", () => {
    const { option: _, ...both } = plan("windows-schedule-only");
    const { option: __, ...all } = plan("windows-and-cache");
    expect(all).toEqual({ ...both, cache: plan("smets1-cache").cache });
    expect(all.cache).toBeDefined();
  });

  test("all-together: each option but those that place the same reads otherwise", () => {
    const all = plan("all-together");
    const { purposeFlag } = plan("purpose-flag").needs;
    expect(all.needs).toMatchObject({ purposeFlag, supplierReadsToo: 0, mhhsOnDemandShare: 0, mhhsCycleDays: 1 });
    expect(purposeFlag).toBeDefined();
    expect(all.capacity).toEqual(plan("capacity-uplift").capacity);
    expect(all.cache).toEqual(plan("smets1-cache").cache);
    expect(all.allocation).toEqual(plan("allocation").allocation);
    const places = (of: FluidPlan) => of.rows.map(({ id, mode, profile }) => ({ id, mode, profile }));
    expect(places(all)).toEqual(places(plan("windows-schedule-only")));
  });

  // Millions of requests a day: calibration, table of service.
  test.each([
    ["without-mhhs", 78.5],
    ["as-today", 93.5],
    ["full-trt", 93.5],
    ["full-trt-all", 93.5],
    ["windows", 93.5],
    ["schedule-only", 93.5],
    ["windows-schedule-only", 93.5],
    ["month-at-a-time", 79.1],
    ["purpose-flag", 93.5],
    ["smets1-cache", 93.5],
    ["capacity-uplift", 93.5],
    ["read-once", 85.4],
    ["valley-fill", 93.5],
    ["valley-fill-all", 93.5],
    ["allocation", 93.5],
    ["windows-and-cache", 93.5],
    ["all-together", 85.4],
  ])("%s sends %d million requests", (option, expected) => expect(millions(plan(option))).toBeCloseTo(expected, 1));

  test("valley-fill places all MHHS reads by 22:00, scheduled, whole numbers and none lost", () => {
    const filled = plan("valley-fill");
    const placed = filled.rows.filter((row) => row.byAccess !== undefined);
    expect(placed.map(({ id }) => id)).toEqual(["M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "M09"]);
    for (const row of placed) {
      expect([row.mode, row.priority]).toEqual(["scheduled", 1]);
      for (const minutes of row.byAccess!) expect(minutes.subarray(22 * 60).every((count) => count === 0)).toBe(true);
    }
    const total = placed[0]!.byAccess!.reduce(
      (all, minutes) => all + minutes.reduce((sum, count) => sum + count, 0),
      0,
    );
    expect(total / 1e6).toBeCloseTo(14.94, 2); // what the schedule of MHHS reads moves
    expect(Number.isInteger(total)).toBe(true);
  });

  test("valley-fill-all places existing scheduled reads too: 55.00 million", () => {
    const placed = plan("valley-fill-all").rows.filter((row) => row.byAccess !== undefined);
    expect(placed.map(({ id }) => id).slice(0, 2)).toEqual(["T01", "T03"]);
    const total = placed[0]!.byAccess!.reduce(
      (all, minutes) => all + minutes.reduce((sum, count) => sum + count, 0),
      0,
    );
    expect(total / 1e6).toBeCloseTo(55.0, 2);
  });
});

describe("other scenarios", () => {
  test("second-role: 30 million more reads of the same window, scheduled as existing ones", () => {
    const scenario = load("scenarios/second-role.yaml");
    expect([...scenario.options.keys()]).toEqual(["without-mhhs", "second-role"]);
    const second = fluidPlanOf(scenario, "second-role", RUN);
    expect(ids(second).slice(9)).toEqual(["R01", "R02"]);
    expect(rowOf(second, "R01")!.perMeterDay.smets2).toBeCloseTo(0.85, 12);
    expect(rowOf(second, "R02")!.perMeterDay.smets1).toBeCloseTo(0.15, 12);
    expect(rowOf(second, "R01")!.profile).toEqual(rowOf(today, "T01")!.profile);
    expect(millions(second)).toBeCloseTo(108.5, 1);
  });

  test("reads-only: one read of each of 30 million meters, uniform over the day, and nothing else", () => {
    const only = fluidPlanOf(load("scenarios/reads-only.yaml"), "reads-only", RUN);
    expect(ids(only)).toEqual(["T01"]);
    expect(millions(only)).toBe(30);
    expect(only.rows[0]!.profile).toEqual(hours(0, 24));
    expect(only.alerts).toEqual({ devicePerMeterDay: 0, dccPerMeterDay: 0 });
    expect(only.failures).toMatchObject({ longTermDark: 0, spellDark: 0, attemptSmets2: 0, attemptSmets1: 0 });
    expect(only.estate.gasShare).toBe(0);
  });

  test("a purpose flag that everybody sets is rows as well: MHHS reads later, and below all others", () => {
    const lines = ["M01", "M03", "M05", "M06", "M07"].map(
      (id) => `policy.${id}: { priority: below-all, window: "06:00-22:00", shape: uniform }`,
    );
    const flagged = fluidPlanOf(extending(lines.join("\n")), "unchanged", RUN);
    expect(rowOf(flagged, "M03")).toMatchObject({ priority: 2, mode: "scheduled", profile: hours(6, 22) });
    expect(rowOf(flagged, "M04")).toMatchObject({ priority: 0 });
  });

  test("one queue for all classes is a value", () =>
    expect(fluidPlanOf(extending("limits.serviceOrder: single-class"), "unchanged", RUN).capacity.singleClass).toBe(
      true,
    ));
});

describe("working days", () => {
  const on = (start: string, lines = ""): FluidPlan =>
    fluidPlanOf(extending(`horizon.start: ${start}\n${lines}`), "unchanged", RUN);

  test("there is no install and commission on a Sunday", () => {
    expect(ids(on("2028-01-16"))).not.toContain("T06");
    expect(ids(on("2028-01-16"))).toContain("T08");
    expect(ids(on("2028-01-15"))).toContain("T06");
  });

  test("in summer working hours are an hour earlier in UTC, and what is in UTC stays", () => {
    const summer = on("2028-07-17");
    expect(rowOf(summer, "T06")!.profile).toEqual(hours(7, 17));
    expect(rowOf(summer, "T08")!.profile).toEqual(hours(7, 17));
    expect(rowOf(summer, "M09")!.profile).toEqual(hours(8, 18));
  });

  test("two Mondays measured are alike, so are Monday and Tuesday", () =>
    expect(on("2028-01-17", "horizon.measure: 2 d").horizon.measuredDays).toBe(2));
});

describe("uses that are named add up to more than all", () => {
  test("networks and the rest is 0, and a warning says so", () => {
    const scenario = extending("existing.messagesPerMeterDay: 0.95 /meter-day");
    expect(ids(fluidPlanOf(scenario, "unchanged", RUN))).not.toContain("T09");
    // 0.95 × 0.40 = 0.38 is 0.0554 less than 0.026 + 0.0094 + 0.10 + 0.30.
    expect(scenario.warnings.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      "existing.messagesPerMeterDay: the uses that are named add up to 0.0554 /meter-day more than these messages " +
        "leave after daily reads; networks and the rest (T09) is taken as 0: " +
        "expected more messages, or less of T05 to T08",
    ]);
  });
});

describe("extends and merging", () => {
  test("a scenario that comes with the program is found by its name, from any folder; a file beside goes before", () => {
    const named = (lines: string, more = {}) =>
      load(join(folderOf({ "own/mine.yaml": lines, ...more }), "own/mine.yaml"));
    for (const name of ["peak-smoothing", "peak-smoothing.yaml"])
      expect([...named(`question: What if?\nextends: ${name}`).options.keys()]).toContain("valley-fill");
    expect(named("question: What if?\nextends: base/gb-end-state").options.size).toBe(1);
    const beside = { "own/second-role.yaml": "question: Q?\nextends: base/gb-end-state\noptions: { mine: {} }" };
    expect([...named("question: What if?\nextends: second-role.yaml", beside).options.keys()]).toEqual(["mine"]);
  });

  const chain = {
    "a.yaml":
      "question: A?\nextends: BASE\nestate: { smets1Share: 0.2, fourGShare: 0.2 }\n" +
      "options: { one: { mhhs.gapFill: false }, two: {} }",
    "deep/b.yaml":
      "question: B?\nextends: ../a.yaml\nestate.fourGShare: 0.3\n" +
      "options: { one: { mhhs.onDemandShare: 0 }, two: null, three: {} }",
  };
  const scenario = load(join(folderOf(chain), "deep/b.yaml"));

  test("the nearest file wins, maps merge, the rest stays", () => {
    const { estate } = scenario.options.get("three")!.values;
    expect([estate.smets1Share, estate.fourGShare, estate.prepayShare]).toEqual([0.2, 0.3, 0.13]);
    expect(scenario.question).toBe("B?");
    expect(scenario.name).toBe("b");
  });

  test("options merge by name and null deletes one", () => {
    expect([...scenario.options.keys()]).toEqual(["one", "three"]);
    expect(scenario.options.get("one")!.values.mhhs).toMatchObject({ gapFill: false, onDemandShare: 0 });
  });

  test("lists replace", () =>
    expect(extending("failures.retryAfter: [2 h]").options.get("unchanged")!.values.failures.retryAfter).toEqual([
      7_200_000,
    ]));

  test("null deletes an hour of a shape, so that others can take its place", () => {
    const lines = 'windows.top-ups.shape: { "00:00-06:00": null, "00:00-03:00": 5 % }';
    const { profile } = rowOf(fluidPlanOf(extending(lines), "unchanged", RUN), "T05")!;
    expect(profile[0]).toEqual({ fromMinute: 0, toMinute: 180, share: 0.05 });
  });

  test("--set comes last, over every option, and the later over the earlier", () => {
    const set = [
      "estate.fourGShare=0.4",
      "mhhs.onDemandShare=0.1",
      "mhhs.onDemandShare=5 %",
      "horizon.start=2028-01-18",
    ];
    const changed = load(scenario.file, { set });
    for (const { values } of changed.options.values()) {
      expect([values.estate.fourGShare, values.mhhs.onDemandShare]).toEqual([0.4, 0.05]);
      expect(values.horizon.start).toBe(21_201);
    }
  });

  test("a fault of an extended file is said once, where it stands", () => {
    const folder = folderOf({ ...chain, "a.yaml": chain["a.yaml"].replace("0.2,", "20,") });
    expect(problemsOf(join(folder, "deep/b.yaml")).map((line) => line.replace(`${folder}/`, ""))).toEqual([
      'a.yaml:3:24 estate.smets1Share: 20 is out of range; expected 0 to 1; did you mean "20 %"?',
    ]);
  });

  test("a file without options has one: unchanged", () =>
    expect([...extending("seed: other").options.keys()]).toEqual(["unchanged"]));
});
