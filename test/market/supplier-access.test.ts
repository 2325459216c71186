import { describe, expect, test } from "vitest";
import type { AccessControl } from "../../src/domain/entry-rules.ts";
import type { Plan, ProfilePiece } from "../../src/domain/plan.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { row } from "../fluid/base-rows.ts";
import { advance, close, open } from "./native.ts";
import { METERS, OF_TEN, registered, rules } from "./registered.ts";
import { countOf, scheduledRead } from "./small-market.ts";

// S-21, S-22, S-33: a supplier is held against the DSP's copy of registration data, as an MDR is.

/** The copy is a quarter of an hour behind at most. */
const FEED: AccessControl["feed"] = { everyMs: HOUR_MS / 4, delayMs: 0, workOffSpeed: 1000 };
const DAYS = 4;
/** Asked for from 08:00 to 15:00, certain at once, and in effect at the next working day's midnight. */
const switching = {
  asked: { fromMinute: 8 * 60, toMinute: 15 * 60 },
  switches: { ...rules.switches, leadDays: 1, objectionDays: 0, perDay: OF_TEN },
};

/** Every meter is read by its supplier once a day, in a minute. */
const market = (minute: number, feed: Partial<AccessControl["feed"]>, fails = 0): Plan => {
  const plan = registered(switching, { measuredDays: DAYS }, { independentShare: 0 });
  const profile: readonly ProfilePiece[] = [{ fromMinute: minute, toMinute: minute, share: 1 }];
  return {
    ...plan,
    rows: [row({ ...scheduledRead, profile })],
    needs: { ...plan.needs, mhhs: false },
    failures: {
      ...plan.failures,
      attemptSmets2: fails,
      attemptSmets1: fails,
      retryAfterMs: fails > 0 ? [HOUR_MS] : [],
    },
    accessControl: {
      mdrEntryMs: [],
      appointments: { changesPerMeterDay: 0, noticeMs: 0, outgoingShare: 0, outgoingDays: 1 },
      feed: { ...FEED, ...feed },
    },
  };
};

const run = (plan: Plan) => {
  const of = open(plan, { debug: true });
  advance(of, DAYS * DAY_MS - 1);
  const { changes, registration } = of.market.settlement!;
  return { result: close(of, DAYS * DAY_MS - 1), changes: changes!.counts().all, book: registration!.book };
};
const figure = ({ rules: all }: RunResult, name: string, place?: string): number =>
  all.reduce((sum, one) => sum + (one.metric === name && one.place === (place ?? one.place) ? one.value : 0), 0);

describe("a supplier's request to a meter", () => {
  test("that it has newly got is let in where the copy heard of the switch in time", () => {
    const { result, changes } = run(market(120, {}));
    expect(changes).toBeGreaterThan(OF_TEN);
    expect(figure(result, "access_refused")).toBe(0);
    expect(countOf(result, "answered", "T01")).toBe(DAYS * METERS);
  });

  test("is refused, once for each switch, where the copy hears of it only in the morning after", () => {
    // Certain from 08:00 on and known 20 h later: not at 02:00, and by the next 02:00.
    const { result, changes } = run(market(120, { delayMs: 20 * HOUR_MS }));
    expect(changes).toBeGreaterThan(OF_TEN);
    for (const name of ["access_refused", "supplier_wrong_refusals"]) expect(figure(result, name)).toBe(changes);
    expect(figure(result, "access_refused", "supplier")).toBe(changes);
    expect(figure(result, "supplier_wrong_grants")).toBe(0);
    expect(countOf(result, "answered", "T01")).toBe(DAYS * METERS - changes);
  });

  test("that it has lost is refused to a retry after the midnight, unless the copy is behind", () => {
    // All fail at 23:30 and are tried again at 00:30: of a meter that switches at midnight by who no longer has it.
    const inStep = run(market(23 * 60 + 30, {}, 1));
    const behind = run(market(23 * 60 + 30, { delayMs: 20 * HOUR_MS }, 1));
    expect(inStep.changes).toBeGreaterThan(OF_TEN);
    expect(figure(inStep.result, "access_refused", "supplier")).toBe(inStep.changes);
    expect(figure(inStep.result, "supplier_wrong_refusals")).toBe(0);
    expect(figure(behind.result, "access_refused", "supplier")).toBe(0);
    expect(figure(behind.result, "supplier_wrong_grants")).toBe(behind.changes);
  });
});
