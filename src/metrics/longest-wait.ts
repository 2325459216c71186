import type { Simulation } from "../kernel/simulation.ts";

const FIRST_ROOM = 64;

/** When those that wait in one service class came, first come first served: a ring that grows. */
class Line {
  private came = new Float64Array(FIRST_ROOM);
  private first = 0;
  private length = 0;

  constructor(sim: Simulation) {
    const line = this;
    sim.keep({
      get came() {
        return line.came;
      },
      set came(came) {
        line.came = came;
      },
    });
    sim.keep(this);
  }

  join(timeMs: number): void {
    if (this.length === this.came.length) this.grow();
    this.came[(this.first + this.length++) & (this.came.length - 1)] = timeMs;
  }

  /** The one that came first leaves; when it came. */
  leave(): number {
    const timeMs = this.came[this.first]!;
    this.first = (this.first + 1) & (this.came.length - 1);
    this.length--;
    return timeMs;
  }

  /** When the one that waits longest came; undefined when nobody waits. */
  get oldest(): number | undefined {
    return this.length === 0 ? undefined : this.came[this.first];
  }

  private grow(): void {
    const { came, first } = this;
    this.came = new Float64Array(2 * came.length);
    this.came.set(came.subarray(first));
    this.came.set(came.subarray(0, first), came.length - first);
    this.first = 0;
  }
}

/** Longest wait in a queue of service classes, each first come first served, of those that came while it counted. */
export class LongestWait {
  private readonly sim: Simulation;
  private readonly lines: readonly Line[];
  private readonly counts: (timeMs: number) => boolean;
  private longestMs = 0;

  constructor(sim: Simulation, classes: number, counts: (timeMs: number) => boolean) {
    this.sim = sim;
    this.lines = Array.from({ length: classes }, () => new Line(sim));
    this.counts = counts;
    sim.keep(this);
  }

  /** One begins (1) or ends (−1) to wait in a class. */
  change(rank: number, by: number): void {
    if (by > 0) this.lines[rank]!.join(this.sim.timeMs);
    else this.waited(this.lines[rank]!.leave());
  }

  /** Those that still wait count as long as they have. */
  get ms(): number {
    for (const { oldest } of this.lines) if (oldest !== undefined) this.waited(oldest);
    return this.longestMs;
  }

  private waited(cameMs: number): void {
    if (this.counts(cameMs)) this.longestMs = Math.max(this.longestMs, this.sim.timeMs - cameMs);
  }
}
