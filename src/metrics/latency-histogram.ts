const STEP_BITS = 7; // 128 steps a doubling: a value is known to 1 part in 128, its middle to 0.4 %
const STEPS = 1 << STEP_BITS;
export const BUCKETS = 3328; // up to 2³¹ ms

/** The bucket that a latency falls into. */
export const bucketOf = (ms: number): number => {
  const shift = 24 - Math.clz32(ms | STEPS);
  return (shift << STEP_BITS) + (ms >>> shift);
};

/** Shortest latency of a bucket, in ms; the longest is one less than the next bucket's shortest. */
export const lowestOf = (bucket: number): number => {
  if (bucket < 2 * STEPS) return bucket;
  const shift = (bucket >>> STEP_BITS) - 1;
  return (bucket - (shift << STEP_BITS)) * 2 ** shift;
};

/** Middle of a bucket, in ms. */
const middleOf = (bucket: number): number => (lowestOf(bucket) + lowestOf(bucket + 1) - 1) / 2;

const COARSE_BITS = 4; // 16 buckets in one: 8 steps a doubling
/** Buckets of a step of a coarse histogram, and its steps. */
export const COARSE_BUCKETS = 1 << COARSE_BITS;
export const COARSE_STEPS = BUCKETS / COARSE_BUCKETS;

/** The step of a coarse histogram that a latency falls into: a table of many stays in the processor's cache. */
export const coarseOf = (ms: number): number => bucketOf(ms) >>> COARSE_BITS;

/**
 * The counts of a coarse histogram as buckets: each step's stand in the eighth of its sixteen, whose middle is within
 * 1/16 of every latency of the step, or 8 ms of one below 128 ms. (Of buckets w wide the step begins at 128 w or above:
 * its shortest latency is 7.5 w off, 1/17 of it, its longest 8.5 w, 1/17 of 144 w.)
 */
export const countsOfCoarse = (steps: Int32Array): Uint32Array => {
  const counts = new Uint32Array(BUCKETS);
  for (const [step, count] of steps.entries()) counts[step * COARSE_BUCKETS + COARSE_BUCKETS / 2 - 1] = count;
  return counts;
};

/** Counts of buckets. One bucket alone may hold more than 2³²: all alerts of 45 days do, 6,000 million, within 1 ms. */
export type BucketCounts = Float64Array | Uint32Array;

/** What a histogram holds, as plain data. */
export interface HistogramRecord {
  readonly counts: BucketCounts;
  readonly count: number;
  readonly sumMs: number;
  readonly maxMs: number;
}

/**
 * Latencies in whole ms in log-linear buckets: relative error at most 0.4 %, exact below 256 ms, exact maximum.
 * Mergeable.
 */
export class LatencyHistogram {
  readonly counts: BucketCounts;
  count = 0;
  /** Sum in ms, exact while below 2⁵³. */
  sumMs = 0;
  maxMs = 0;

  constructor(counts: BucketCounts = new Float64Array(BUCKETS)) {
    this.counts = counts;
  }

  record(ms: number): void {
    this.counts[bucketOf(ms)]!++;
    this.count++;
    this.sumMs += ms;
    if (ms > this.maxMs) this.maxMs = ms;
  }

  merge(other: LatencyHistogram): void {
    for (let b = 0; b < BUCKETS; b++) this.counts[b]! += other.counts[b]!;
    this.count += other.count;
    this.sumMs += other.sumMs;
    if (other.maxMs > this.maxMs) this.maxMs = other.maxMs;
  }

  get meanMs(): number {
    return this.count === 0 ? Number.NaN : this.sumMs / this.count;
  }

  /**
   * The latency that a share p of all needs stays within, counting `unanswered` as longer than any answer. Infinity
   * when it falls among those; NaN when there is nothing.
   */
  quantileMs(p: number, unanswered = 0): number {
    const all = this.count + unanswered;
    if (all === 0) return Number.NaN;
    const rank = Math.max(1, Math.ceil(p * all));
    if (rank > this.count) return Number.POSITIVE_INFINITY;
    if (rank === this.count) return this.maxMs;
    let seen = 0;
    for (let b = 0; b < BUCKETS; b++) {
      seen += this.counts[b]!;
      if (seen >= rank) return Math.min(middleOf(b), this.maxMs);
    }
    throw new RangeError(`${this.count} latencies are counted, and buckets hold ${seen}`);
  }

  /** `quantileMs` of many shares in rising order, in one pass. */
  quantilesMs(shares: readonly number[], unanswered = 0): number[] {
    const all = this.count + unanswered;
    let bucket = -1;
    let seen = 0;
    return shares.map((p) => {
      const rank = Math.max(1, Math.ceil(p * all));
      if (rank >= this.count) return this.quantileMs(p, unanswered);
      while (seen < rank) seen += this.counts[++bucket]!;
      return Math.min(middleOf(bucket), this.maxMs);
    });
  }

  /** How many took at most this long, to the bucket's resolution. */
  countWithin(ms: number): number {
    let seen = 0;
    for (let b = 0; b < BUCKETS && middleOf(b) <= ms; b++) seen += this.counts[b]!;
    return seen;
  }
}
