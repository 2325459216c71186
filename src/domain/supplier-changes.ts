import { DAY_MS } from "../kernel/time.ts";
import { SUPPLIER_CHANGED, supplierOf, withSupplier } from "./meter-word.ts";
import { NoRoomInRun } from "./registration-room.ts";

/** A change inside a UTC day, which both suppliers share: the incoming one has it from a time on. */
export interface ChangeInDay {
  readonly meter: number;
  readonly atMs: number;
  readonly outgoing: number;
  readonly incoming: number;
}

/**
 * Changes of supplier that took effect in a run, in their order (S-33). The words of meters say who supplies them now;
 * this says who did before. Times count from the first measured midnight.
 */
export class SupplierChanges {
  private count = 0;
  private readonly meters: Int32Array;
  private readonly timesMs: Float64Array;
  private readonly registeredMs: Float64Array;
  private readonly outgoing: Uint8Array;
  private readonly incoming: Uint8Array;
  /** 1 + the change of the same meter before, and by meter its latest; 0: none. */
  private readonly before: Int32Array;
  private readonly latest: Int32Array;

  /** @param most most changes */
  constructor(meters: number, most: number) {
    this.meters = new Int32Array(most);
    this.timesMs = new Float64Array(most);
    this.registeredMs = new Float64Array(most);
    this.outgoing = new Uint8Array(most);
    this.incoming = new Uint8Array(most);
    this.before = new Int32Array(most);
    this.latest = new Int32Array(meters);
  }

  /** From now on another supplier has the meter; Registration has had it as certain since before. */
  change(words: Uint32Array, meter: number, atMs: number, supplier: number, registeredMs = atMs): void {
    const word = words[meter]!;
    const i = this.count++;
    if (i === this.meters.length) throw new NoRoomInRun(i, "changes of supplier");
    this.before[i] = this.latest[meter]!;
    this.latest[meter] = i + 1;
    this.meters[i] = meter;
    this.timesMs[i] = atMs;
    this.registeredMs[i] = registeredMs;
    this.outgoing[i] = supplierOf(word);
    this.incoming[i] = supplier;
    words[meter] = withSupplier(word, supplier) | SUPPLIER_CHANGED;
  }

  /** Changes so far, and of these the ones inside a UTC day. */
  counts(): { readonly all: number; readonly insideDays: number } {
    const insideDays = this.timesMs.subarray(0, this.count).reduce((sum, ms) => sum + (ms % DAY_MS === 0 ? 0 : 1), 0);
    return { all: this.count, insideDays };
  }

  /** Who had a meter at a time; its word is as it is now. */
  supplierAt(word: number, meter: number, timeMs: number): number {
    let supplier = supplierOf(word);
    if ((word & SUPPLIER_CHANGED) === 0) return supplier;
    for (let i = this.latest[meter]! - 1; i >= 0 && this.timesMs[i]! > timeMs; i = this.before[i]! - 1)
      supplier = this.outgoing[i]!;
    return supplier;
  }

  /** When a meter last changed supplier after a time, until another; undefined: it did not. */
  lastOf(meter: number, afterMs: number, untilMs: number): number | undefined {
    for (let i = this.latest[meter]! - 1; i >= 0 && this.timesMs[i]! > afterMs; i = this.before[i]! - 1)
      if (this.timesMs[i]! <= untilMs) return this.timesMs[i]!;
    return undefined;
  }

  /** Who has it now by a copy of registration data that holds what was registered up to a time. */
  supplierKnown(word: number, meter: number, registeredMs: number): number {
    let supplier = supplierOf(word);
    if ((word & SUPPLIER_CHANGED) === 0) return supplier;
    for (let i = this.latest[meter]! - 1; i >= 0; i = this.before[i]! - 1) {
      if (this.registeredMs[i]! <= registeredMs) return this.incoming[i]!;
      supplier = this.outgoing[i]!;
    }
    return supplier;
  }

  /** Changes in effect that were registered after a time, up to another. */
  registeredBetween(): (fromMs: number, toMs: number) => number {
    // Asked every second of an outage, and of the same changes until the next batch is due: they are counted once.
    let asked: readonly number[] = [];
    let between = 0;
    return (fromMs, toMs) => {
      const now = [fromMs, toMs, this.count];
      if (now.every((value, i) => value === asked[i])) return between;
      asked = now;
      between = 0;
      for (let i = 0; i < this.count; i++)
        if (this.registeredMs[i]! > fromMs && this.registeredMs[i]! <= toMs) between++;
      return between;
    };
  }

  /** A copy of the words as they were before any change, to go forward through the days again. */
  rewound(words: Uint32Array): Uint32Array {
    const first = words.slice();
    for (let i = this.count - 1; i >= 0; i--) {
      const meter = this.meters[i]!;
      first[meter] = withSupplier(first[meter]!, this.outgoing[i]!);
    }
    return first;
  }

  /**
   * Goes forward to a UTC day: words become those of its beginning, from those of any day before. Returns the changes
   * inside it, in their order.
   */
  goTo(words: Uint32Array, fromMs: number, toMs: number): readonly ChangeInDay[] {
    const inside: ChangeInDay[] = [];
    for (let i = 0; i < this.count; i++) {
      const meter = this.meters[i]!;
      const atMs = this.timesMs[i]!;
      const incoming = this.incoming[i]!;
      if (atMs <= fromMs) words[meter] = withSupplier(words[meter]!, incoming);
      else if (atMs < toMs) inside.push({ meter, atMs, outgoing: this.outgoing[i]!, incoming });
    }
    return inside;
  }
}
