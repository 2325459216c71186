import { expect, test } from "vitest";
import { STAYS_IN_REACH } from "../../src/domain/meter-word.ts";
import { Reachability } from "../../src/domain/reachability.ts";
import { openStream } from "../../src/kernel/keyed-draws.ts";
import { DAY_MS } from "../../src/kernel/time.ts";
import { asToday } from "../fluid/base-case.ts";

const METERS = 20_000;
const ENDS_MS = 5 * DAY_MS;

test("a meter whose word says that it stays in reach is never dark in the run, and most words say so", () => {
  const { failures } = asToday();
  const stream = openStream("calm", 0, "reachability");
  const words = new Uint32Array(METERS);
  new Reachability(failures, stream, ENDS_MS).markWords(words);
  // Asked of a world that takes no short cut: an hour apart, since no spell shorter than that matters here.
  const world = new Reachability(failures, stream);
  const dark: string[] = [];
  let marked = 0;
  for (let meter = 0; meter < METERS; meter++) {
    if ((words[meter]! & STAYS_IN_REACH) === 0) continue;
    marked++;
    for (let ms = -DAY_MS; ms < ENDS_MS; ms += 3_600_000) if (world.isDark(meter, ms)) dark.push(`${meter} at ${ms}`);
  }
  expect(dark).toEqual([]);
  // Never dark, nor for a spell begun in nine days: 3 % never, 2 % of the time five days long, so 1 in 245 days.
  const stays = 0.95 * Math.exp(-9 / 237.5);
  expect(Math.abs(marked / METERS - stays)).toBeLessThan(4 * Math.sqrt((stays * (1 - stays)) / METERS));
});
