import { ClassQueue, type QueueWatch, type StationCounts } from "./class-queue.ts";
import type { Rows } from "./rows.ts";
import { DELAY_MS_MAX, type Simulation } from "./simulation.ts";

export interface RateLimitOptions {
  readonly name: string;
  /** Departures a second; 0 is an outage, Infinity no limit. */
  readonly perSecond: number;
  /** Departures that an idle station lets go at once, at least 1. */
  readonly burst: number;
  readonly classes: number;
  /** Rows that may wait; one more is refused. */
  readonly queueMax: number;
}

/**
 * A departure this little past a whole ms is on it: more than float64 rounds in days of departures, a nanosecond to the
 * world.
 */
const ROUNDING_MS = 1e-6;

// The state of a station, in order. The busy period: `DEPARTED` left since `ANCHOR`, on top of a debt of `DEBT`
// departures.
const EARLIEST = 0; // when the next may depart
const IDLE_FROM = 1; // when the bucket is full again, and a new busy period begins
const ANCHOR = 2;
const DEBT = 3;
const DEPARTED = 4;
const INTERVAL = 5; // T in ms
const BURST = 6;
const STATE = 8;

const checkRate = (name: string, perSecond: number): void => {
  if (perSecond === 0 || perSecond >= 1000 / DELAY_MS_MAX) return;
  throw new RangeError(`${name}: rate ${perSecond} a second is neither 0 nor at least one in ${DELAY_MS_MAX} ms`);
};

/**
 * A rate limit, GCRA (the leaky bucket of ATM): emission interval T = 1/rate and burst b. The k-th of a simultaneous
 * burst leaves at max(0, k − b)·T; an idle station adds no latency. Waiting rows go by class, non-preemptive.
 *
 * Departure times are anchor + ceil(n · 1000/rate), never a running sum: thirty million additions of T are milliseconds
 * out. Only the next departure is pending, since a rate change would falsify more. When the rate changes, the debt
 * (departures already made ahead of the rate, a fraction of one included) is carried over: the item in service keeps
 * its remaining work.
 */
export class RateLimit {
  perSecond: number;
  readonly queue: ClassQueue;
  private readonly sim: Simulation;
  private readonly name: string;
  private readonly forward: (row: number) => void;
  private readonly refuse: (row: number) => void;
  private readonly watch: QueueWatch;
  private readonly counts: StationCounts;
  private readonly port: number;
  private generation = 0;
  private serving = false;
  // Numbers that change with every departure, side by side in one cache line: as fields each would be a box of its own,
  // and with sixty stations the boxes fall out of the nearest cache.
  private readonly state = new Float64Array(STATE);

  constructor(
    sim: Simulation,
    rows: Rows,
    options: RateLimitOptions,
    forward: (row: number) => void,
    refuse: (row: number) => void,
    watch: QueueWatch,
    counts: StationCounts = { in: 0, out: 0, dropped: 0 },
  ) {
    checkRate(options.name, options.perSecond);
    if (!(options.burst >= 1)) throw new RangeError(`${options.name}: burst ${options.burst} is below 1`);
    this.sim = sim;
    this.name = options.name;
    this.perSecond = options.perSecond;
    this.state[INTERVAL] = 1000 / options.perSecond;
    this.state[EARLIEST] = Number.NEGATIVE_INFINITY;
    this.state[IDLE_FROM] = Number.NEGATIVE_INFINITY;
    this.state[BURST] = options.burst;
    this.queue = new ClassQueue(rows, options.classes, options.queueMax);
    this.forward = forward;
    this.refuse = refuse;
    this.watch = watch;
    this.counts = counts;
    this.port = sim.open(options.name, (generation) => this.depart(generation));
    for (const part of [this, this.queue]) sim.keep(part);
  }

  /**
   * A row arrives in a service class; it leaves by `forward`, in this event if the station is idle, or by `refuse` if
   * the queue is full.
   */
  arrive(row: number, rank: number): void {
    const { queue, sim, counts } = this;
    counts.in++;
    if (queue.length === 0 && this.perSecond > 0 && sim.timeMs >= this.state[EARLIEST]!) {
      if (sim.timeMs >= this.state[IDLE_FROM]!) this.setAnchor(0);
      this.count();
      counts.out++;
      this.forward(row);
      return;
    }
    if (!queue.push(row, rank)) {
      counts.dropped++;
      this.refuse(row);
      return;
    }
    this.watch.change(row, 1);
    if (queue.length === 1 && !this.serving) this.schedule();
  }

  /** Changes the rate from now on. */
  setRate(perSecond: number): void {
    const { sim } = this;
    checkRate(this.name, perSecond);
    if (this.perSecond > 0) {
      const idleFromMs = this.state[IDLE_FROM]!;
      // Below 0 while rows wait for the next whole ms, whose fraction is theirs.
      const owedMs = this.queue.length > 0 ? idleFromMs - sim.timeMs : Math.max(0, idleFromMs - sim.timeMs);
      this.setAnchor(Number.isFinite(this.perSecond) ? (owedMs * this.perSecond) / 1000 : 0);
    } else this.setAnchor(this.state[DEBT]!);
    this.perSecond = perSecond;
    this.state[INTERVAL] = 1000 / perSecond;
    this.generation++;
    if (perSecond > 0) this.setNext();
    if (this.queue.length > 0 && !this.serving) this.schedule();
  }

  /**
   * What has departed was `more` than one departure's work; below 0 it was less. What waits leaves so much later or
   * sooner. Whoever is told of a departure may say so there and then, or later.
   */
  charge(more: number): void {
    const { state } = this;
    // Never more than all that has departed: an idle station owes nobody.
    state[DEBT] = Math.max(-state[DEPARTED]!, state[DEBT]! + more);
    if (this.perSecond === 0) return;
    this.setNext();
    if (this.serving || this.queue.length === 0) return;
    this.generation++;
    this.schedule();
  }

  private setAnchor(debt: number): void {
    const { state } = this;
    state[ANCHOR] = this.sim.timeMs;
    state[DEBT] = debt;
    state[DEPARTED] = 0;
  }

  /**
   * One departs. Whoever waited continues the busy period, though it left at the next whole ms: anchored anew there,
   * every T would be rounded up.
   */
  private count(): void {
    this.state[DEPARTED]!++;
    this.setNext();
  }

  private setNext(): void {
    const { state } = this;
    const made = state[DEBT]! + state[DEPARTED]!;
    const anchorMs = state[ANCHOR]!;
    const intervalMs = state[INTERVAL]!;
    const owed = made + 1 - state[BURST]!;
    state[IDLE_FROM] = anchorMs + made * intervalMs;
    state[EARLIEST] = owed <= 0 ? anchorMs : anchorMs + Math.ceil(owed * intervalMs - ROUNDING_MS);
  }

  private schedule(): void {
    if (this.perSecond === 0) return;
    const { sim } = this;
    const at = (this.state[EARLIEST]! - sim.baseMs) | 0;
    sim.send(at > sim.now ? at : sim.now, this.port, this.generation);
  }

  private depart(generation: number): void {
    const { queue, sim } = this;
    if (generation !== this.generation) {
      sim.stale++;
      return;
    }
    this.serving = true;
    do {
      const row = queue.pop();
      this.watch.change(row, -1);
      this.count();
      this.counts.out++;
      this.forward(row);
    } while (queue.length > 0 && this.perSecond > 0 && this.state[EARLIEST]! <= sim.timeMs);
    this.serving = false;
    if (queue.length > 0) this.schedule();
  }
}
