import { describe, expect, test } from "vitest";
import type { ProfilePiece } from "../../src/domain/plan.ts";
import { Reachability } from "../../src/domain/reachability.ts";
import { openStream } from "../../src/kernel/keyed-draws.ts";
import { MINUTE_MS } from "../../src/kernel/time.ts";
import { Needs } from "../../src/smoothing/needs.ts";
import { row } from "../fluid/base-rows.ts";
import { scheduledRead, smallMarket } from "./small-market.ts";

const METERS = 20_000;

/** When each meter's read is sent, in ms after midnight. */
const sentMs = (profile: readonly ProfilePiece[]): readonly number[] => {
  const { seed, replication, needs, rows, failures } = smallMarket({
    meters: METERS,
    rows: [row({ ...scheduledRead, profile })],
  });
  const dark = new Reachability(failures, openStream(seed, replication, "darkness"));
  const asked = new Needs(seed, replication, needs, rows, dark);
  return Array.from({ length: METERS }, (_, meter) => asked.sendMs(0, meter, 0));
};

const pieces = (minutes: number, share: (piece: number) => number): ProfilePiece[] =>
  Array.from({ length: 1440 / minutes }, (_, i) => ({
    fromMinute: i * minutes,
    toMinute: (i + 1) * minutes,
    share: share(i),
  }));

describe("a day profile of many pieces", () => {
  test("that says the same as one of few sends every read at the same instant", () => {
    const whole = sentMs(pieces(1440, () => 1));
    for (const minutes of [30, 1]) {
      const cut = sentMs(pieces(minutes, () => minutes / 1440));
      // Each is rounded down to a ms of its own piece.
      expect(Math.max(...cut.map((ms, meter) => Math.abs(ms - whole[meter]!)))).toBeLessThanOrEqual(1);
    }
  });

  test("sends in each piece its share of the reads, and none where there is none", () => {
    // Twice as many in even minutes of the morning as in odd ones, none in the afternoon.
    const share = (minute: number): number => (minute >= 720 ? 0 : (minute % 2 === 0 ? 2 : 1) / 1080);
    const sent = sentMs(pieces(1, share));
    const even = sent.filter((ms) => Math.floor(ms / MINUTE_MS) % 2 === 0).length;
    expect(Math.max(...sent)).toBeLessThan(720 * MINUTE_MS);
    expect(Math.abs(even - (METERS * 2) / 3)).toBeLessThan(4 * Math.sqrt((METERS * 2) / 9));
  });

  test("has room for its last read, whatever its shares sum to after rounding", () => {
    const sent = sentMs(pieces(1, () => 1 / 1440 - 1e-12));
    expect(Math.max(...sent)).toBeLessThan(1440 * MINUTE_MS);
  });
});
