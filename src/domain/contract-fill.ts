import { HALF_HOUR_MINUTES, HALF_HOURS_A_DAY } from "../kernel/time.ts";
import type { Contract } from "./contracts.ts";

/** 0 of nothing is nothing. */
export const shareOfContract = (attempts: number, contracted: number): number =>
  attempts === 0 ? 0 : attempts / contracted;

/** A contract beside the attempts of its intervals, one after the other from a midnight on. */
export class ContractFill {
  intervals = 0;
  /** Of these, those that were over. */
  over = 0;
  /** The first that was over; -1 before there is one. */
  firstOver = -1;
  /** The fullest interval, as a share of what is contracted for in it. */
  peak = 0;
  peakShare = 0;
  private readonly contracted: readonly number[];
  private readonly minutes: number;

  /** `scale` is the share of all meters that the attempts are of. */
  constructor({ perHalfHour, intervalMinutes }: Contract, scale: number) {
    const ofInterval = (intervalMinutes / HALF_HOUR_MINUTES) * scale;
    this.contracted = perHalfHour.map((requests) => requests * ofInterval);
    this.minutes = intervalMinutes;
  }

  add(attempts: number): void {
    const halfHour = Math.floor((this.intervals * this.minutes) / HALF_HOUR_MINUTES) % HALF_HOURS_A_DAY;
    const share = shareOfContract(attempts, this.contracted[halfHour]!);
    if (share > this.peakShare) [this.peak, this.peakShare] = [this.intervals, share];
    if (share > 1) {
      this.over++;
      if (this.firstOver === -1) this.firstOver = this.intervals;
    }
    this.intervals++;
  }
}
