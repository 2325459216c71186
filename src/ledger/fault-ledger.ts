import type { Plan } from "../domain/plan.ts";
import type { Rows } from "../kernel/rows.ts";
import type { Simulation } from "../kernel/simulation.ts";
import { type Counts, Ledger } from "./ledger.ts";
import * as R from "./request.ts";

/**
 * Who paid for a fault: what became of the measured needs that were sent while it lasted or its backlog drained, in the
 * ledger's cells.
 */
export class FaultTally {
  readonly answered: Float64Array;
  readonly refused: Float64Array;
  readonly expired: Float64Array;
  readonly inTarget: Float64Array;
  /** Of those refused, what an outage of the registration feed had refused. */
  readonly outOfStep: Float64Array;
  /** Longest on the official clock. */
  readonly longestMs: Float64Array;
  private readonly fromMs: number;
  private toMs = Number.POSITIVE_INFINITY;

  constructor(fromMs: number, cells: number) {
    this.fromMs = fromMs;
    this.answered = new Float64Array(cells);
    this.refused = new Float64Array(cells);
    this.expired = new Float64Array(cells);
    this.inTarget = new Float64Array(cells);
    this.outOfStep = new Float64Array(cells);
    this.longestMs = new Float64Array(cells);
  }

  /** It is over, and its backlog has drained: what is sent from now on is no longer its. */
  closeAt(timeMs: number): void {
    this.toMs = timeMs;
  }

  get isOpen(): boolean {
    return this.toMs === Number.POSITIVE_INFINITY;
  }

  /** True for a need that was due at this time. While it is open it has no end, and nobody is due later than now. */
  holds(dueMs: number): boolean {
    return dueMs >= this.fromMs && dueMs < this.toMs;
  }
}

/** The ledger of a run with faults: it also counts each need with the faults that it was sent in. */
export class FaultLedger extends Ledger {
  readonly tallies: readonly FaultTally[];
  /** Faults that the need which ends now belongs to, a bit each. */
  private within = 0;
  private isOutOfStep = false;

  constructor(sim: Simulation, rows: Rows, plan: Plan) {
    super(sim, rows, plan);
    this.tallies = plan.faults.map(({ fromMs }) => sim.keep(new FaultTally(fromMs, this.wanted.length)));
  }

  override end(row: number): void {
    this.findFaults(row);
    super.end(row);
  }

  override refuse(row: number): void {
    this.findFaults(row);
    this.isOutOfStep = (this.cells[row * this.columns + R.INFO]! & R.OUT_OF_STEP) !== 0;
    super.refuse(row);
    this.isOutOfStep = false;
  }

  private findFaults(row: number): void {
    // A stamp is a time cut to 32 bits; its distance from now is whole.
    const now = (this.sim.stampBase + this.sim.now) | 0;
    const dueMs = this.sim.timeMs - ((now - this.cells[row * this.columns + R.DUE]!) | 0);
    this.within = 0;
    for (let i = 0; i < this.tallies.length; i++) if (this.tallies[i]!.holds(dueMs)) this.within |= 1 << i;
  }

  protected override record(cell: number, wantedMs: number, officialMs: number, networkMs: number): boolean {
    const isInTarget = super.record(cell, wantedMs, officialMs, networkMs);
    for (let i = 0; i < this.tallies.length; i++) {
      if ((this.within & (1 << i)) === 0) continue;
      const tally = this.tallies[i]!;
      tally.answered[cell]!++;
      if (isInTarget) tally.inTarget[cell]!++;
      if (officialMs > tally.longestMs[cell]!) tally.longestMs[cell] = officialMs;
    }
    return isInTarget;
  }

  protected override failIn(cell: number, how: Counts, dark: boolean): void {
    super.failIn(cell, how, dark);
    for (let i = 0; i < this.tallies.length; i++) {
      if ((this.within & (1 << i)) === 0) continue;
      const tally = this.tallies[i]!;
      tally[how === this.refused ? "refused" : "expired"][cell]!++;
      if (this.isOutOfStep) tally.outOfStep[cell]!++;
    }
  }
}
