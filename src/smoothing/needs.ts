import { isSmets1 } from "../domain/components.ts";
import { accessOf, agentOf, HAS_EXPORT, HAS_GAS } from "../domain/meter-word.ts";
import type { NeedKind, NeedRules, ProfilePiece, TrafficRow } from "../domain/plan.ts";
import type { Reachability } from "../domain/reachability.ts";
import { drawWith, firstKey, openStream, type Stream, secondKey, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS } from "../kernel/simulation.ts";
import { type ProfileReader, profileReaderOf, readsExport } from "./profile-readers.ts";

const MINUTE_MS = 60_000;
/** Most reads that one meter is due in one day. */
export const NEEDS_MAX = 12;

/** The two rows that share a need: the first takes the scheduled share of the meters, the second the rest. */
interface Pair {
  readonly first: number;
  readonly second: number;
}

// Draws of a meter: one number for each purpose, times the day where it changes from day to day. Places in windows
// are drawn by
// the row's own number, so that a row added or left out moves no other.
const EXISTING = 0;
const EXISTING_GAS = 1;
const SUPPLIER_TOO = 2;
const VALIDATION = 3;
const VALIDATION_EXPORT = 4;
const SECOND_ROLE = 5;
const DRAWS_A_DAY = 8;
const MODE = 0x40000000;
const MODE_GAS = MODE + 1;
const MODE_SECOND_ROLE = MODE + 2;
const MODE_OWN_MDR = MODE + 3;
const MODE_AGENT = MODE + 4;
const CYCLE_PHASE = MODE + 5;

/** Of more pieces than these one is looked up: a day of minutes, one after the other, is five times a run's time. */
const FEW_PIECES = 16;

const endsOf = (pieces: readonly ProfilePiece[]): Float64Array => {
  const ends = new Float64Array(pieces.length);
  let sum = 0;
  for (const [i, { share }] of pieces.entries()) ends[i] = sum += share;
  return ends;
};

/** The first piece that ends above a place; the last one where rounding leaves none. */
const firstAbove = (ends: Float64Array, place: number): number => {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ends[middle]! > place) high = middle;
    else low = middle + 1;
  }
  return low;
};

/**
 * From a meter and a day to the reads that are due, and when each is sent. Pure: every answer is a keyed draw, so a
 * meter keeps
 * its reads and its place in the window under every option that leaves its row alone.
 */
export class Needs {
  private readonly rules: NeedRules;
  private readonly stream: Stream;
  private readonly placeNumbers: Int32Array;
  private readonly profiles: (readonly ProfilePiece[])[];
  /** Of profiles with many pieces, the share that each one ends at. */
  private readonly ends: (Float64Array | undefined)[];
  private readonly reachability: Reachability;
  // Keys of the meter asked about last: most questions come several to a meter.
  private meter = -1;
  private k0 = 0;
  private k1 = 0;
  private readonly dailyReads: number;
  private readonly profileReads: number;
  private readonly scheduled: number;
  private readonly mhhsScheduled: number;
  private readonly supplierToo: number;
  private readonly validation: number;
  private readonly secondRole: number;
  private readonly existing: Pair;
  private readonly gas: Pair;
  private readonly second: Pair;
  private readonly ownMdr: Pair;
  private readonly agent: Pair;
  private readonly exportOwn: number;
  private readonly exportAgent: number;
  private readonly validationScheduled: number;
  private readonly validationInstant: number;
  private readonly gapFill: number;
  /** Who reads profiles by each row. */
  private readonly readers: readonly (ProfileReader | "export" | undefined)[];

  constructor(
    seed: string,
    replication: number,
    rules: NeedRules,
    rows: readonly TrafficRow[],
    reachability: Reachability,
  ) {
    const pair = (need: NeedKind): Pair => {
      const [first = -1, second = -1] = rows.flatMap((row, i) => (row.need === need ? [i] : []));
      return { first, second };
    };
    this.rules = rules;
    this.stream = openStream(seed, replication, "needs");
    this.placeNumbers = Int32Array.from(rows, (row) => openStream(seed, replication, `place/${row.id}`).a);
    this.profiles = rows.map((row) => row.profile);
    this.ends = this.profiles.map((pieces) => (pieces.length > FEW_PIECES ? endsOf(pieces) : undefined));
    this.reachability = reachability;
    this.dailyReads = threshold(rules.dailyReadsPerMeterDay);
    // A supplier can only settle on a read that it makes.
    this.profileReads = threshold(Math.min(rules.reuseShare, rules.dailyReadsPerMeterDay));
    this.scheduled = threshold(rules.scheduledShare);
    this.mhhsScheduled = threshold(1 - rules.mhhsOnDemandShare);
    this.supplierToo = threshold(rules.supplierReadsToo);
    this.validation = threshold(rules.validationPerMeterDay);
    this.secondRole = threshold(rules.secondRolePerMeterDay);
    this.existing = pair("existing-electricity");
    this.gas = pair("existing-gas");
    this.second = pair("second-role");
    this.ownMdr = pair("own-mdr");
    this.agent = pair("agent");
    this.exportOwn = pair("export-own").first;
    this.exportAgent = pair("export-agent").first;
    this.validationScheduled = pair("validation-scheduled").first;
    this.validationInstant = pair("validation-instant").first;
    this.readers = rows.map((row) => (readsExport(row) ? "export" : profileReaderOf(row)));
    this.gapFill = rules.gapFill ? pair("gap-fill").first : -1;
  }

  private drawOf(meter: number, n: number): number {
    if (meter !== this.meter) {
      this.meter = meter;
      this.k0 = firstKey(this.stream, meter);
      this.k1 = secondKey(this.stream, meter, this.k0);
    }
    return drawWith(this.k0, this.k1, n);
  }

  private draw(meter: number, day: number, purpose: number): number {
    return this.drawOf(meter, day * DRAWS_A_DAY + purpose);
  }

  /** The row of a pair for this meter; modes are a property of the meter, not of the day. */
  private ofPair(pair: Pair, meter: number, purpose: number, scheduled: number): number {
    return this.drawOf(meter, purpose) < scheduled ? pair.first : pair.second;
  }

  private isMhhsDay(meter: number, day: number): boolean {
    const { mhhsCycleDays } = this.rules;
    return mhhsCycleDays === 1 || (this.drawOf(meter, CYCLE_PHASE) + day + mhhsCycleDays * 1e6) % mhhsCycleDays === 0;
  }

  /** An existing read that the agent's read replaces, passed on outside the DCC (O9). */
  private isPassedOn(meter: number, agent: number, day: number, read: number): boolean {
    return (
      agent !== 0 &&
      this.rules.mhhs &&
      this.rules.supplierReadsToo < 1 &&
      this.isMhhsDay(meter, day) &&
      read < this.profileReads &&
      this.draw(meter, day, SUPPLIER_TOO) >= this.supplierToo
    );
  }

  /** Writes the traffic rows due for a meter on a day into `out`; returns how many. Day 0 is the first measured day. */
  of(meter: number, word: number, day: number, out: Int32Array): number {
    let n = 0;
    const agent = agentOf(word);
    const { existing, gas, second } = this;
    const read = this.draw(meter, day, EXISTING);
    if (existing.first >= 0 && read < this.dailyReads && !this.isPassedOn(meter, agent, day, read))
      out[n++] = this.ofPair(existing, meter, MODE, this.scheduled);
    if (gas.first >= 0 && (word & HAS_GAS) !== 0 && this.draw(meter, day, EXISTING_GAS) < this.dailyReads)
      out[n++] = this.ofPair(gas, meter, MODE_GAS, this.scheduled);
    if (second.first >= 0 && this.draw(meter, day, SECOND_ROLE) < this.secondRole)
      out[n++] = this.ofPair(second, meter, MODE_SECOND_ROLE, this.scheduled);
    if (!this.rules.mhhs) return n;
    return this.mhhsOf(meter, word, agent, day, read, out, n);
  }

  private mhhsOf(
    meter: number,
    word: number,
    agent: number,
    day: number,
    read: number,
    out: Int32Array,
    from: number,
  ): number {
    let n = from;
    if (this.isMhhsDay(meter, day)) {
      const exporting = (word & HAS_EXPORT) !== 0;
      if (agent === 0) {
        if (read >= this.profileReads) out[n++] = this.ofPair(this.ownMdr, meter, MODE_OWN_MDR, this.mhhsScheduled);
        if (exporting) out[n++] = this.exportOwn;
      } else {
        out[n++] = this.ofPair(this.agent, meter, MODE_AGENT, this.mhhsScheduled);
        if (exporting) out[n++] = this.exportAgent;
        if (this.draw(meter, day, VALIDATION) < this.validation)
          out[n++] = isSmets1(accessOf(word)) ? this.validationInstant : this.validationScheduled;
        if (exporting && this.draw(meter, day, VALIDATION_EXPORT) < this.validation) out[n++] = this.validationInstant;
      }
    }
    if (agent !== 0 && this.gapFill >= 0 && this.isMhhsDay(meter, day - 1)) {
      const row = this.ofPair(this.agent, meter, MODE_AGENT, this.mhhsScheduled);
      // The place of its row's own window, also where O10 placed it: the same gaps are filled under every option.
      const sentMs = (day - 1) * DAY_MS + this.sendMs(row, meter, day - 1);
      if (this.reachability.isDark(meter, sentMs)) out[n++] = this.gapFill;
    }
    // A scenario may leave a row out: what it would have served stays unread.
    let kept = from;
    for (let i = from; i < n; i++) if (out[i]! >= 0) out[kept++] = out[i]!;
    return kept;
  }

  /** True when the supplier settles on this existing read of an electricity meter (M00). */
  servesMhhs(row: number, meter: number, word: number, day: number): boolean {
    if (row !== this.existing.first && row !== this.existing.second) return false;
    if (!this.rules.mhhs || agentOf(word) !== 0) return false;
    return this.draw(meter, day, EXISTING) < this.profileReads;
  }

  /** True when this agent's read is passed on to the supplier in place of its own (O9). */
  servesSupplier(row: number, meter: number, word: number, day: number): boolean {
    if (row !== this.agent.first && row !== this.agent.second) return false;
    return this.isPassedOn(meter, agentOf(word), day, this.draw(meter, day, EXISTING));
  }

  /**
   * True when the read is of one whole profile that another User may read too. An existing read may be of registers
   * only; a month at a time is another piece of data; gap filling asks for the day before.
   */
  readsProfile(row: number, meter: number, day: number): boolean {
    const reader = this.readers[row];
    if (reader === undefined) return false;
    if (reader === "existing") return this.draw(meter, day, EXISTING) < this.profileReads;
    return reader === "second" || this.rules.mhhsCycleDays === 1;
  }

  /** 32 bits that decide a need's place in its window. */
  placeOf(row: number, meter: number, day: number): number {
    return this.drawOf(meter, this.placeNumbers[row]! + day);
  }

  /**
   * When a read is sent, in ms after the day's midnight. Rows that O10 placed have their minute dealt out; see
   * `DayPlan`.
   */
  sendMs(row: number, meter: number, day: number): number {
    let place = this.placeOf(row, meter, day) / 4294967296;
    const pieces = this.profiles[row]!;
    const ends = this.ends[row];
    let i = 0;
    if (ends !== undefined) {
      i = firstAbove(ends, place);
      if (i > 0) place -= ends[i - 1]!;
    }
    for (; ; i++) {
      const { fromMinute, toMinute, share } = pieces[i]!;
      if (place < share || i === pieces.length - 1) {
        const lengthMs = (toMinute - fromMinute) * MINUTE_MS;
        const inside = share > 0 ? Math.floor((place / share) * lengthMs) : 0;
        return fromMinute * MINUTE_MS + (inside < lengthMs ? inside : lengthMs - (lengthMs > 0 ? 1 : 0));
      }
      place -= share;
    }
  }
}
