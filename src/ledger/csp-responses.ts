import { CSPS } from "../domain/components.ts";
import type { Plan } from "../domain/plan.ts";
import { DAY_MS, HALF_HOUR_MS } from "../kernel/time.ts";
import * as R from "./request.ts";

/** What is nothing of this: at a CSP (numbers 0 to 3), of the first service class, on demand. */
const UNLIKE_A_TEST = 4 | R.ofRank(3) | R.SCHEDULED;

/**
 * Answers to requests on demand at each CSP by the half hour in which they were sent: the census of what a CSP's own
 * test commands sample. Those of a lower class wait where a test command doesn't.
 */
export class CspResponses {
  /** [CSP × half hours + half hour from the first measured midnight]. */
  readonly answered: Uint32Array;
  /** Of these, inside the time of the CSPs' round trip. */
  readonly inTime: Uint32Array;
  private readonly halfHours: number;
  private readonly withinMs: number;

  constructor({ horizon, cspTest }: Pick<Plan, "horizon" | "cspTest">) {
    this.halfHours = (horizon.measuredDays * DAY_MS) / HALF_HOUR_MS;
    this.withinMs = cspTest.withinMs;
    this.answered = new Uint32Array(CSPS.length * this.halfHours);
    this.inTime = new Uint32Array(CSPS.length * this.halfHours);
  }

  /** An answer that reaches its User now, and took so long. */
  answer(info: number, nowMs: number, networkMs: number): void {
    if ((info & UNLIKE_A_TEST) !== 0) return;
    const halfHour = Math.floor((nowMs - networkMs) / HALF_HOUR_MS);
    if (halfHour >= this.halfHours) return;
    const cell = R.accessOf(info) * this.halfHours + halfHour;
    this.answered[cell]!++;
    if (networkMs <= this.withinMs) this.inTime[cell]!++;
  }
}
