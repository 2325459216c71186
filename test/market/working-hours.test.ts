import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/domain/plan.ts";
import { SERVED_MHHS } from "../../src/ledger/deadlines.ts";
import { ANSWER_MS, diaryOf, scheduledRead, smallMarket } from "./small-market.ts";

// S-14: overnight reads that creep into working hours.

const METERS = 120;
/** Reads of every meter, all due at a minute of the day; one leaves a second. */
const market = (atMinute: number, workFromMinute: number, more: Partial<Plan["needs"]> = {}): Plan => ({
  ...smallMarket({
    meters: METERS,
    behind: "csp.north",
    rows: [{ ...scheduledRead, profile: [{ fromMinute: atMinute, toMinute: atMinute, share: 1 }] }],
    needs: more,
    perSecond: { "csp.north": 1 },
  }),
  workingDays: [{ fromMinute: workFromMinute, toMinute: 1080, isWorking: true }],
});
const countsOf = (plan: Plan, kind = "T01") => {
  const { ledger } = diaryOf(plan).result;
  const cell = 8 * ledger.kinds.indexOf(kind);
  return { ranOver: ledger.ranOver[cell], sentInDay: ledger.sentInDay[cell] };
};
/** The first leaves at once; those answered within the minute before the working day are in time. */
const IN_TIME = (60_000 - ANSWER_MS) / 1000 + 1;

describe("reads sent before the working day", () => {
  test("run over when they are answered after it began", () => {
    expect(countsOf(market(479, 480))).toEqual({ ranOver: METERS - IN_TIME, sentInDay: 0 });
  });

  test("run over by the clock: in summer the day begins at 07:00 UTC", () => {
    expect(countsOf(market(419, 420))).toEqual({ ranOver: METERS - IN_TIME, sentInDay: 0 });
    expect(countsOf(market(419, 480))).toEqual({ ranOver: 0, sentInDay: 0 });
  });

  test("run over for settlement too where it uses them", () => {
    const settled = market(479, 480, { mhhs: true, reuseShare: 1 });
    expect(countsOf(settled, SERVED_MHHS)).toEqual({ ranOver: METERS - IN_TIME, sentInDay: 0 });
  });
});

test("reads sent in the working day are not of the night", () => {
  expect(countsOf(market(480, 480))).toEqual({ ranOver: 0, sentInDay: METERS });
});
