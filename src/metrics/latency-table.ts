import { BUCKETS, bucketOf, type HistogramRecord } from "./latency-histogram.ts";

/**
 * Histograms of latencies in whole ms, as many as there are cells, side by side: as objects of their own they would
 * stand all over memory, and each answer goes to several of them.
 */
export class LatencyTable {
  private readonly counts: Uint32Array;
  // [2·cell] sum in ms, exact while below 2⁵³, [2·cell + 1] the longest.
  private readonly totalsMs: Float64Array;

  constructor(cells: number) {
    this.counts = new Uint32Array(cells * BUCKETS);
    this.totalsMs = new Float64Array(cells * 2);
  }

  record(cell: number, ms: number): void {
    const { totalsMs } = this;
    this.counts[cell * BUCKETS + bucketOf(ms)]!++;
    const at = cell << 1;
    totalsMs[at]! += ms;
    if (ms > totalsMs[at + 1]!) totalsMs[at + 1] = ms;
  }

  read(cell: number): HistogramRecord {
    const counts = this.counts.slice(cell * BUCKETS, (cell + 1) * BUCKETS);
    const count = counts.reduce((sum, n) => sum + n, 0);
    return { counts, count, sumMs: this.totalsMs[cell * 2]!, maxMs: this.totalsMs[cell * 2 + 1]! };
  }
}
