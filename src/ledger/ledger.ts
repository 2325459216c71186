import { isSmets1 } from "../domain/components.ts";
import type { Plan } from "../domain/plan.ts";
import { usersOf } from "../domain/users.ts";
import type { Rows } from "../kernel/rows.ts";
import type { Simulation } from "../kernel/simulation.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../kernel/time.ts";
import { type HistogramRecord, LatencyHistogram } from "../metrics/latency-histogram.ts";
import { LatencyTable } from "../metrics/latency-table.ts";
import { CspResponses } from "./csp-responses.ts";
import { DEADLINE_HOURS, SERVED_MHHS, SERVED_SUPPLIER } from "./deadlines.ts";
import * as R from "./request.ts";
import { UserLedger } from "./user-ledger.ts";

/**
 * The reads of a day as they become wanted: by [row × 8 + access], and of those what serves a second need, by access.
 */
export interface DayWanted {
  readonly byRow: Float64Array;
  readonly servedMhhs: Float64Array;
  readonly servedSupplier: Float64Array;
}

/** The clocks of an answered need: since it was wanted, since its target counts, since its last attempt was sent. */
const CLOCKS = ["wanted", "official", "network"] as const;

/**
 * One count for each traffic row (and the two served kinds) and access component, 8 a row: the eighth is "ends at the
 * DSP".
 */
export type Counts = Float64Array;

/**
 * The one ledger: needs → attempts → responses. Latency, conservation, harm and fairness read it and nothing else. A
 * need is wanted once and ends once: answered, refused, or expired; whatever has not ended is open, or was never sent.
 */
export class Ledger {
  /** Names of what is counted: the plan's rows in order, then M00 and P01. */
  readonly kinds: readonly string[];
  readonly wanted: Counts;
  readonly sent: Counts;
  readonly answered: Counts;
  readonly refused: Counts;
  readonly expired: Counts;
  readonly dark: Counts;
  readonly inTarget: Counts;
  /** Answered after the working day had begun: reads sent before it did, and reads sent in it (S-14). */
  readonly ranOver: Counts;
  readonly sentInDay: Counts;
  /** Automatic retries of measured needs: with `sent`, their attempts. */
  readonly retries: Counts;
  /**
   * [(kind × 8 + access) × deadlines + deadline]: answered between the deadline before and this one, on the wanted
   * clock.
   */
  readonly byDeadline: Float64Array;
  // [cell × clocks + clock].
  private readonly times: LatencyTable;
  /** The same needs by User. */
  readonly byUser: UserLedger;
  /** The answers on demand of each CSP by half hour. */
  readonly cspResponses: CspResponses;
  /** Alerts raised, delivered, refused, measured or not. */
  readonly alerts = { raised: 0, delivered: 0, refused: 0 };
  readonly alertMs = new LatencyHistogram();
  /** Responses that came a second time, measured or not. */
  readonly duplicates = { made: 0, delivered: 0, refused: 0 };
  /** All needs sent and ended, measured or not: with the rows in flight, the law of conservation. */
  sentAll = 0;
  endedAll = 0;
  /** Attempts sent, and retries that a failed one led to, measured or not. */
  attemptsAll = 0;
  retriesDueAll = 0;
  /** Needs whose first attempt was sent before the run began. */
  enteredAll = 0;

  protected readonly sim: Simulation;
  protected readonly cells: Int32Array;
  protected readonly columns: number;
  private readonly rows: Rows;
  private readonly targetMs: Float64Array;
  private readonly measuredFromMs = 0;
  private readonly measuredToMs: number;
  private readonly passOnMs: number;
  /** After the midnight of each measured day. */
  private readonly workStartsMs: Float64Array;
  private readonly workStartsMsMin: number;
  private readonly servedMhhs: number;
  private readonly servedSupplier: number;

  constructor(sim: Simulation, rows: Rows, plan: Plan) {
    this.sim = sim;
    this.rows = rows;
    this.cells = rows.cells;
    this.columns = rows.columns;
    this.kinds = [...plan.rows.map((row) => row.id), SERVED_MHHS, SERVED_SUPPLIER];
    this.servedMhhs = plan.rows.length;
    this.servedSupplier = plan.rows.length + 1;
    this.byUser = new UserLedger(usersOf(plan).length, this.kinds.length);
    this.cspResponses = new CspResponses(plan);
    const size = this.kinds.length * 8;
    const counts = (): Counts => new Float64Array(size);
    this.wanted = counts();
    this.sent = counts();
    this.answered = counts();
    this.refused = counts();
    this.expired = counts();
    this.dark = counts();
    this.inTarget = counts();
    this.retries = counts();
    this.ranOver = counts();
    this.sentInDay = counts();
    this.workStartsMs = Float64Array.from(plan.workingDays, ({ fromMinute }) => fromMinute * MINUTE_MS);
    this.workStartsMsMin = this.workStartsMs.reduce((least, ms) => Math.min(least, ms), DAY_MS);
    this.byDeadline = new Float64Array(size * DEADLINE_HOURS.length);
    this.times = new LatencyTable(size * CLOCKS.length);
    this.targetMs = new Float64Array(size).fill(DAY_MS);
    plan.rows.forEach((row, i) => {
      for (let access = 0; access < 8; access++)
        this.targetMs[i * 8 + access] =
          isSmets1(access) && access !== R.NO_ACCESS ? row.targetMs.smets1 : row.targetMs.smets2;
    });
    this.measuredToMs = plan.horizon.measuredDays * DAY_MS;
    this.passOnMs = plan.needs.passOnMs;
    const { byUser, cspResponses, alerts, alertMs, duplicates, times } = this;
    for (const part of [this, byUser, cspResponses, alerts, alertMs, duplicates, times]) sim.keep(part);
  }

  /** True when a need wanted at this time, in ms since the first measured midnight, belongs to the measured cohort. */
  isMeasured(wantedAtMs: number): boolean {
    return wantedAtMs >= this.measuredFromMs && wantedAtMs < this.measuredToMs;
  }

  /** The reads of a measured day become wanted at its midnight. */
  wantDay(wanted: DayWanted): void {
    wanted.byRow.forEach((count, i) => {
      this.wanted[i]! += count;
    });
    for (let access = 0; access < 8; access++) {
      this.wanted[this.servedMhhs * 8 + access]! += wanted.servedMhhs[access]!;
      this.wanted[this.servedSupplier * 8 + access]! += wanted.servedSupplier[access]!;
    }
  }

  /** A need's first attempt is sent. */
  send(info: number): void {
    this.sentAll++;
    this.attemptsAll++;
    if ((info & R.MEASURED) === 0) return;
    const at = this.at(info);
    this.sent[at]!++;
    this.byUser.send(R.userOf(info), R.rowOf(info));
    if ((info & R.SERVES_MHHS) !== 0) {
      this.sent[this.servedMhhs * 8 + R.accessOf(info)]!++;
      this.byUser.send(R.userOf(info), this.servedMhhs);
    }
    if ((info & R.SERVES_SUPPLIER) !== 0) this.sent[this.servedSupplier * 8 + R.accessOf(info)]!++;
  }

  /** A need that the run inherits: its first attempt was sent before it began. */
  enter(): void {
    this.sentAll++;
    this.enteredAll++;
  }

  /** A need that is wanted the instant it is sent: a business event, not a daily read. */
  wantNow(info: number): void {
    if ((info & R.MEASURED) !== 0) this.wanted[this.at(info)]!++;
  }

  /** The DSP sends a failed scheduled read again. */
  retry(info: number): void {
    this.attemptsAll++;
    if ((info & R.MEASURED) === 0) return;
    this.retries[this.at(info)]!++;
  }

  /** The one who was due it has the response, or the error that ends it. Gives the row back. */
  end(row: number): void {
    const info = this.cells[row * this.columns + R.INFO]!;
    this.endedAll++;
    if ((info & R.MEASURED) !== 0) {
      if ((info & R.FAILED) === 0) this.answer(row, info);
      else this.fail(info, this.expired, (info & R.DARK) !== 0);
    }
    this.rows.give(row);
  }

  /** A full queue refuses the request. Gives the row back. */
  refuse(row: number): void {
    const info = this.cells[row * this.columns + R.INFO]!;
    if ((info & R.NO_NEED) !== 0) this.of(info).refused++;
    else {
      this.endedAll++;
      if ((info & R.MEASURED) !== 0) this.fail(info, this.refused, false);
    }
    this.rows.give(row);
  }

  /** An alert, or a response that came before, reaches its User. Gives the row back. */
  deliver(row: number): void {
    const at = row * this.columns;
    const info = this.cells[at + R.INFO]!;
    this.of(info).delivered++;
    if ((info & R.ALERT) !== 0) this.alertMs.record((this.sim.stampBase + this.sim.now - this.cells[at + R.SENT]!) | 0);
    this.rows.give(row);
  }

  /** What is counted of those that are nobody's need. */
  private of(info: number): { delivered: number; refused: number } {
    return (info & R.ALERT) !== 0 ? this.alerts : this.duplicates;
  }

  private at(info: number): number {
    return R.rowOf(info) * 8 + R.accessOf(info);
  }

  private answer(row: number, info: number): void {
    const { cells } = this;
    const at = row * this.columns;
    const stamp = (this.sim.stampBase + this.sim.now) | 0;
    const wantedMs = (stamp - cells[at + R.WANTED]!) | 0;
    // On demand the target counts the DCC's legs only: queues and transit, not the device's.
    const deviceMs = (info & R.SCHEDULED) !== 0 ? 0 : cells[at + R.LEFT]!;
    const officialMs = ((stamp - cells[at + R.DUE]!) | 0) - deviceMs;
    const networkMs = (stamp - cells[at + R.SENT]!) | 0;
    const access = R.accessOf(info);
    const user = R.userOf(info);
    const inTarget = this.record(this.at(info), wantedMs, officialMs, networkMs);
    this.byUser.answer(user, R.rowOf(info), wantedMs, inTarget);
    this.cspResponses.answer(info, this.sim.timeMs, networkMs);
    if (wantedMs > this.workStartsMsMin) this.endLate(info, wantedMs, (cells[at + R.DUE]! - cells[at + R.WANTED]!) | 0);
    if ((info & R.SERVES_MHHS) !== 0) {
      const settlesInTarget = this.record(this.servedMhhs * 8 + access, wantedMs, officialMs, networkMs);
      this.byUser.answer(user, this.servedMhhs, wantedMs, settlesInTarget);
    }
    if ((info & R.SERVES_SUPPLIER) !== 0) {
      const { passOnMs } = this;
      this.record(this.servedSupplier * 8 + access, wantedMs + passOnMs, officialMs + passOnMs, networkMs + passOnMs);
    }
  }

  /** A read may end after the working day began, whenever it was sent. */
  private endLate(info: number, wantedMs: number, sentAfterMs: number): void {
    const startsMs = this.workStartsMs[Math.floor((this.sim.timeMs - wantedMs) / DAY_MS)]!;
    if (wantedMs <= startsMs) return;
    const counts = sentAfterMs < startsMs ? this.ranOver : this.sentInDay;
    for (const kind of this.kindsOf(info)) counts[kind * 8 + R.accessOf(info)]!++;
  }

  /** True when it came inside its target. */
  protected record(cell: number, wantedMs: number, officialMs: number, networkMs: number): boolean {
    this.answered[cell]!++;
    const { times } = this;
    const at = cell * CLOCKS.length;
    times.record(at, wantedMs);
    times.record(at + 1, officialMs);
    times.record(at + 2, networkMs);
    this.countDeadlines(cell, wantedMs);
    if (officialMs > this.targetMs[cell]!) return false;
    this.inTarget[cell]!++;
    return true;
  }

  private countDeadlines(cell: number, wantedMs: number): void {
    let d = 0;
    while (d < DEADLINE_HOURS.length && wantedMs > DEADLINE_HOURS[d]! * HOUR_MS) d++;
    if (d < DEADLINE_HOURS.length) this.byDeadline[cell * DEADLINE_HOURS.length + d]!++;
  }

  private fail(info: number, how: Counts, dark: boolean): void {
    const user = R.userOf(info);
    for (const kind of this.kindsOf(info)) {
      this.failIn(kind * 8 + R.accessOf(info), how, dark);
      if (kind === this.servedSupplier) continue;
      if (how === this.refused) this.byUser.refuse(user, kind);
      else this.byUser.expire(user, kind, dark);
    }
  }

  protected failIn(cell: number, how: Counts, dark: boolean): void {
    how[cell]!++;
    if (dark) this.dark[cell]!++;
  }

  /** Its own kind, and those of the needs that it serves too. */
  private kindsOf(info: number): number[] {
    const kinds = [R.rowOf(info)];
    if ((info & R.SERVES_MHHS) !== 0) kinds.push(this.servedMhhs);
    if ((info & R.SERVES_SUPPLIER) !== 0) kinds.push(this.servedSupplier);
    return kinds;
  }

  /** Latencies of each cell on one clock. */
  timesOn(clock: (typeof CLOCKS)[number]): HistogramRecord[] {
    const first = CLOCKS.indexOf(clock);
    return Array.from(this.wanted, (_, cell) => this.times.read(cell * CLOCKS.length + first));
  }

  /** Measured needs that have not ended. */
  get openMeasured(): number {
    let open = 0;
    for (let i = 0; i < this.wanted.length; i++)
      open += this.wanted[i]! - this.answered[i]! - this.refused[i]! - this.expired[i]!;
    return open;
  }
}
