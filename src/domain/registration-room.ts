import { DAY_MS } from "../kernel/time.ts";
import type { Plan } from "./plan.ts";
import type { RegistrationRules } from "./registration.ts";
import { drawsFor } from "./successors.ts";

/** Days before the first measured one for which what was asked for is drawn, at most. */
export const DAYS_BEFORE = 64;

/** Draws are as good as never so many standard deviations above what is expected. */
const DEVIATIONS = 8;

/** What Registration keeps for a whole run, and the bytes of an entry: of its columns. */
const BYTES_OF = {
  "changes of supplier": 4 + 8 + 8 + 1 + 1 + 4,
  "appointments of MDRs": 8 + 8 + 1 + 4 + 1 + 4,
  "data services asked for": 4 + 4 + 4 + 4,
} as const;
type KeptForRun = keyof typeof BYTES_OF;
const KEPT_FOR_RUN = Object.keys(BYTES_OF) as KeptForRun[];
/** By meter: the latest of each kind, its supplier as the run began, and whether it is being switched. */
const BYTES_A_METER = 4 * KEPT_FOR_RUN.length + 4 + 1 / 8;

/** Entries that one table may hold: as many as there may be rows of what is under way. */
const ENTRIES_MAX = 2 ** 26 - 1;

/** A scenario brings more of what is kept for a whole run than there is room for. */
export class NoRoomInRun extends RangeError {
  override readonly name = "NoRoomInRun";
  readonly max: number;
  readonly what: KeptForRun;

  constructor(max: number, what: KeptForRun) {
    super(`more than ${max} ${what}`);
    this.max = max;
    this.what = what;
  }
}

/** How many of each a run may put down. */
type RoomInRun = Readonly<Record<KeptForRun, number>>;

type OfPlan = {
  readonly accessControl?: Plan["accessControl"] | undefined;
  readonly estate: Pick<Plan["estate"], "meters" | "supplierShares" | "mdrShares">;
  readonly horizon: Pick<Plan["horizon"], "measuredDays" | "tailMsMax">;
};

/** Room for what comes about so often a day, over the days of a run and those before it. */
const roomFor = (perDay: number, { measuredDays, tailMsMax }: OfPlan["horizon"]): number => {
  const expected = perDay * (DAYS_BEFORE + measuredDays + Math.ceil(tailMsMax / DAY_MS));
  return Math.ceil(expected + DEVIATIONS * Math.sqrt(expected)) + DEVIATIONS * DEVIATIONS;
};

/**
 * Room for what the scenario's rates bring for so many metering systems, of which the first are smart meters; MDRs
 * change where requests are held against them.
 */
export const roomInRun = (
  { estate, horizon, accessControl }: OfPlan,
  { switches, newConnectionsPerDay, serviceChangesPerDay, mdrChangesPerMeterDay, ofOtherSegments }: RegistrationRules,
  registered: number,
  meters: number,
): RoomInRun => {
  // A switch of the wrong meter is two.
  const switched = (drawsFor(switches.perDay, estate.supplierShares) / estate.meters) * (1 + switches.erroneousShare);
  const mdrs = switched + drawsFor(mdrChangesPerMeterDay, estate.mdrShares);
  // Of as many smart meters as would ask as often.
  const asMeters = meters + ofOtherSegments * (registered - meters);
  const newServices = (meters * newConnectionsPerDay + asMeters * serviceChangesPerDay) / estate.meters;
  return {
    "changes of supplier": roomFor(asMeters * switched, horizon),
    "appointments of MDRs": accessControl === undefined ? 0 : roomFor(meters * mdrs, horizon),
    "data services asked for": roomFor(asMeters * switched + newServices, horizon),
  };
};

/** The same for a run that is opened: it isn't, where a table would have to hold more than any does. */
export const openRoom = (plan: OfPlan, rules: RegistrationRules, registered: number, meters: number): RoomInRun => {
  const room = roomInRun(plan, rules, registered, meters);
  for (const what of KEPT_FOR_RUN) if (room[what] > ENTRIES_MAX) throw new NoRoomInRun(ENTRIES_MAX, what);
  return room;
};

/** What these tables take, of so many metering systems. */
export const roomBytes = (plan: OfPlan, rules: RegistrationRules, registered: number, meters: number): number => {
  const room = roomInRun(plan, rules, registered, meters);
  return KEPT_FOR_RUN.reduce((sum, what) => sum + room[what] * BYTES_OF[what], registered * BYTES_A_METER);
};
