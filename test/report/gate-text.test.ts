import { expect, test } from "vitest";
import { dayOf } from "../../src/domain/civil-time.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { dayGates, gateText } from "../../src/report/gate-text.ts";

type Settled = Parameters<typeof gateText>[0][number];

/** Two measured days from Tuesday, 6 July 2027: they read Monday's and Tuesday's data. */
const planOf = (option: string, timetable?: "final" | "legacy"): Settled => ({
  option,
  horizon: { startDay: dayOf({ year: 2027, month: 7, dayOfMonth: 6 }), measuredDays: 2, warmUpMs: 0, tailMsMax: 0 },
  ...(timetable === undefined
    ? {}
    : { settlement: { timetable, gateMinute: 1080 } as unknown as NonNullable<Plan["settlement"]> }),
});

test("the gates of each Settlement Day that is read: counted on a calendar", () => {
  const [monday, tuesday] = dayGates(planOf("as-today", "final"));
  expect(monday!.settlementDay).toBe("2027-07-05");
  expect(monday!.gates.map(({ run, gate }) => `${run} ${gate}`)).toEqual([
    "II 2027-07-09",
    "SF 2027-07-14",
    "R1 2027-08-16",
    "RF 2027-11-01",
  ]);
  expect(tuesday!.settlementDay).toBe("2027-07-06");
  expect(tuesday!.gates[0]).toEqual({ run: "II", workingDays: 4, gate: "2027-07-12" });
});

test("without settlement there are none", () => {
  expect(dayGates(planOf("as-today"))).toEqual([]);
  expect(gateText([planOf("as-today")], 100)).toBeUndefined();
});

test("a table for all options that are alike, and one for each that isn't", () => {
  const alike = gateText([planOf("as-today", "final"), planOf("full-trt", "final")], 100)!;
  expect(alike.match(/gates of the Settlement Runs/g)).toHaveLength(1);
  expect(alike).toContain("gates of the Settlement Runs, final timetable, at 18:00 UTC");
  const apart = gateText([planOf("as-today", "final"), planOf("legacy", "legacy")], 100)!;
  expect(apart).toContain("as-today: gates of the Settlement Runs, final timetable");
  expect(apart).toContain("legacy: gates of the Settlement Runs, legacy timetable");
  expect(apart).toContain("R3 WD+154");
});

test("where RF is moved within the days, each has its own working days beside it", () => {
  const transitionalRf = { fromDay: dayOf({ year: 2027, month: 7, dayOfMonth: 6 }), workingDays: 146 };
  const plan = planOf("moved", "final");
  const moved = { ...plan, settlement: { ...plan.settlement!, timetable: "transitional" as const, transitionalRf } };
  const [head, monday, tuesday] = gateText([moved], 100)!.split("\n").slice(1);
  expect(head).toMatch(/R1 WD\+39 +RF *$/);
  expect(monday).toContain("WD+292");
  expect(tuesday).toContain("WD+146");
});

test("a stretch of days with the same working days is one line, however long it is", () => {
  const transitionalRf = { fromDay: dayOf({ year: 2027, month: 4, dayOfMonth: 1 }), workingDays: 146 };
  const plan = planOf("long", "final");
  const startDay = dayOf({ year: 2027, month: 2, dayOfMonth: 2 });
  const long = {
    ...plan,
    horizon: { ...plan.horizon, startDay, measuredDays: 430 },
    settlement: { ...plan.settlement!, timetable: "transitional" as const, transitionalRf },
  };
  expect(dayGates(long)).toHaveLength(430);
  const text = gateText([long], 100)!;
  const lines = text.split("\n").filter((line) => /^ *20\d\d-/.test(line));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/2027-02-01 to 2027-03-31 .*2028-03-27 WD\+292/);
  // 430 days from 1 February 2027 on.
  expect(lines[1]).toMatch(/2027-04-01 to 2028-04-05 .*WD\+146/);
  expect(text).toContain("of several days the first one's");
});
