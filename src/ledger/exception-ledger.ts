import { EXCEPTIONS } from "../domain/exceptions.ts";

/** Single exceptions that are kept of each type: the first. */
export const DETAILS_A_TYPE = 100;

/** A metering system's day as its data service sees it. */
export interface ExceptionDetail {
  /** By number in `EXCEPTIONS`. */
  readonly type: number;
  readonly system: number;
  /** Its data is of the UTC day before. */
  readonly day: number;
}

/** Exceptions in two shapes (PRI-009): a supplier gets totals by type, a data service each one. */
export class ExceptionLedger {
  /** [type × suppliers + supplier]. */
  readonly totals: Float64Array;
  private readonly suppliers: number;
  private readonly kept = new Int32Array(EXCEPTIONS.length * DETAILS_A_TYPE * 2);
  private readonly counts = new Float64Array(EXCEPTIONS.length);

  constructor(suppliers: number) {
    this.suppliers = suppliers;
    this.totals = new Float64Array(EXCEPTIONS.length * suppliers);
  }

  count(type: number, supplier: number, system: number, day: number): void {
    this.totals[type * this.suppliers + supplier]!++;
    const number = this.counts[type]!++;
    if (number >= DETAILS_A_TYPE) return;
    const at = (type * DETAILS_A_TYPE + number) * 2;
    this.kept[at] = system;
    this.kept[at + 1] = day;
  }

  /** The first of each type, in the order in which they came. */
  details(): readonly ExceptionDetail[] {
    return EXCEPTIONS.flatMap((_, type) =>
      Array.from({ length: Math.min(this.counts[type]!, DETAILS_A_TYPE) }, (_none, number) => {
        const at = (type * DETAILS_A_TYPE + number) * 2;
        return { type, system: this.kept[at]!, day: this.kept[at + 1]! };
      }),
    );
  }
}
