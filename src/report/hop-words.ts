import { ACCESS, COMPONENT_TITLES, COMPONENTS, type ComponentName } from "../domain/components.ts";
import { DELIVERY, type Hop } from "../experiment/hop.ts";
import { NOT_SENT, type TracedJourney } from "../experiment/meter-trace.ts";
import { clock, count, duration } from "./format.ts";

/** How much a hop is told apart in a picture: what somebody waits for, and what is worked on. */
export type HopKind = "plan" | "queue" | "device" | "failed" | "retry" | "passing";

const isComponent = (place: string): place is ComponentName => (COMPONENTS as readonly string[]).includes(place);

const BACK = " return";

/** What people call a place. */
export const placeTitle = (place: string): string => {
  if (isComponent(place)) return COMPONENT_TITLES[place];
  if (place.endsWith(BACK)) return `${placeTitle(place.slice(0, -BACK.length))}, back`;
  if (place.startsWith("dco.")) return `DCO ${place.slice("dco.".length).toUpperCase()}`;
  if (place.startsWith("cache.")) return `cache ${place.slice("cache.".length).toUpperCase()}`;
  if (place.startsWith(DELIVERY)) return `DIP to ${place.slice(DELIVERY.length)}`;
  return TITLES[place] ?? place;
};

const TITLES: Readonly<Record<string, string>> = {
  [NOT_SENT]: "not sent yet",
  hub: "meter",
  dip: "DIP",
  mds: "MDS",
  "held for Registration": "data service, held",
  retry: "DSP, retry",
  "future dated": "DSP, held",
  allocation: "DSP, allocation",
  "anomaly detection": "DSP, quarantine",
  "access control": "DSP, access",
};

/** Where something is kept until a time. */
const HOLDS: readonly string[] = ["future dated", "held for Registration"];

export const kindOf = ({ place, fromMs, toMs, waitedMs, attempt, isFailed }: Hop): HopKind => {
  if (place.startsWith(DELIVERY)) return isFailed ? "failed" : attempt > 0 ? "retry" : "passing";
  if (place === NOT_SENT || HOLDS.includes(place)) return "plan";
  if (place === "retry" || place === "before the run") return "retry";
  if (place === "hub" && isFailed) return "failed";
  if (place === "hub" || (place.startsWith("cache.") && toMs > fromMs)) return "device";
  return waitedMs > 0 ? "queue" : "passing";
};

/** Why something was at a place for as long as it was, in words. */
export const causeOf = (hop: Hop, journey: TracedJourney): string => {
  const { fault } = hop;
  return fault === undefined ? reasonOf(hop, journey) : `${reasonOf(hop, journey)}; while: ${fault}`;
};

const reasonOf = (hop: Hop, journey: TracedJourney): string => {
  const { place, fromMs, toMs, waitedMs, attempt } = hop;
  const took = duration(toMs - fromMs);
  if (place === NOT_SENT) return plannedAt(journey);
  if (place === "before the run") return "sent and failed before the run began; the forecast's waits stand for it";
  if (place === "retry") return `the DSP sends a failed read again: retry ${attempt + 1}`;
  if (place === "future dated") return `held ${took} by the DSP until its date and time`;
  if (place === "hub") return atMeter(hop);
  if (place.startsWith("cache.")) return atCache(hop, journey);
  if (place.startsWith("dco.")) {
    const waits = waitedMs === 0 ? "" : `waited ${duration(waitedMs)} for its turn${wentFirst(hop)}; `;
    return `${waits}checked under dual control in ${duration(toMs - fromMs - waitedMs)}`;
  }
  if (place === "anomaly detection") return `in quarantine for ${took}: above its User's threshold`;
  if (place === "access control")
    return "refused: its role may not send this, or the DSP's copy of registration data has another User for the meter";
  if (place === "allocation") return `waited ${duration(waitedMs)}: its User is held to its allocation`;
  if (waitedMs === 0) return "passed at once";
  return `waited ${duration(waitedMs)} for its rate limit${wentFirst(hop)}`;
};

const plannedAt = ({ row, user }: TracedJourney): string => {
  if (row === undefined) return "not made yet";
  const sends = row.mode === "scheduled" ? "the Schedule of" : "on demand by";
  if (row.byAccess !== undefined) return `sent by ${sends} ${user}, placed where load is lowest (O10)`;
  const from = Math.min(...row.profile.map(({ fromMinute }) => fromMinute));
  const to = Math.max(...row.profile.map(({ toMinute }) => toMinute));
  const window = from === to ? `at ${clock(from)} UTC` : `its place in ${clock(from)} to ${clock(to)} UTC`;
  return `${row.mode === "scheduled" ? "the Schedule of " : "asked on demand by "}${user}: ${window}`;
};

const atMeter = ({ fromMs, toMs, waitedMs, isFailed, isDark }: Hop): string => {
  const waits = waitedMs === 0 ? "" : `waited ${duration(waitedMs)} while its hub talked to somebody else; `;
  const talks = duration(toMs - fromMs - waitedMs);
  if (isDark) return `${waits}out of reach: an error after ${talks}`;
  return isFailed ? `${waits}the attempt failed: an error after ${talks}` : `${waits}answered in ${talks}`;
};

/** What left a cache and met no meter next was answered there. */
const atCache = (hop: Hop, { hops }: TracedJourney): string => {
  if (hop.waitedMs > 0) return `waited ${duration(hop.waitedMs)} for another User's read of the same data`;
  return hops[hops.indexOf(hop) + 1]?.place === "hub" ? "not in the cache: the meter is asked" : "in the cache";
};

const wentFirst = ({ wentFirst: rows }: Hop): string => (rows === 0 ? "" : `; ${count(rows)} went first`);

/** How a request ended, in words. */
export const outcomeOf = (journey: TracedJourney): string => {
  const { outcome, latency, targetMs, hops, isOutOfStep } = journey;
  switch (outcome) {
    case "answered": {
      const within = latency!.officialMs <= targetMs! ? "in target" : "late";
      const official = `${duration(latency!.officialMs)} of ${duration(targetMs!)}`;
      return `answered after ${duration(latency!.wantedMs)}; official clock ${official}: ${within}`;
    }
    case "failed":
      return "no answer: every attempt failed";
    case "out of reach":
      return "no answer: the meter was out of reach";
    case "refused":
      return isOutOfStep
        ? "refused: an outage had left the copy of registration data behind"
        : `refused ${refusedAt(hops.at(-1)?.place, journey)}`;
    case "delivered":
      return "delivered";
    case "open":
      return "still under way when the run ended";
  }
};

/** A rule that refuses is where it was last; a full queue is the one after. */
const refusedAt = (last: string | undefined, { what }: TracedJourney): string => {
  if (last === "access control" || last === "anomaly detection") return `at ${placeTitle(last)}`;
  if (last === "allocation") return "at the DSP: its User was above its allocation";
  if (last === undefined || last === NOT_SENT || last === "retry")
    return `at the DSP${what === "alert" ? "'s way back" : ""}: its queue was full`;
  if ((ACCESS as readonly string[]).includes(last)) return `behind ${placeTitle(last)}: a queue was full`;
  return `after ${placeTitle(last)}: the next queue was full`;
};
