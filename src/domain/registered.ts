import { draw, openStream, type Stream, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS } from "../kernel/time.ts";
import type { DataServices } from "./settlement.ts";

/** What Registration says of a metering system, as far as data is held against it; keyed by system and day. */
export class Registered {
  private readonly energisation: Stream;
  private readonly appointments: Stream;
  private readonly deEnergised: number;
  private readonly late: number;
  private readonly lateMs: number;

  constructor(
    { deEnergisedShare, registration }: Pick<DataServices, "deEnergisedShare" | "registration">,
    { seed, replication }: { readonly seed: string; readonly replication: number },
  ) {
    this.energisation = openStream(seed, replication, "energisation");
    this.appointments = openStream(seed, replication, "data service appointments");
    this.deEnergised = threshold(deEnergisedShare);
    this.late = threshold(registration?.lateShare ?? 0);
    this.lateMs = registration?.lateMs ?? 0;
  }

  /** De-energised as registered, while it brings data that isn't zero. */
  isDeEnergised(system: number): boolean {
    return draw(this.energisation, system, 0) < this.deEnergised;
  }

  /** When Registration has the data service as appointed for a day, in ms since the first measured midnight. */
  knownFromMs(system: number, day: number): number {
    return draw(this.appointments, system, day) < this.late ? day * DAY_MS + this.lateMs : Number.NEGATIVE_INFINITY;
  }
}
