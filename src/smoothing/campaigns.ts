import type { OnceOver } from "../domain/campaign.ts";
import type { TrafficRow } from "../domain/plan.ts";
import { draw, openStream, type Stream } from "../kernel/keyed-draws.ts";
import { SendProfile } from "./send-profile.ts";

/** Most requests that one meter has in all campaigns together. */
export const CAMPAIGN_REQUESTS_MAX = 32;

/** Requests that each meter concerned has once, over some days. */
export interface Campaign extends OnceOver {
  /** Of its draws: the same meter has its turn at the same place under every option. */
  readonly name: string;
  /** Days in which a meter's User goes through its own, where Users take different times; the longest is `days`. */
  readonly daysOf?: ((word: number) => number) | undefined;
  /** Traffic rows that it sends. */
  readonly rows: readonly number[];
  /** Writes the rows of a meter's requests into `out` from `n` on, in the order in which they are sent; how many. */
  readonly of: (meter: number, word: number, out: Int32Array, n: number) => number;
}

/**
 * Whose turn it is in the campaigns of a plan, and when in the day. One draw of a meter says both: campaigns go
 * through the meters in an order of their own, and a User sends what it asks of one meter at a time.
 */
export class Campaigns {
  private readonly campaigns: readonly Campaign[];
  private readonly streams: readonly Stream[];
  /** By traffic row, the campaign that sends it, or −1. */
  private readonly ofRow: Int32Array;
  private readonly profiles: readonly SendProfile[];

  constructor(seed: string, replication: number, rows: readonly TrafficRow[], campaigns: readonly Campaign[]) {
    this.campaigns = campaigns;
    this.streams = campaigns.map(({ name }) => openStream(seed, replication, `campaign/${name}`));
    this.ofRow = Int32Array.from(rows, (_, row) => campaigns.findIndex((one) => one.rows.includes(row)));
    this.profiles = rows.map((row) => new SendProfile(row.profile));
  }

  has(row: number): boolean {
    return this.ofRow[row]! >= 0;
  }

  /** Days into its campaign at which a meter has its turn, if that takes so many: the whole ones and the part. */
  private turnOf(campaign: number, meter: number, days: number): number {
    return (draw(this.streams[campaign]!, meter, 0) / 4294967296) * days;
  }

  of(meter: number, word: number, day: number, out: Int32Array, from: number): number {
    let n = from;
    for (let c = 0; c < this.campaigns.length; c++) {
      const { fromDay, days, daysOf, of } = this.campaigns[c]!;
      if (day < fromDay || day >= fromDay + days) continue;
      if (fromDay + Math.floor(this.turnOf(c, meter, daysOf?.(word) ?? days)) === day) n = of(meter, word, out, n);
    }
    return n;
  }

  /** When a meter's request of a row is sent, in ms after the midnight of its day. */
  sendMs(row: number, meter: number): number {
    const campaign = this.ofRow[row]!;
    const { days, daysOf } = this.campaigns[campaign]!;
    // Where the day follows from the User as well, its part is a draw of its own.
    if (daysOf !== undefined) return this.profiles[row]!.msAt(draw(this.streams[campaign]!, meter, 1) / 4294967296);
    const turn = this.turnOf(campaign, meter, days);
    return this.profiles[row]!.msAt(turn - Math.floor(turn));
  }
}
