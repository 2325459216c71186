import { describe, expect, test } from "vitest";
import { simulate } from "./native.ts";
import { optionNamed } from "./options.ts";
import {
  ANSWER_MS,
  diaryOf,
  lowReader,
  onDemandRead,
  scheduledRead,
  smallMarket,
  THREE_READS,
} from "./small-market.ts";

// S-20: the answers that a CSP's test commands are a sample of.

const METERS = 40;
const WITHIN_MS = 25_000;
const at = (hour: number) => [{ fromMinute: 60 * hour, toMinute: 60 * hour, share: 1 }];
const market = (behind: "csp.north" | "s1sp.moc") => ({
  ...smallMarket({
    meters: METERS,
    behind,
    ...THREE_READS,
    rows: [
      { ...scheduledRead, priority: 0 as const, profile: at(3) },
      { ...lowReader, mode: "on-demand" as const, profile: at(4) },
      onDemandRead,
    ],
    perSecond: { [behind]: 1 },
  }),
  cspTest: { withinMs: WITHIN_MS, commands: [0, 0, 0, 0] },
});
const answersOf = (behind: "csp.north" | "s1sp.moc") => diaryOf(market(behind)).result.cspResponses;
/** Half hours that have any, and how many. */
const kept = (counts: Uint32Array) => [...counts.entries()].filter(([, count]) => count > 0);

describe("answers at a CSP", () => {
  const [north, ...others] = answersOf("csp.north");

  test("are those on demand of the first class, by the half hour in which they were sent", () => {
    // At 02:00; what a Schedule sends at 03:00 is none, nor what waits below all others at 04:00.
    expect(kept(north!.answered)).toEqual([[4, METERS]]);
    expect(others.flatMap(({ answered }) => kept(answered))).toEqual([]);
  });

  test("are inside the round trip where queue and round trip together are", () => {
    // One leaves a second: the first 16 wait no longer than 15 s, and a meter takes 10 s.
    expect(kept(north!.inTime)).toEqual([[4, (WITHIN_MS - ANSWER_MS) / 1000 + 1]]);
  });

  test("are none behind an S1SP", () => {
    expect(answersOf("s1sp.moc").flatMap(({ answered }) => kept(answered))).toEqual([]);
  });

  test("of a whole day are all that the ledger has on demand of the first class", () => {
    const plan = optionNamed("as-today").plan(2e-5);
    const { cspResponses, ledger } = simulate(plan);
    const inLedger = (csp: number): number =>
      plan.rows
        .map(({ mode, priority }, row) =>
          mode === "on-demand" && priority === 0 ? ledger.answered[8 * row + csp]! : 0,
        )
        .reduce((sum, count) => sum + count, 0);
    expect(cspResponses.map(({ answered }) => answered.reduce((sum, count) => sum + count, 0))).toEqual(
      cspResponses.map((_, csp) => inLedger(csp)),
    );
    expect(inLedger(0)).toBeGreaterThan(20);
  });
});
