import { WHOLE_DAY } from "../domain/demand-rules.ts";

const HALF_BITS = 2 ** 15;
const WH_A_MWH = 1e6;

/**
 * Sums of whole Wh times parts of a day, in Wh × 2⁻³⁰ and exact: a product of 2³⁷ and 2³⁰ is past what a number holds,
 * so the part goes in as two halves of 15 bits. Nothing is rounded until a sum is read in MWh, and then once.
 */
export class ExactSums {
  private readonly high: Float64Array;
  private readonly low: Float64Array;

  constructor(length: number) {
    this.high = new Float64Array(length);
    this.low = new Float64Array(length);
  }

  /** Adds whole Wh times a part of a day (2⁻³⁰). */
  addPart(index: number, wh: number, part: number): void {
    const high = (part >>> 15) | 0;
    this.high[index]! += wh * high;
    this.low[index]! += wh * (part - high * HALF_BITS);
  }

  /** Adds Wh × 2⁻³⁰, a whole number below 2⁵³. */
  add(index: number, value: number): void {
    const high = Math.floor(value / HALF_BITS);
    this.high[index]! += high;
    this.low[index]! += value - high * HALF_BITS;
  }

  /** In Wh × 2⁻³⁰. */
  exact(index: number): bigint {
    this.check(index);
    return BigInt(this.high[index]!) * BigInt(HALF_BITS) + BigInt(this.low[index]!);
  }

  mwh(index: number): number {
    this.check(index);
    return (this.high[index]! * HALF_BITS + this.low[index]!) / WHOLE_DAY / WH_A_MWH;
  }

  private check(index: number): void {
    if (!Number.isSafeInteger(this.high[index]!) || !Number.isSafeInteger(this.low[index]!))
      throw new RangeError(`sum ${index} is past what is exact`);
  }
}
