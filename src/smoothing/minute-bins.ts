const CHUNK = 64;
const BLOCK_CHUNKS = 1 << 14; // a block is a million entries, 4 MiB

/**
 * Numbers sorted into bins as they come, in one pass and without knowing how many: each bin is a chain of chunks, taken
 * from blocks that are added as needed. Memory: 4 bytes a number, and a part-filled chunk a bin.
 */
export class MinuteBins {
  /** Numbers in each bin. */
  readonly counts: Uint32Array;
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly blocks: Uint32Array[] = [];
  private readonly chains: Int32Array[] = [];
  private chunks = 0;

  constructor(bins: number) {
    this.counts = new Uint32Array(bins);
    this.first = new Int32Array(bins).fill(-1);
    this.last = new Int32Array(bins).fill(-1);
  }

  add(bin: number, value: number): void {
    const inChunk = this.counts[bin]!++ & (CHUNK - 1);
    const chunk = inChunk === 0 ? this.nextChunk(bin) : this.last[bin]!;
    this.blocks[chunk >> 14]![((chunk & (BLOCK_CHUNKS - 1)) << 6) + inChunk] = value;
  }

  private nextChunk(bin: number): number {
    const chunk = this.chunks++;
    if ((chunk & (BLOCK_CHUNKS - 1)) === 0) {
      this.blocks.push(new Uint32Array(BLOCK_CHUNKS * CHUNK));
      this.chains.push(new Int32Array(BLOCK_CHUNKS));
    }
    const before = this.last[bin]!;
    if (before < 0) this.first[bin] = chunk;
    else this.chains[before >> 14]![before & (BLOCK_CHUNKS - 1)] = chunk;
    this.last[bin] = chunk;
    return chunk;
  }

  /** First bin from one on with a number in it, or −1. */
  nextFrom(bin: number): number {
    const { counts } = this;
    for (let b = bin; b < counts.length; b++) if (counts[b]! > 0) return b;
    return -1;
  }

  /** All that is in the bins from one on: how many in each, then the numbers bin by bin. */
  readFrom(bin: number): Uint32Array {
    const bins = this.counts.length;
    const counts = this.counts.slice();
    counts.fill(0, 0, bin);
    const all = new Uint32Array(bins + counts.reduce((sum, count) => sum + count, 0));
    all.set(counts);
    let at = bins;
    for (let b = bin; b < bins; b++) {
      all.set(this.read(b), at);
      at += counts[b]!;
    }
    return all;
  }

  /** Adds what `readFrom` has given. */
  addAll(all: Uint32Array): void {
    let at = this.counts.length;
    for (let bin = 0; bin < this.counts.length; bin++)
      for (const end = at + all[bin]!; at < end; at++) this.add(bin, all[at]!);
  }

  /** The numbers of a bin in the order they came. */
  read(bin: number): Uint32Array {
    const values = new Uint32Array(this.counts[bin]!);
    let chunk = this.first[bin]!;
    for (let at = 0; at < values.length; at += CHUNK) {
      const from = (chunk & (BLOCK_CHUNKS - 1)) * CHUNK;
      values.set(this.blocks[chunk >> 14]!.subarray(from, from + Math.min(CHUNK, values.length - at)), at);
      chunk = this.chains[chunk >> 14]![chunk & (BLOCK_CHUNKS - 1)]!;
    }
    return values;
  }
}
