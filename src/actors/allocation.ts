import { servedShares, usersOf } from "../domain/users.ts";
import { ClassQueue } from "../kernel/class-queue.ts";
import { SECOND_MS } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import type { RequestLoad } from "../metrics/component-load.ts";
import { Level } from "../metrics/level.ts";
import { allocationMetrics, type RuleFigure } from "../metrics/rule-metrics.ts";
import { maxMinLevel } from "../smoothing/max-min.ts";
import { type Context, openMark, type Route, watchQueue } from "./market-context.ts";

/** What a second of allocation came to: asked for by the tests of its formula. */
export interface Second {
  /** True while Users are held to their limits. */
  readonly isOn: () => boolean;
  /** Requests a second of each User in the second that has begun; those of the meters kept. */
  readonly limits: Float64Array;
  /** Requests of each User that were let in since the run began. */
  readonly letIn: Float64Array;
}

/**
 * Allocation by User at the DSP (O8, after SECMP0067): while more than the operating threshold arrives, measured over a
 * minute, each User is held to the larger of its allocation and the max-min fair level of what the others leave. What
 * is above waits in the User's own queue, on demand first, and holds up nobody else; or it is refused. Retries of the
 * DSP's own and exempt processes are let in, and what they take is not there to share.
 */
export const openAllocation = (
  context: Context,
  dspLoad: RequestLoad,
  accessLoads: readonly RequestLoad[],
  letIn: Route,
) => {
  const { sim, plan, rows, ledger, audit, minutes } = context;
  const { cells, columns } = rows;
  const { capacity, scale } = plan;
  const rule = plan.allocation!;
  const users = usersOf(plan);
  const threshold = rule.threshold * capacity.perSecond.dsp * scale;
  const guaranteed = servedShares(plan).map((share) => share * threshold);
  const isExempt = Uint8Array.from(plan.rows, ({ process }) => (rule.exempt.includes(process) ? 1 : 0));
  const refuses = rule.above === "refuse";
  const mark = openMark(context, "allocation");

  const held = new Level(sim, minutes);
  const station = audit.open("allocation", () => held.value, held);
  const watch = audit.watch(station, {
    change: (row, by) => {
      held.change(by);
      dspLoad.upstream.change(by);
      const access = R.accessOf(cells[row * columns + R.INFO]!);
      if (access !== R.NO_ACCESS) accessLoads[access]!.upstream.change(by);
    },
  });
  const queues = users.map(() => sim.keep(new ClassQueue(rows, 3, capacity.queueMax * scale)));

  // Arrivals by second over the window, a column a User; the last is of all that no User's limit holds.
  const others = users.length;
  const state = sim.keep({
    inSecond: new Uint32Array(others + 1),
    inWindow: new Float64Array(others + 1),
    ring: new Uint32Array((others + 1) * rule.overSeconds),
    place: 0,
    wants: new Float64Array(others),
    limits: new Float64Array(others).fill(Number.POSITIVE_INFINITY),
    /** What is left of this second's limit: below one, nothing is let in. */
    credit: new Float64Array(others),
    letInOf: new Float64Array(others),
    heldOf: new Float64Array(others),
    refusedOf: new Float64Array(others),
    isOn: false,
    onSeconds: 0,
  });
  const { inSecond, inWindow, ring, wants, limits, credit, letInOf, heldOf, refusedOf } = state;

  const pass = (row: number, user: number): void => {
    letInOf[user]!++;
    station.out++;
    letIn(row);
  };

  const receive: Route = (row) => {
    const info = cells[row * columns + R.INFO]!;
    station.in++;
    if (isExempt[R.rowOf(info)] === 1) {
      inSecond[others]!++;
      station.out++;
      letIn(row);
      return;
    }
    const user = R.userOf(info);
    inSecond[user]!++;
    if (!state.isOn) {
      pass(row, user);
      return;
    }
    if (queues[user]!.length === 0 && credit[user]! >= 1) {
      credit[user]!--;
      pass(row, user);
      return;
    }
    mark(row);
    if (refuses || !queues[user]!.push(row, capacity.singleClass ? 0 : R.rankOf(info))) {
      refusedOf[user]!++;
      station.dropped++;
      ledger.refuse(row);
      return;
    }
    heldOf[user]!++;
    watch.change(row, 1);
  };

  /** A retry of the DSP's own: it is not held, and what it takes counts. */
  const receiveRetry: Route = (row) => {
    station.in++;
    station.out++;
    inSecond[others]!++;
    letIn(row);
  };

  const measure = (): number => {
    let all = 0;
    for (let column = 0; column <= others; column++) {
      const at = state.place * (others + 1) + column;
      inWindow[column]! += inSecond[column]! - ring[at]!;
      ring[at] = inSecond[column]!;
      inSecond[column] = 0;
      all += inWindow[column]!;
    }
    state.place = (state.place + 1) % rule.overSeconds;
    return all / rule.overSeconds;
  };

  const release = (user: number): void => {
    const queue = queues[user]!;
    while (queue.length > 0 && credit[user]! >= 1) {
      const row = queue.pop();
      credit[user]!--;
      watch.change(row, -1);
      mark(row);
      pass(row, user);
    }
  };

  const tick = sim.open("allocation", () => {
    sim.send((sim.now + SECOND_MS) | 0, tick, 0);
    const arrived = measure();
    if (!state.isOn) state.isOn = arrived > threshold;
    else if (held.value === 0 && arrived < rule.release * threshold) {
      state.isOn = false;
      credit.fill(0);
      limits.fill(Number.POSITIVE_INFINITY);
    }
    if (!state.isOn) return;
    state.onSeconds++;
    for (let user = 0; user < others; user++) wants[user] = queues[user]!.length + inWindow[user]! / rule.overSeconds;
    const fair = maxMinLevel(wants, guaranteed, Math.max(0, threshold - inWindow[others]! / rule.overSeconds));
    for (let user = 0; user < others; user++) {
      limits[user] = Math.max(guaranteed[user]!, fair);
      // Parts of a request are kept for the next second; whole ones that were not used are not, but for one.
      credit[user] = Math.min(credit[user]!, 1) + limits[user]!;
      release(user);
    }
  });
  sim.send((sim.now + SECOND_MS - (sim.now % SECOND_MS)) | 0, tick, 0);

  /** What the rule counted. */
  const figures = (): RuleFigure[] => {
    held.settle();
    const { throttled, held: ofHeld, refused, heldMax } = allocationMetrics;
    const byUser = (metric: string, counts: Float64Array): RuleFigure[] =>
      users.flatMap(({ name }, user) => (counts[user]! > 0 ? [{ metric, place: name, value: counts[user]! }] : []));
    return [
      { metric: throttled.name, place: "dsp", value: state.onSeconds * SECOND_MS },
      ...byUser(ofHeld.name, heldOf),
      ...byUser(refused.name, refusedOf),
      { metric: heldMax.name, place: "dsp", value: held.most },
    ];
  };

  const second: Second = { isOn: () => state.isOn, limits, letIn: letInOf };
  /** What it holds is worked off when the threshold passes it in a second. */
  const watched = watchQueue("allocation", threshold, () => held.value);
  return { receive, receiveRetry, figures, second, watched };
};
