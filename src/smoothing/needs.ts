import type { MdrAppointments } from "../domain/appointments.ts";
import { ACCESS, isSmets1 } from "../domain/components.ts";
import { accessOf, agentOf, CUSTOMERS_AGENT, HAS_EXPORT, HAS_GAS, supplierOf } from "../domain/meter-word.ts";
import type { NeedKind, NeedRules, TrafficRow } from "../domain/plan.ts";
import type { Reachability } from "../domain/reachability.ts";
import { drawWith, firstKey, openStream, type Stream, secondKey, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS } from "../kernel/time.ts";
import { CAMPAIGN_REQUESTS_MAX, Campaigns } from "./campaigns.ts";
import { type ProfileReader, profileReaderOf, readsExport } from "./profile-readers.ts";
import { flaggedSending } from "./purpose-flag.ts";
import { scheduleChanges } from "./schedule-changes.ts";
import { mhhsScheduledShareAt, scheduledShareAt } from "./scheduled-shares.ts";
import { SendProfile } from "./send-profile.ts";
import { waveCampaigns } from "./waves.ts";

/** Most requests that one meter is due in one day: reads, and those of campaigns. */
export const NEEDS_MAX = 12 + CAMPAIGN_REQUESTS_MAX;

/** How reads that carry the purpose flag are sent. */
interface Flagged {
  readonly priority: 0 | 1 | 2;
  readonly profile: SendProfile;
}

/** The two rows that share a need: the first takes the scheduled share of the meters, the second the rest. */
interface Pair {
  readonly first: number;
  readonly second: number;
}

// Draws of a meter: one number for each purpose, times the day where it changes from day to day. Places in windows are
// drawn by the row's own number, so that a row added or left out moves no other.
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
const TAGGED = MODE + 6;
const KNOWS_NO_TAG = MODE + 7;
const MIGRATES = MODE + 8;

/**
 * From a meter and a day to the reads that are due, and when each is sent. Pure: every answer is a keyed draw, so a
 * meter keeps its reads and its place in the window under every option that leaves its row alone.
 */
export class Needs {
  private readonly rules: NeedRules;
  /** True where it is counted how many Users read each meter. */
  readonly countsReaders: boolean;
  private readonly stream: Stream;
  private readonly placeNumbers: Int32Array;
  private readonly profiles: readonly SendProfile[];
  private readonly priorities: readonly (0 | 1 | 2)[];
  /** By row, how those are sent that carry the purpose flag; undefined when nothing carries it. */
  private readonly flagged: readonly (Flagged | undefined)[] | undefined;
  /** Undefined where all meters have migrated. */
  private readonly migrated: number | undefined;
  private readonly tagged: number;
  private readonly knowsNoTag: number;
  private readonly reachability: Reachability;
  // Keys of the meter asked about last: most questions come several to a meter.
  private meter = -1;
  private k0 = 0;
  private k1 = 0;
  private readonly dailyReads: number;
  private readonly profileReads: number;
  /** By access component. */
  private readonly scheduled: Float64Array;
  private readonly mhhsScheduled: Float64Array;
  /** By supplier, or one for all. */
  private readonly supplierToo: Float64Array;
  private readonly mayPassOn: boolean;
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
  private readonly outgoing: number;
  private readonly appointments: MdrAppointments | undefined;
  /** What each meter has once, over some days; undefined when there is nothing of the kind. */
  private readonly campaigns: Campaigns | undefined;
  /** Who reads profiles by each row. */
  private readonly readers: readonly (ProfileReader | "export" | undefined)[];

  constructor(
    seed: string,
    replication: number,
    rules: NeedRules,
    rows: readonly TrafficRow[],
    reachability: Reachability,
    appointments?: MdrAppointments,
  ) {
    const pair = (need: NeedKind): Pair => {
      const [first = -1, second = -1] = rows.flatMap((row, i) => (row.need === need ? [i] : []));
      return { first, second };
    };
    this.rules = rules;
    this.countsReaders = rules.countsReaders === true;
    this.stream = openStream(seed, replication, "needs");
    this.placeNumbers = Int32Array.from(rows, (row) => openStream(seed, replication, `place/${row.id}`).a);
    this.profiles = rows.map((row) => new SendProfile(row.profile));
    this.priorities = rows.map((row) => row.priority);
    const { purposeFlag } = rules;
    this.flagged =
      purposeFlag &&
      rows.map((row) => {
        const sending = flaggedSending(row, purposeFlag);
        return sending && { priority: sending.priority, profile: new SendProfile(sending.profile) };
      });
    this.migrated = rules.migratedShare === undefined ? undefined : threshold(rules.migratedShare);
    this.tagged = threshold(purposeFlag?.taggedShare ?? 0);
    this.knowsNoTag = threshold(purposeFlag?.withoutShare ?? 0);
    this.reachability = reachability;
    this.dailyReads = threshold(rules.dailyReadsPerMeterDay);
    // A supplier can only settle on a read that it makes.
    this.profileReads = threshold(Math.min(rules.reuseShare, rules.dailyReadsPerMeterDay));
    this.scheduled = Float64Array.from(ACCESS, (_, access) => threshold(scheduledShareAt(rules, access)));
    this.mhhsScheduled = Float64Array.from(ACCESS, (_, access) => threshold(mhhsScheduledShareAt(rules, access)));
    const readsToo = rules.bySupplier?.map((supplier) => supplier.readsToo) ?? [rules.supplierReadsToo];
    this.supplierToo = Float64Array.from(readsToo, threshold);
    this.mayPassOn = rules.mhhs && readsToo.some((share) => share < 1);
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
    this.appointments = appointments;
    this.outgoing = appointments === undefined ? -1 : pair("outgoing-agent").first;
    this.gapFill = rules.gapFill ? pair("gap-fill").first : -1;
    this.campaigns = this.openCampaigns(seed, replication, rows);
  }

  private openCampaigns(seed: string, replication: number, rows: readonly TrafficRow[]): Campaigns | undefined {
    const { scheduleChange, waves = [] } = this.rules;
    const campaigns = [...waveCampaigns(waves, rows, seed, replication)];
    if (scheduleChange !== undefined) {
      // A Schedule of a row stands for each read that it sends a day; one that sends monthly stands every day.
      const { rules } = this;
      const standing: NeedRules = { ...rules, mhhsCycleDays: 1, gapFill: false, scheduleChange: undefined, waves: [] };
      const schedules = new Needs(seed, replication, standing, rows, this.reachability);
      const of = (meter: number, word: number, out: Int32Array): number => schedules.of(meter, word, 0, out);
      const readBack = openStream(seed, replication, "schedules read back");
      campaigns.push(...scheduleChanges(scheduleChange, rows, readBack, of));
    }
    return campaigns.length === 0 ? undefined : new Campaigns(seed, replication, rows, campaigns);
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

  /** True when settlement is due the meter's data: later in migration the same meters, and more. */
  private isRead(meter: number): boolean {
    return this.rules.mhhs && (this.migrated === undefined || this.drawOf(meter, MIGRATES) < this.migrated);
  }

  private isMhhsDay(meter: number, day: number): boolean {
    const { mhhsCycleDays } = this.rules;
    return mhhsCycleDays === 1 || (this.drawOf(meter, CYCLE_PHASE) + day + mhhsCycleDays * 1e6) % mhhsCycleDays === 0;
  }

  /** An existing read that the supplier leaves to its agent (O9). */
  private isLeftToAgent(meter: number, word: number, day: number, read: number): boolean {
    return (
      this.mayPassOn &&
      agentOf(word) !== 0 &&
      (word & CUSTOMERS_AGENT) === 0 &&
      this.isRead(meter) &&
      this.isMhhsDay(meter, day) &&
      read < this.profileReads &&
      this.draw(meter, day, SUPPLIER_TOO) >= this.supplierToo[this.rules.bySupplier ? supplierOf(word) : 0]!
    );
  }

  /** Writes the traffic rows due for a meter on a day into `out`; returns how many. Day 0 is the first measured day. */
  of(meter: number, word: number, day: number, out: Int32Array): number {
    let n = 0;
    const agent = agentOf(word);
    const { existing, gas, second } = this;
    const scheduled = this.scheduled[accessOf(word)]!;
    const read = this.draw(meter, day, EXISTING);
    if (existing.first >= 0 && read < this.dailyReads && !this.isLeftToAgent(meter, word, day, read))
      out[n++] = this.ofPair(existing, meter, MODE, scheduled);
    if (gas.first >= 0 && (word & HAS_GAS) !== 0 && this.draw(meter, day, EXISTING_GAS) < this.dailyReads)
      out[n++] = this.ofPair(gas, meter, MODE_GAS, scheduled);
    if (second.first >= 0 && this.draw(meter, day, SECOND_ROLE) < this.secondRole)
      out[n++] = this.ofPair(second, meter, MODE_SECOND_ROLE, scheduled);
    if (this.isRead(meter)) n = this.mhhsOf(meter, word, agent, day, read, out, n);
    return this.campaigns === undefined ? n : this.campaigns.of(meter, word, day, out, n);
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
    const scheduled = this.mhhsScheduled[accessOf(word)]!;
    let n = from;
    if (this.isMhhsDay(meter, day)) {
      const exporting = (word & HAS_EXPORT) !== 0;
      if (agent === 0) {
        if (read >= this.profileReads) out[n++] = this.ofPair(this.ownMdr, meter, MODE_OWN_MDR, scheduled);
        if (exporting) out[n++] = this.exportOwn;
      } else {
        out[n++] = this.ofPair(this.agent, meter, MODE_AGENT, scheduled);
        if (exporting) out[n++] = this.exportAgent;
        if (this.draw(meter, day, VALIDATION) < this.validation)
          out[n++] = isSmets1(accessOf(word)) ? this.validationInstant : this.validationScheduled;
        if (exporting && this.draw(meter, day, VALIDATION_EXPORT) < this.validation) out[n++] = this.validationInstant;
        if (this.outgoing >= 0 && this.appointments!.outgoingOn(meter, agent, day) !== 0) out[n++] = this.outgoing;
      }
    }
    if (agent !== 0 && this.gapFill >= 0 && this.isMhhsDay(meter, day - 1)) {
      const row = this.ofPair(this.agent, meter, MODE_AGENT, scheduled);
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
    if (agentOf(word) !== 0 || !this.isRead(meter)) return false;
    return this.draw(meter, day, EXISTING) < this.profileReads;
  }

  /**
   * Writes the traffic rows whose reads of a day settlement waits for into `out`, validation reads among them; returns
   * how many. An existing read is one where the supplier settles on it.
   */
  forSettlementOf(meter: number, word: number, day: number, out: Int32Array): number {
    if (!this.rules.mhhs) return 0;
    const agent = agentOf(word);
    const read = this.draw(meter, day, EXISTING);
    let n = 0;
    if (agent === 0 && this.existing.first >= 0 && read < this.profileReads)
      out[n++] = this.ofPair(this.existing, meter, MODE, this.scheduled[accessOf(word)]!);
    return this.mhhsOf(meter, word, agent, day, read, out, n);
  }

  /** True when this agent's read is passed on to the supplier in place of its own (O9). */
  servesSupplier(row: number, meter: number, word: number, day: number): boolean {
    if (row !== this.agent.first && row !== this.agent.second) return false;
    if (this.rules.bySupplier?.[supplierOf(word)]?.isPassedOn === false) return false;
    return this.isLeftToAgent(meter, word, day, this.draw(meter, day, EXISTING));
  }

  /** How many Users read a meter's import profile of a day, of the rows that are due. */
  readersOf(meter: number, day: number, due: Int32Array, count: number): number {
    let readers = 0;
    for (let i = 0; i < count; i++)
      if (this.readers[due[i]!] !== "export" && this.readsProfile(due[i]!, meter, day)) readers++;
    return readers;
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

  /** How reads of a meter are sent that carry the purpose flag: undefined for a row, or a meter, without it. */
  private flaggedOf(row: number, meter: number): Flagged | undefined {
    const sending = this.flagged?.[row];
    if (sending === undefined) return undefined;
    // Of the meter, not of the day: a User sets the flag on a meter's Schedule, and a device knows it or never will.
    const carries = this.drawOf(meter, TAGGED) < this.tagged && this.drawOf(meter, KNOWS_NO_TAG) >= this.knowsNoTag;
    return carries ? sending : undefined;
  }

  /** Service class of a read. */
  priorityOf(row: number, meter: number): 0 | 1 | 2 {
    return this.flaggedOf(row, meter)?.priority ?? this.priorities[row]!;
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
    if (this.campaigns?.has(row)) return this.campaigns.sendMs(row, meter);
    const profile = this.flaggedOf(row, meter)?.profile ?? this.profiles[row]!;
    return profile.msAt(this.placeOf(row, meter, day) / 4294967296);
  }
}
