import { draw, openStream, type Stream, threshold } from "../kernel/keyed-draws.ts";
import { VALIDATION_REASONS } from "./exceptions.ts";
import { cumulative, pick } from "./meter-word.ts";
import type { DataServices } from "./settlement.ts";

export const IS_VALID = -1;

/** Draw numbers of a day's reason: days are far below. */
const REASON = 2 ** 20;

/** Which days of which metering systems fail validation, and why: the same ones whenever they come, for all options. */
export class DayValidation {
  private readonly stream: Stream;
  private readonly invalid: number;
  private readonly reasons: Float64Array;

  constructor(
    { invalidShare, invalidBy }: Pick<DataServices, "invalidShare" | "invalidBy">,
    { seed, replication }: { readonly seed: string; readonly replication: number },
    name: string,
  ) {
    this.stream = openStream(seed, replication, name);
    this.invalid = threshold(invalidShare);
    this.reasons = cumulative(VALIDATION_REASONS.map((reason) => invalidBy[reason]));
  }

  /** `IS_VALID`, or the number of the reason in `EXCEPTIONS`. */
  reasonOf(key: number, day: number): number {
    if (draw(this.stream, key, day) >= this.invalid) return IS_VALID;
    return pick(this.reasons, draw(this.stream, key, REASON + day));
  }
}
