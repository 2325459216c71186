import { ClassQueue, type QueueWatch } from "./class-queue.ts";
import type { Rows } from "./rows.ts";
import type { Simulation } from "./simulation.ts";
import { DAY_MS } from "./time.ts";

export interface WindowOptions {
  readonly name: string;
  /** Opens and closes every day at these ms of the UTC day; it crosses midnight when it closes before it opens. */
  readonly opensMs: number;
  readonly closesMs: number;
  readonly queueMax: number;
}

/** A daily window: a row that arrives while it is closed waits; all that wait go, in order, the instant it opens. */
export class Window {
  readonly queue: ClassQueue;
  private readonly sim: Simulation;
  private readonly opensMs: number;
  private readonly lengthMs: number;
  private readonly forward: (row: number) => void;
  private readonly refuse: (row: number) => void;
  private readonly watch: QueueWatch;
  private readonly port: number;

  constructor(
    sim: Simulation,
    rows: Rows,
    options: WindowOptions,
    forward: (row: number) => void,
    refuse: (row: number) => void,
    watch: QueueWatch,
  ) {
    const { name, opensMs, closesMs, queueMax } = options;
    this.sim = sim;
    this.opensMs = opensMs;
    this.lengthMs = (closesMs - opensMs + DAY_MS) % DAY_MS;
    if (!(this.lengthMs > 0)) throw new RangeError(`${name}: opens and closes at the same time`);
    this.queue = new ClassQueue(rows, 1, queueMax);
    this.forward = forward;
    this.refuse = refuse;
    this.watch = watch;
    this.port = sim.open(name, () => this.release());
    sim.keep(this.queue);
  }

  /** True from the opening instant up to, not including, the closing one. */
  isOpen(): boolean {
    return this.sinceOpeningMs() < this.lengthMs;
  }

  arrive(row: number): void {
    if (this.isOpen()) {
      this.release(); // arrived in the opening instant, sent before the event that opens: those who wait go first
      this.forward(row);
    } else if (!this.queue.push(row, 0)) this.refuse(row);
    else {
      this.watch.change(row, 1);
      if (this.queue.length === 1) this.sim.send(this.sim.now + DAY_MS - this.sinceOpeningMs(), this.port, 0);
    }
  }

  private sinceOpeningMs(): number {
    const ofDayMs = this.sim.now % DAY_MS; // a segment starts at a UTC midnight
    return (ofDayMs - this.opensMs + DAY_MS) % DAY_MS;
  }

  private release(): void {
    while (this.queue.length > 0) {
      const row = this.queue.pop();
      this.watch.change(row, -1);
      this.forward(row);
    }
  }
}
