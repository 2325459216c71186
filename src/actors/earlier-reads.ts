import { isSmets1 } from "../domain/components.ts";
import { accessOf } from "../domain/meter-word.ts";
import type { Plan } from "../domain/plan.ts";
import type { Reachability } from "../domain/reachability.ts";
import { draw, openStream, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS, MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import { NEEDS_MAX, type Needs } from "../smoothing/needs.ts";
import { profilesOf } from "../smoothing/purpose-flag.ts";
import type { IsLetIn } from "../smoothing/settlement-reads.ts";
import { minuteQuantiles } from "../smoothing/shape.ts";
import type { Context } from "./market-context.ts";
import { openInsideMs, openReadRequests } from "./read-requests.ts";

const lastSentMs = ({ rows, needs }: Plan): number =>
  MINUTE_MS *
  Math.max(
    0,
    ...rows.flatMap((row) => (row.byAccess ? MINUTES_A_DAY : profilesOf(row, needs).map(({ toMinute }) => toMinute))),
  );

const longestWaitMs = ({ steady }: Plan): number =>
  MINUTE_MS *
  steady.waitMinutes.reduce((most, waits) => waits.reduce((longest, wait) => Math.max(longest, wait), most), 0);

/**
 * What the run's first hours inherit from a day: scheduled reads sent before it began whose retries are still due. Each
 * read is followed with the mean wait of a steady day (fluid twin) up to the start; what is left of it enters at its
 * time.
 */
export const enterEarlierReads = (
  context: Context,
  needs: Needs,
  { reachability, isLetIn }: { readonly reachability: Reachability; readonly isLetIn: IsLetIn | undefined },
  retryPort: number,
  day: number,
): void => {
  const { sim, plan, words, rows, ledger } = context;
  const { cells, columns } = rows;
  const { failures, seed, replication, steady } = plan;
  const startMs = sim.timeMs;
  const request = openReadRequests(context, needs);
  const streams = plan.rows.map((row) => openStream(seed, replication, `earlier/${row.id}`));
  const lastRetryMs = Math.max(0, ...failures.retryAfterMs);
  if (day * DAY_MS + lastSentMs(plan) + longestWaitMs(plan) + lastRetryMs < startMs) return; // all that day is over
  const fails = [threshold(failures.attemptSmets2), threshold(failures.attemptSmets1)];
  const due = new Int32Array(NEEDS_MAX);
  // Placed reads have their minutes dealt out by rank of their draw: the draw's own quantile is that minute or next
  // to it.
  const insideMs = openInsideMs(context, needs);
  const placedMs = plan.rows.map((row, traffic) => {
    const minuteAt = row.byAccess?.map(minuteQuantiles);
    if (minuteAt === undefined) return undefined;
    return (access: number, meter: number): number =>
      minuteAt[access]!(needs.placeOf(traffic, meter, day)) * MINUTE_MS + insideMs(traffic, meter, day);
  });

  /** The attempt, if any, that is the first to fall after the start, given when the first left its access component. */
  const attemptAfterStart = (traffic: number, meter: number, sentMs: number, leftMs: number): number => {
    const word = words[meter]!;
    const smets1 = isSmets1(accessOf(word));
    const stream = streams[traffic]!;
    for (let attempt = 0; attempt <= failures.retryAfterMs.length; attempt++) {
      const afterMs = attempt === 0 ? 0 : failures.retryAfterMs[attempt - 1]!;
      const atMs = leftMs + afterMs;
      // A retry is checked when it is sent again, the first attempt before it waits for anything.
      const checkedMs = attempt === 0 ? sentMs : atMs;
      if (checkedMs < startMs && isLetIn?.(traffic, meter, word, day, sentMs, checkedMs) === false) return -1;
      if (atMs >= startMs) return attempt;
      const failed = reachability.isDark(meter, atMs) || draw(stream, meter, attempt) < fails[smets1 ? 1 : 0]!;
      if (!failed) return -1;
    }
    return -1;
  };

  for (let meter = 0; meter < words.length; meter++) {
    const access = accessOf(words[meter]!);
    const n = needs.of(meter, words[meter]!, day, due);
    for (let i = 0; i < n; i++) {
      const traffic = due[i]!;
      const row = plan.rows[traffic]!;
      if (row.mode !== "scheduled") continue;
      const ofDayMs = placedMs[traffic]?.(access, meter) ?? needs.sendMs(traffic, meter, day);
      const sentMs = day * DAY_MS + ofDayMs;
      if (sentMs >= startMs) continue; // its day plan sends it
      const minute = Math.floor(ofDayMs / MINUTE_MS) % MINUTES_A_DAY;
      const leftMs = Math.floor(
        sentMs + steady.waitMinutes[needs.priorityOf(traffic, meter) * 7 + access]![minute]! * MINUTE_MS,
      );
      if (leftMs + lastRetryMs < startMs) continue;
      const attempt = attemptAfterStart(traffic, meter, sentMs, leftMs);
      if (attempt < 0) continue;
      const entered = request(traffic, meter, words[meter]!, day, sentMs);
      const at = entered * columns;
      cells[at + R.DUE] = sentMs;
      cells[at + R.LEFT] = leftMs;
      ledger.enter();
      // The retry port counts the attempt up: enter one below. What still waited for its first joins the queue as a
      // retry would.
      cells[at + R.INFO]! += R.NEXT_ATTEMPT * Math.max(0, attempt - 1);
      const enterMs = attempt === 0 ? startMs : leftMs + failures.retryAfterMs[attempt - 1]!;
      sim.send(enterMs - sim.baseMs, retryPort, entered);
    }
  }
};
