import { COMPONENTS } from "../domain/components.ts";
import { FAULTS_MAX } from "../domain/faults.ts";
import { FEED_PAST_DAYS } from "../domain/registration-feed.ts";
import { isMessageStation, MESSAGE_STATIONS } from "../domain/settlement.ts";
import { usersOf } from "../domain/users.ts";
import { DAY_MS } from "../kernel/time.ts";
import type { Put } from "./checks.ts";
import { DCOS, type FaultValues } from "./fault-schema.ts";
import { stationsOf, type Whole } from "./faults.ts";
import { momentMs } from "./moment.ts";
import { didYouMean } from "./near.ts";
import type { Resolved } from "./schema.ts";
import { quantityText } from "./units.ts";

/** Says what is wrong with a fault, at one of its keys, or at the fault itself. */
export type PutFault = (key: keyof FaultValues | undefined, message: string) => void;

type Key = Exclude<keyof FaultValues, "kind" | "at" | "for">;

/** What a kind reads: of each list of `needs` exactly one key. */
interface Shape {
  readonly needs: readonly (readonly Key[])[];
  readonly may: readonly Key[];
  /** Components that it may strike. */
  readonly components: readonly string[];
}

const LIMIT: Shape = {
  needs: [["component", "user", "role"], ["capacity"]],
  may: ["direction"],
  components: [...COMPONENTS, ...DCOS, ...MESSAGE_STATIONS],
};
const ACCESS_ONLY = COMPONENTS.slice(1);
const SHAPES: Readonly<Record<NonNullable<FaultValues["kind"]>, Shape>> = {
  outage: LIMIT,
  maintenance: LIMIT,
  "out-of-reach": { needs: [["component"], ["share"]], may: ["family"], components: ACCESS_ONLY },
  "alert-storm": { needs: [["component"], ["share"], ["times"]], may: ["family"], components: ACCESS_ONLY },
  "misbehaving-user": {
    needs: [
      ["user", "role"],
      ["times", "rate"],
    ],
    may: [],
    components: [],
  },
  "registration-feed": { needs: [], may: [], components: [] },
};

const KEYS: readonly Key[] = ["component", "direction", "user", "role", "capacity", "family", "share", "times", "rate"];

/** What is wrong with one fault by itself, and beside the days of the run and its Users. */
export const checkFault = (
  fault: FaultValues,
  horizon: Resolved["horizon"] | undefined,
  whole: Whole | undefined,
  put: PutFault,
): void => {
  const kind = fault.kind ?? "outage";
  const { needs, may, components } = SHAPES[kind];
  const known = [...needs.flat(), ...may];
  for (const key of KEYS)
    if (fault[key] !== undefined && !known.includes(key))
      put(key, `no fault of kind ${kind} reads this; expected ${known.length === 0 ? "no key" : known.join(", ")}`);
  for (const one of needs) {
    const given = one.filter((key) => fault[key] !== undefined);
    if (given.length === 0) put(undefined, `a fault of kind ${kind} has no ${one.join(" or ")}; expected one`);
    if (given.length > 1) put(given[1], `stands beside ${given[0]}; expected one of ${one.join(", ")}`);
  }
  const { component, direction, capacity } = fault;
  if (component !== undefined && components.length > 0 && !components.includes(component))
    put("component", `${component} has no hubs; expected one of ${components.join(", ")}`);
  const hasDirections = component !== undefined && (COMPONENTS as readonly string[]).includes(component);
  if (direction !== undefined && known.includes("direction") && !hasDirections)
    put("direction", `only the DSP, CSPs and S1SPs have two directions; expected no direction here`);
  if (capacity !== undefined && "share" in capacity && capacity.share === 1)
    put("capacity", "all of the capacity is left, so nothing goes wrong; expected less than 1");
  if (fault.share === 0) put("share", "no hub is of the family, so nothing goes wrong; expected more than 0");
  if (fault.times === 1) put("times", "once the normal is the normal, so nothing goes wrong; expected more than 1");
  if (whole !== undefined) checkBeside(fault, whole, put);
  if (horizon !== undefined) checkTime(fault, horizon, put);
};

const checkBeside = (fault: FaultValues, whole: Whole, put: PutFault): void => {
  const { user, role, component, capacity, kind = "outage" } = fault;
  const users = usersOf(whole);
  if (user !== undefined && !users.some(({ name }) => name === user)) {
    const names = users.map(({ name }) => name);
    const hint = didYouMean(user, names);
    const oneOfEach = [...new Map(users.toReversed().map((one) => [one.role, one.name])).values()].reverse().join(", ");
    put("user", `no User is called "${user}"; ${hint.startsWith("did") ? hint : `expected one such as ${oneOfEach}`}`);
    return;
  }
  const strikes = component ?? user ?? role;
  const isLimit = kind === "outage" || kind === "maintenance";
  if (!isLimit || strikes === undefined || capacity === undefined || "share" in capacity) return;
  if (stationsOf(fault, whole).some(({ share }) => share >= 1))
    put("capacity", `${capacity.perSecond} /s is all that ${strikes} carries, or more; expected less`);
};

const checkTime = (
  fault: FaultValues,
  { start, measure, warmUp, tailMax }: Resolved["horizon"],
  put: PutFault,
): void => {
  const fromMs = momentMs(fault.at, start);
  if (fault.kind === "registration-feed") checkPast(fromMs, fault.for, warmUp, put);
  else if (fromMs < -warmUp)
    put("at", `comes before the run, which begins ${quantityText(warmUp, "duration")} before its first measured day`);
  if (fromMs >= measure + tailMax)
    put(
      "at",
      `comes after the run, which ends at the latest ${quantityText(measure + tailMax, "duration")} after 00:00`,
    );
};

/** What the DSP doesn't know as a run begins goes back to days before it. */
const checkPast = (fromMs: number, lastsMs: number, warmUpMs: number, put: PutFault): void => {
  if (fromMs < -FEED_PAST_DAYS * DAY_MS)
    put("at", `comes more than ${FEED_PAST_DAYS} days before the first measured day; expected a later time`);
  else if (fromMs + lastsMs <= -warmUpMs)
    put("for", "ends before the run does anything; expected that it goes on in the run");
};

/** Where no appointment changes, or nobody asks, there is nothing to be late. */
const checkFeed = (values: Partial<Resolved>, path: readonly string[], put: Put): void => {
  const { accessControl, registration } = values;
  const bySwitches =
    registration?.enabled === true && registration.switches.perDay * (1 - registration.switches.mdrStays);
  if (accessControl?.enabled === false)
    put(path, "nobody asks for registration data while access control is off; expected accessControl.enabled: true");
  else if (registration?.changesPerMeterDay === 0 && !bySwitches)
    put(path, "no appointment changes, so nothing goes wrong; expected registration.changesPerMeterDay above 0");
};

/** Where settlement is off no message passes its stations. */
const checkMessages = (
  { settlement }: Partial<Resolved>,
  { component }: FaultValues,
  path: readonly string[],
  put: Put,
): void => {
  if (isMessageStation(component) && settlement?.enabled === false)
    put(
      [...path, "component"],
      `nothing passes ${component} while settlement is off; expected settlement.enabled: true`,
    );
};

export const checkFaults = (values: Partial<Resolved>, whole: Whole | undefined, put: Put): void => {
  const { faults, horizon } = values;
  if (faults === undefined) return;
  if (faults.length > FAULTS_MAX) put(["faults"], `${faults.length} faults; expected at most ${FAULTS_MAX}`);
  for (const [i, fault] of faults.entries()) {
    if (fault.kind === "registration-feed") checkFeed(values, ["faults", String(i)], put);
    checkMessages(values, fault, ["faults", String(i)], put);
    checkFault(fault, horizon, whole, (key, message) => {
      put(["faults", String(i), ...(key === undefined ? [] : [key])], message);
    });
  }
};
