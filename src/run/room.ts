import type { Station } from "../actors/station-audit.ts";
import { dateText } from "../domain/civil-time.ts";
import { COMPONENT_TITLES, COMPONENTS, type ComponentName } from "../domain/components.ts";
import type { Plan } from "../domain/plan.ts";
import { NoRoomInRun } from "../domain/registration-room.ts";
import { OutOfRoom } from "../kernel/out-of-room.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import type { Run } from "./run.ts";

/** Most requests in flight that a run makes room for, unless told otherwise: every need of two days and more. */
export const rowsFor = (meters: number): number => Math.min(2 ** 26 - 1, Math.max(65_536, meters * 6));
export const pendingFor = (meters: number): number =>
  Math.min(2 ** 25, Math.max(2 ** 18, 2 ** Math.ceil(32 - Math.clz32(meters))));

/** More is under way in a run than it has room for: the scenario lets so much pile up. */
export class RunOutOfRoom extends Error {
  override readonly name = "RunOutOfRoom";
}

const LESS_UNDER_WAY = "Expected less on its way at once, as with a smaller --scale.";
const LESS_KEPT =
  "Expected fewer of them a day under registration, fewer days in horizon.measure, or a smaller --scale.";

/** Opens a run; where it would need a table larger than any is, or begins with one that is full, it says so. */
export const openIn = <Opened>(plan: Plan, opening: () => Opened): Opened => {
  try {
    return opening();
  } catch (error) {
    if (!(error instanceof OutOfRoom || error instanceof NoRoomInRun)) throw error;
    const { max, what } = error;
    const remedy = error instanceof NoRoomInRun ? LESS_KEPT : LESS_UNDER_WAY;
    const sentence = `${plan.option}: no room for more than ${count(max)} ${what}, as the run is opened.`;
    throw new RunOutOfRoom(`${sentence} ${remedy}`);
  }
};

/** Goes on to a time; where a table is full it ends in sentences: of what, where that waits, and what to do. */
export const goTo = (run: Run, untilMs: number): void => {
  try {
    run.context.sim.run(untilMs);
  } catch (error) {
    if (error instanceof OutOfRoom) throw new RunOutOfRoom(sentencesOf(run, error));
    // How many there is room for would tell its rates.
    if (error instanceof NoRoomInRun)
      throw new RunOutOfRoom(
        `${run.plan.option}: no room for more ${error.what}, on ${timeOf(run)} of the run. ${LESS_KEPT}`,
      );
    throw error;
  }
};

const timeOf = ({ plan, context: { sim } }: Run): string => {
  const day = Math.floor(sim.timeMs / DAY_MS);
  return `${dateText(plan.horizon.startDay + day)} ${clockText(sim.timeMs - day * DAY_MS)} UTC`;
};

/**
 * None of a scenario's own values: some may be private. How much waits would tell a capacity, and the fullest User a
 * share of the market, so neither is said.
 */
const sentencesOf = (run: Run, full: OutOfRoom): string => {
  const { plan, audit } = run.context;
  const stations = [...audit.stations, ...(run.market.settlement?.messageAudit.stations ?? [])]
    .map((station) => ({ station, inside: station.inside() }))
    .filter(({ inside }) => inside > 0)
    .sort((a, b) => b.inside - a.inside);
  const what = `${plan.option}: no room for more than ${count(full.max)} ${full.what}, on ${timeOf(run)} of the run.`;
  const where = stations.slice(0, 3).map(({ station }) => titleOf(run, station));
  const waits = where.length === 0 ? [] : [`Most wait at ${where.join(", then at ")}.`];
  return [what, ...waits, ...causesAndRemedies(run, stations[0]?.station)].join(" ");
};

/** Why so much waits at the fullest station, and the values of the scenario that let less wait. */
const causesAndRemedies = ({ context, market }: Run, fullest: Station | undefined): string[] => {
  if (fullest === undefined) return [LESS_UNDER_WAY];
  const { sim, plan } = context;
  const { name } = fullest;
  const isDown = plan.faults.some(
    (fault) =>
      (fault.kind === "outage" || fault.kind === "maintenance") &&
      fault.fromMs <= sim.timeMs &&
      fault.stations.some(({ station }) => station === name),
  );
  const { settlement } = market;
  const isOfMessages = settlement?.messageAudit.stations.some((one) => one === fullest) === true;
  const registered =
    settlement === undefined ? 0 : settlement.told.registration.sent - settlement.told.registration.delivered;
  const isAskedAgain = isOfMessages && registered > 0;
  const remedies = [
    ...(isDown ? ["a shorter faults.*.for"] : []),
    ...(isAskedAgain ? ["a longer registration.appointments.timeOut"] : []),
    remedyAt(name),
    ...(isOfMessages ? [] : ["a smaller limits.queueMax, so that more is refused and less waits"]),
  ];
  return [
    ...(isDown ? ["A fault has struck there."] : []),
    ...(isAskedAgain
      ? ["Among them are messages of Registration: suppliers without an outcome ask again at each time-out."]
      : []),
    `Expected ${remedies.join(", or ")}.`,
  ];
};

/** The value that says how much a station passes, or how long it holds what it has. */
export const remedyAt = (station: string): string => {
  if (isComponent(station)) return `a larger capacity.${station}`;
  if (station.endsWith(" return")) return "a larger limits.responseFactor";
  if (station.startsWith("dco.")) return "a larger dco.perCohort";
  return VALUES[station] ?? "a larger endpoints.least";
};

const VALUES: Readonly<Record<string, string>> = {
  dip: "a larger settlement.dip.capacity",
  mds: "a larger settlement.mds.capacity",
  "data services": "a larger settlement.dataServices.capacity",
  allocation: "a larger allocation.threshold",
  "anomaly detection": "a sooner anomalyDetection.action.after",
  hub: "a policy that sends a meter fewer reads at a time",
  "future dated": "a policy that has fewer requests held",
};

const isComponent = (name: string): name is ComponentName => (COMPONENTS as readonly string[]).includes(name);

const titleOf = ({ market }: Run, { name }: Station): string => {
  if (isComponent(name)) return COMPONENT_TITLES[name];
  if (market.users.endpoints.some(({ user }) => user.name === name)) return "a User";
  return name === "hub" ? "meters" : name === "dip" || name === "mds" ? name.toUpperCase() : name;
};

const count = (n: number): string => String(n).replaceAll(/\B(?=(\d{3})+$)/g, ",");
/** 14:05 of a time of the day. */
const clockText = (ofDayMs: number): string => {
  const minute = Math.floor(ofDayMs / MINUTE_MS);
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
};
