import { ClassQueue, type QueueWatch } from "./class-queue.ts";
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
  private readonly burst: number;
  private readonly forward: (row: number) => void;
  private readonly refuse: (row: number) => void;
  private readonly watch: QueueWatch;
  private readonly port: number;
  private intervalMs: number; // T
  private generation = 0;
  private serving = false;
  // The busy period: `departed` left since `anchorMs`, on top of a debt of `debt` departures.
  private anchorMs = 0;
  private debt = 0;
  private departed = 0;
  private earliestMs = Number.NEGATIVE_INFINITY; // of the next departure
  private idleFromMs = Number.NEGATIVE_INFINITY; // the bucket is full again, a new busy period begins

  constructor(
    sim: Simulation,
    rows: Rows,
    options: RateLimitOptions,
    forward: (row: number) => void,
    refuse: (row: number) => void,
    watch: QueueWatch,
  ) {
    checkRate(options.name, options.perSecond);
    if (!(options.burst >= 1)) throw new RangeError(`${options.name}: burst ${options.burst} is below 1`);
    this.sim = sim;
    this.name = options.name;
    this.perSecond = options.perSecond;
    this.intervalMs = 1000 / options.perSecond;
    this.burst = options.burst;
    this.queue = new ClassQueue(rows, options.classes, options.queueMax);
    this.forward = forward;
    this.refuse = refuse;
    this.watch = watch;
    this.port = sim.open(options.name, (generation) => this.depart(generation));
  }

  /**
   * A row arrives in a service class; it leaves by `forward`, in this event if the station is idle, or by `refuse` if
   * the queue is full.
   */
  arrive(row: number, rank: number): void {
    const { queue, sim } = this;
    if (queue.length === 0 && this.perSecond > 0 && sim.timeMs >= this.earliestMs) {
      if (sim.timeMs >= this.idleFromMs) this.setAnchor(0);
      this.count();
      this.forward(row);
      return;
    }
    if (!queue.push(row, rank)) {
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
      // Below 0 while rows wait for the next whole ms, whose fraction is theirs.
      const owedMs = this.queue.length > 0 ? this.idleFromMs - sim.timeMs : Math.max(0, this.idleFromMs - sim.timeMs);
      this.setAnchor(Number.isFinite(this.perSecond) ? (owedMs * this.perSecond) / 1000 : 0);
    } else this.setAnchor(this.debt);
    this.perSecond = perSecond;
    this.intervalMs = 1000 / perSecond;
    this.generation++;
    if (perSecond > 0) this.setNext();
    if (this.queue.length > 0 && !this.serving) this.schedule();
  }

  private setAnchor(debt: number): void {
    this.anchorMs = this.sim.timeMs;
    this.debt = debt;
    this.departed = 0;
  }

  /**
   * One departs. Whoever waited continues the busy period, though it left at the next whole ms: anchored anew there,
   * every T would be rounded up.
   */
  private count(): void {
    this.departed++;
    this.setNext();
  }

  private setNext(): void {
    const made = this.debt + this.departed;
    this.idleFromMs = this.anchorMs + made * this.intervalMs;
    const owed = made + 1 - this.burst;
    this.earliestMs = owed <= 0 ? this.anchorMs : this.anchorMs + Math.ceil(owed * this.intervalMs - ROUNDING_MS);
  }

  private schedule(): void {
    if (this.perSecond === 0) return;
    const at = this.earliestMs - this.sim.baseMs;
    this.sim.send(at > this.sim.now ? at : this.sim.now, this.port, this.generation);
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
      this.forward(row);
    } while (queue.length > 0 && this.perSecond > 0 && this.earliestMs <= sim.timeMs);
    this.serving = false;
    if (queue.length > 0) this.schedule();
  }
}
