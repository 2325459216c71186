import { KeptState } from "./kept-state.ts";
import { OutOfRoom } from "./out-of-room.ts";
import { DAY_MS } from "./time.ts";

// The clock and the future event list: a hierarchical timing wheel.
//
// ORDER RULE: events run in order of time; events of the same time run in the order they were sent.
//
// Three levels of slots: 1,024 of 1 ms, 1,024 of 2^10 ms, 2,048 of 2^20 ms. The level of an event is the highest block
// in which its time and now differ (the bits of t ^ now), never the distance between them: by distance, an event sent
// from afar can still sit on a coarse level while a later send for the same time goes to a fine one and runs first. By
// block, a slot is dealt out to the level below when the clock enters it, before anything inside can send; so whoever
// was sent first stands first. A slot is a chain of chunks of 64 events, first in first out, and dealing keeps the
// order.

const CHUNK_BITS = 6;
const IN_CHUNK = (1 << CHUNK_BITS) - 1;
const CHUNKS_AT_ONCE = 1024;
const LEVEL1 = 1024;
const LEVEL2 = 2048;
const SLOTS = 4096;
const PORT_BITS = 12;
const PORT_MASK = (1 << PORT_BITS) - 1;

/** A segment is at most this long; its times are int32 milliseconds over a float64 base. */
export const SEGMENT_MS_MAX = 16 * DAY_MS;
/** An event may be sent this far ahead at most: what an int32 leaves beyond the longest segment, 8.8 days. */
export const DELAY_MS_MAX = 2 ** 31 - 1 - SEGMENT_MS_MAX;

/** What a port does with the row that an event names. */
export type Handler = (row: number) => void;

/**
 * A simulation: time, ports, and the events that are pending. Time is whole milliseconds UTC; time 0 is a UTC midnight
 * that the model chooses, and may lie after the start.
 */
export class Simulation {
  /** Milliseconds since `baseMs`. */
  now: number;
  /** Start of the segment: a UTC midnight. */
  baseMs: number;
  /**
   * Add to `now` and cut to 32 bits for a stamp: a time that survives segments. Differences of stamps are right up to
   * 24.8 days.
   */
  stampBase: number;
  /**
   * Whole seconds from the first segment's start to this one's, and to now: kept by the loop, so that series need not
   * divide.
   */
  baseSecond = 0;
  second = 0;
  /** Events that a later change made void, dropped when their time came. */
  stale = 0;
  /** Events run so far. */
  events = 0;
  /** Called every 65,536 events, to show how far a run has come. It must not touch the model. */
  onProgress: () => void = () => {};
  /** All that changes while it runs, its own events first. */
  readonly state = new KeptState();

  readonly names: string[] = [];
  private readonly handlers: Handler[] = [];
  // Reserved whole: the operating system gives pages only where touched, and growth copies nothing.
  private readonly store: Int32Array; // event e: [2e] row, [2e + 1] low 20 bits of time << 12 | port
  private readonly chain: Int32Array; // chunk -> next in its slot, or next free
  private freshChunk = 0;
  private freeChunk = -1;
  private readonly first = new Int32Array(SLOTS);
  private readonly last = new Int32Array(SLOTS).fill(-1);
  private readonly occupied = new Int32Array(SLOTS / 32);

  /**
   * @param startMs where the clock starts; time 0 is a UTC midnight
   * @param pendingMax most events pending at once, part-filled chunks counted whole; for one more it is `OutOfRoom`
   */
  constructor(startMs = 0, pendingMax = 1 << 25) {
    this.baseMs = Math.floor(startMs / DAY_MS) * DAY_MS;
    this.now = startMs - this.baseMs;
    this.stampBase = this.baseMs | 0;
    this.second = (this.now / 1000) | 0;
    this.store = new Int32Array(pendingMax * 2);
    this.chain = new Int32Array(pendingMax >> CHUNK_BITS);
    this.state.keep(this);
  }

  /** Keeps what changes in a part of the model: see `KeptState`. */
  keep<P extends object>(part: P): P {
    return this.state.keep(part);
  }

  /** Time in ms since time 0, as a float64 integer. */
  get timeMs(): number {
    return this.baseMs + this.now;
  }

  /** Opens a port: a number to send events to. The name is for people and fingerprints. */
  open(name: string, handler: Handler): number {
    if (this.handlers.length > PORT_MASK) throw new RangeError(`more than ${PORT_MASK + 1} ports`);
    this.names.push(name);
    return this.handlers.push(handler) - 1;
  }

  /**
   * Sends an event for time t of this segment: now ≤ t, t − now ≤ DELAY_MS_MAX. Not checked here; see
   * `CheckedSimulation`. Cut t to an integer (`| 0`) where it comes from a division: a caller that hands over floats
   * makes every send slower, since they share what the engine learns.
   */
  send(t: number, port: number, row: number): void {
    const differ = t ^ this.now;
    const slot = differ < 1 << 10 ? t & 1023 : differ < 1 << 20 ? LEVEL1 | ((t >>> 10) & 1023) : LEVEL2 | (t >>> 20);
    this.put(slot, (t << PORT_BITS) | port, row);
  }

  private put(slot: number, word: number, row: number): void {
    let e = this.last[slot]! + 1;
    if ((e & IN_CHUNK) === 0) e = this.takeChunk(slot); // full, or empty (-1 + 1)
    const i = e << 1;
    this.store[i] = row;
    this.store[i + 1] = word;
    this.last[slot] = e;
  }

  /**
   * A chunk at the end of the slot's chain; returns its first event. Kept out of `put`, so that `put` stays tiny: 1 to
   * 2 ns an event.
   */
  private takeChunk(slot: number): number {
    if (this.freeChunk < 0) this.addChunks();
    const chunk = this.freeChunk;
    const tail = this.last[slot]!;
    this.freeChunk = this.chain[chunk]!;
    if (tail >= 0) this.chain[tail >>> CHUNK_BITS] = chunk;
    else {
      this.first[slot] = chunk << CHUNK_BITS;
      this.occupied[slot >>> 5]! |= 1 << (slot & 31);
    }
    return chunk << CHUNK_BITS;
  }

  private addChunks(): void {
    const { chain, freshChunk } = this;
    const end = Math.min(freshChunk + CHUNKS_AT_ONCE, chain.length);
    if (end === freshChunk)
      throw new OutOfRoom(chain.length * (IN_CHUNK + 1), "events pending, part-filled chunks counted whole", this);
    for (let c = freshChunk; c < end; c++) chain[c] = c + 1;
    this.freeChunk = freshChunk;
    this.freshChunk = end;
    chain[end - 1] = -1;
  }

  /** Gives a chunk back; returns the first event of the chunk that followed it. */
  private releaseChunk(e: number): number {
    const chunk = e >>> CHUNK_BITS;
    const next = this.chain[chunk]!;
    this.chain[chunk] = this.freeChunk;
    this.freeChunk = chunk;
    return next << CHUNK_BITS;
  }

  private empty(slot: number): void {
    this.last[slot] = -1;
    this.occupied[slot >>> 5]! &= ~(1 << (slot & 31));
  }

  /** Deals a slot out, oldest first, to the level below. */
  private cascade(slot: number, shift: number, level: number): void {
    const { store } = this;
    const end = this.last[slot]!;
    let e = this.first[slot]!;
    this.empty(slot);
    for (;;) {
      const stop = e >>> CHUNK_BITS === end >>> CHUNK_BITS ? end : e | IN_CHUNK;
      for (; e <= stop; e++) {
        const word = store[(e << 1) + 1]!;
        this.put(level | ((word >>> shift) & 1023), word, store[e << 1]!);
      }
      e = this.releaseChunk(stop);
      if (stop === end) return;
    }
  }

  /** First occupied slot in slot … end − 1, or −1. */
  private nextOccupied(slot: number, end: number): number {
    const stop = end >>> 5;
    let w = slot >>> 5;
    if (w >= stop) return -1;
    let bits = this.occupied[w]! & (-1 << (slot & 31));
    while (bits === 0) {
      if (++w === stop) return -1;
      bits = this.occupied[w]!;
    }
    return (w << 5) + 31 - Math.clz32(bits & -bits);
  }

  /**
   * Runs every event before `untilMs` (whole ms since time 0); then the clock stands at `untilMs`, and events at that
   * time and after stay pending. Until Infinity it runs until nothing is pending, and the clock stands at the last
   * event.
   */
  run(untilMs: number): void {
    while (untilMs - this.baseMs > SEGMENT_MS_MAX) {
      this.runSegment(SEGMENT_MS_MAX);
      if (!this.isEmpty()) this.nextSegment(SEGMENT_MS_MAX);
      else if (untilMs === Number.POSITIVE_INFINITY) return;
      else this.nextSegment(Math.floor((untilMs - this.baseMs) / DAY_MS) * DAY_MS);
    }
    const limit = untilMs - this.baseMs;
    this.runSegment(limit);
    if (limit > this.now) this.moveTo(limit);
  }

  /** True when nothing is pending. */
  isEmpty(): boolean {
    return this.nextOccupied(0, SLOTS) < 0;
  }

  private runSegment(limit: number): void {
    const { handlers, store, first, last } = this;
    let done = this.events;
    let slot = this.now & 1023;
    for (;;) {
      const tick = this.nextOccupied(slot, LEVEL1);
      if (tick < 0) {
        if (!this.openBlock(limit)) break;
        slot = 0;
        continue;
      }
      const now = (this.now & (-1 << 10)) | tick;
      if (now >= limit) break;
      this.now = now;
      this.second = ((now / 1000) | 0) + this.baseSecond;
      let e = first[tick]!;
      for (;;) {
        // The slot may grow while it runs: a send for now joins its end.
        handlers[store[(e << 1) + 1]! & PORT_MASK]!(store[e << 1]!);
        if ((++done & 65535) === 0) this.tell(done);
        if (e === last[tick]!) break;
        if ((++e & IN_CHUNK) === 0) e = this.releaseChunk(e - 1);
      }
      this.releaseChunk(e);
      this.empty(tick);
      slot = tick + 1;
    }
    this.events = done;
  }

  private tell(done: number): void {
    this.events = done;
    this.onProgress();
  }

  /** Opens the next block of 1,024 ms that holds anything and begins before the limit. */
  private openBlock(limit: number): boolean {
    const block = this.nextOccupied(LEVEL1 + ((this.now >>> 10) & 1023) + 1, LEVEL2);
    let start = (this.now & (-1 << 20)) | ((block - LEVEL1) << 10);
    if (block < 0) {
      const epoch = this.nextOccupied(LEVEL2 + (this.now >>> 20) + 1, SLOTS);
      if (epoch < 0) return false;
      start = (epoch - LEVEL2) << 20;
    }
    if (start >= limit) return false;
    this.moveTo(start);
    return true;
  }

  /** Moves the clock to a later time that nothing pending comes before, and deals out the slots it thereby enters. */
  private moveTo(t: number): void {
    const epoch = LEVEL2 + (t >>> 20);
    const block = LEVEL1 + ((t >>> 10) & 1023);
    this.now = t;
    this.second = ((t / 1000) | 0) + this.baseSecond;
    if (this.last[epoch]! >= 0) this.cascade(epoch, 22, LEVEL1);
    if (this.last[block]! >= 0) this.cascade(block, 12, 0);
  }

  /**
   * Moves the base to a UTC midnight that has been reached. Slots are walked in order of time and re-sent, so ties keep
   * their order.
   */
  private nextSegment(lengthMs: number): void {
    const { store } = this;
    const first = this.first.slice();
    const last = this.last.slice();
    const epoch = this.now & (-1 << 20);
    this.last.fill(-1);
    this.occupied.fill(0);
    this.now = 0;
    this.baseMs += lengthMs;
    this.stampBase = this.baseMs | 0;
    this.baseSecond += lengthMs / 1000;
    this.second = this.baseSecond;
    for (let slot = 0; slot < SLOTS; slot++) {
      const end = last[slot]!;
      if (end < 0) continue;
      const high = slot >= LEVEL2 ? (slot - LEVEL2) << 20 : epoch; // a word has the low 20 bits of its time
      let e = first[slot]!;
      for (;;) {
        const word = store[(e << 1) + 1]!;
        this.send((high | (word >>> PORT_BITS)) - lengthMs, word & PORT_MASK, store[e << 1]!);
        if (e === end) break;
        if ((++e & IN_CHUNK) === 0) e = this.releaseChunk(e - 1);
      }
      this.releaseChunk(e);
    }
  }
}

/**
 * A simulation that refuses sends which the order rule cannot honour. Costs 2 to 4 ns an event, so the fast one goes
 * without.
 */
export class CheckedSimulation extends Simulation {
  override send(t: number, port: number, row: number): void {
    if (!Number.isInteger(t) || t < this.now || t - this.now > DELAY_MS_MAX)
      throw new RangeError(
        `event for ${this.names[port]} at ${t} sent at ${this.now}: not a whole ms from now to ${DELAY_MS_MAX} ahead`,
      );
    super.send(t, port, row);
  }
}
