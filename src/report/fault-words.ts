import { COMPONENT_TITLES, COMPONENTS, type ComponentName } from "../domain/components.ts";
import { isMessageStation } from "../domain/settlement.ts";
import { type FaultMeasures, isOfMessages, type Payer } from "../experiment/fault-measures.ts";
import { count, duration, million, percent } from "./format.ts";

/** Of each fault, so many processes that paid most. */
const PAYERS = 5;

const RETURN = " return";
/** What a misbehaving User does to itself is not the question. */
const MISBEHAVING = "misbehaving-user";

/** A station as a reader knows it: CSP North; CSP North, responses; DCO MOC; Supplier 1. */
export const stationTitle = (station: string): string => {
  if (station === "allocation") return "Users' own queues";
  if (station === "registration feed") return "Registration feed, changes of appointment and supplier";
  if (isMessageStation(station)) return station.toUpperCase();
  if (station.startsWith("dco.")) return station.replace(".", " ").toUpperCase();
  const name = station.replace(RETURN, "");
  const title = (COMPONENTS as readonly string[]).includes(name) ? COMPONENT_TITLES[name as ComponentName] : name;
  return station.endsWith(RETURN) ? `${title}, responses` : title;
};

export const waited = (rows: number | undefined): string =>
  rows === undefined || Number.isNaN(rows) ? "–" : rows < 1e6 ? count(rows) : million(rows);

export const workedOff = (ms: number | undefined): string =>
  ms === undefined ? "not in this run" : ms === 0 ? "at once" : duration(ms);

/** Stations at which anything waited. */
export const backlogsOf = ({ backlogs }: FaultMeasures): FaultMeasures["backlogs"] =>
  backlogs.filter(({ most }) => most !== 0);

/** Who paid most. */
export const payersOf = ({ processes }: FaultMeasures): readonly Payer[] =>
  processes.filter(({ isHarmed }) => isHarmed).slice(0, PAYERS);

export const BACKLOG_HEAD = ["waiting at", "as it ends", "at most", "worked off after"] as const;
export const backlogCells = ({ station, atEnd, most, drainedAfterMs }: FaultMeasures["backlogs"][number]): string[] => [
  stationTitle(station),
  waited(atEnd),
  waited(most),
  workedOff(drainedAfterMs),
];

export const PAYER_HEAD = ["who paid", "needs", "in target", "outside it", "lost", "outside it", "longest"] as const;
export const payerCells = ({ title, needs, inTargetShare, lostShare, longestMs, outside }: Payer): string[] => [
  title,
  waited(needs),
  percent(inTargetShare),
  percent(outside.inTargetShare),
  percent(lostShare),
  percent(outside.lostShare),
  longestMs === 0 ? "–" : duration(longestMs),
];

const mostOf = (fault: FaultMeasures): string => {
  const told = backlogsOf(fault).filter(({ most }) => !Number.isNaN(most));
  if (told.length === 0) return fault.backlogs.length === 0 ? "it leaves no queue" : "next to nothing waits for it";
  const { station, most } = told.reduce((p, q) => (q.most > p.most ? q : p));
  return `up to ${waited(most)} wait at ${stationTitle(station)}`;
};

const drainOf = ({ backlogs, drainedAfterMs }: FaultMeasures): string => {
  if (backlogs.length === 0) return "";
  if (drainedAfterMs === undefined) return ", not worked off before the run ends";
  return drainedAfterMs === 0 ? "" : `, worked off ${duration(drainedAfterMs)} after it`;
};

const paidMost = (fault: FaultMeasures): string => {
  if (isOfMessages(fault)) return "settlement gets its data later, and no need of the DCC waits";
  const harmed = fault.processes.filter((one) => one.isHarmed && one.process !== MISBEHAVING);
  const first = harmed.find(({ isExisting }) => isExisting) ?? harmed[0];
  if (first === undefined) return "nobody else pays";
  const { title, inTargetShare, lostShare, outside } = first;
  const isLost = lostShare - outside.lostShare > outside.inTargetShare - inTargetShare;
  const [word, share, otherwise] = isLost
    ? ["lost", lostShare, outside.lostShare]
    : ["in target", inTargetShare, outside.inTargetShare];
  const beside = Number.isNaN(otherwise) ? "" : ` (${percent(otherwise)} outside it)`;
  return `"${title}" pays most, ${percent(share)} ${word}${beside}`;
};

/** A fault in a sentence: what it is, what waits for it, and who pays most. */
export const faultSentence = (fault: FaultMeasures): string =>
  `${fault.title}: ${mostOf(fault)}${drainOf(fault)}; ${paidMost(fault)}.`;

export const FAULT_NOTES = [
  "A queue is worked off when no more waits than its station passes in a second; its usual load may wait there too. " +
    "The registration feed's is, when all that was due is in the DSP's copy.",
  "Who paid: needs sent while the fault lasted or was worked off, beside what became of the same mix of requests " +
    "in the rest of the run (outside it); lost are those given up or refused, meters in the dark among them. " +
    "For the registration feed it is those whom an outdated copy had refused.",
] as const;
