import { dateText } from "../domain/civil-time.ts";
import { instants } from "../experiment/hop.ts";
import type { MeterTrace, TracedJourney } from "../experiment/meter-trace.ts";
import { count, duration, wrap } from "./format.ts";
import { hopLines, timeOf, WIDTH, wrapAt } from "./hop-lines.ts";
import { causeOf, outcomeOf } from "./hop-words.ts";
import { traitsOf } from "./trace-identity.ts";
import { registrationText } from "./trace-registration-text.ts";
import { settlementText } from "./trace-settlement-text.ts";

const INDENT = "  ";

/** A day in the life of a meter, as text of at most 100 columns. */
export const traceText = (trace: MeterTrace): string => {
  const { journeys } = trace;
  const requests = journeys.filter(({ what }) => what === "request");
  const others = journeys.filter(({ what }) => what !== "request");
  return [
    identityText(trace),
    ...requests.map((journey) => journeyText(trace, journey)),
    ...(others.length === 0 ? [] : [othersText(trace, others)]),
    ...(trace.registration === undefined ? [] : [registrationText(trace, trace.registration)]),
    ...(trace.settlement === undefined ? [] : [settlementText(trace, trace.settlement)]),
    ...(requests.length === 0 ? ["Nobody asks it anything on this day.\n"] : []),
    endText(trace),
  ].join("\n");
};

const identityText = ({ meter, day, scenario, option, scale, meters, seed }: MeterTrace): string => {
  const kept = scale === 1 ? `all ${count(meters)} meters` : `${count(meters)} meters, ${scale} of all`;
  return [
    wrap(`A day in the life of MPAN ${meter.mpan} (synthetic): ${dateText(day)}`, WIDTH, INDENT),
    wrap(`meter ${meter.number}: ${traitsOf(meter).join(", ")}`, WIDTH, INDENT),
    wrap(`${scenario}, option ${option}, seed ${seed}, ${kept}`, WIDTH, INDENT),
    "",
  ].join("\n");
};

/** What a request is for and who sent it. */
export const journeyTitle = ({ row, srv, user, madeBy, what }: TracedJourney): string => {
  if (what === "alert") return `${madeBy.replace(/s$/, "").replace(/s (\d+)$/, " $1")}, to ${user}`;
  const again = what === "second answer" ? "second answer to " : "";
  return `${again}${row!.id} ${row!.title}: ${srv} ${row!.mode === "scheduled" ? "scheduled" : "on demand"}, ${user}`;
};

/** What else a read is good for. */
export const servesText = ({ servesMhhs, passedOnMs }: TracedJourney): string | undefined => {
  if (servesMhhs) return "The supplier settles on this read too.";
  if (passedOnMs === undefined) return undefined;
  return `The agent passes it on to the supplier outside the DCC, ${duration(passedOnMs)} later.`;
};

const journeyText = (trace: MeterTrace, journey: TracedJourney): string => {
  const lines = [wrap(journeyTitle(journey), WIDTH, INDENT), wrap(`${INDENT}${outcomeOf(journey)}`, WIDTH, INDENT)];
  const serves = servesText(journey);
  if (serves !== undefined) lines.push(`${INDENT}${serves}`);
  return `${lines.join("\n")}\n${hopLines(
    trace,
    journey.hops.map((hop) => ({ hop, why: causeOf(hop, journey) })),
  )}\n`;
};

const othersText = (trace: MeterTrace, others: readonly TracedJourney[]): string => {
  const lines = others.map((journey) => {
    const { utc } = timeOf(trace, journey.hops[0]?.fromMs ?? journey.wantedMs);
    const took = journey.endMs === undefined ? "under way" : duration(journey.endMs - (journey.hops[0]?.fromMs ?? 0));
    return wrapAt(`  ${utc.padEnd(12)}  ${took.padStart(6)}  `, `${journeyTitle(journey)}: ${outcomeOf(journey)}`, 24);
  });
  return `Besides\n${lines.join("\n")}\n`;
};

const NOT_SETTLED = "It ends at the User: this option doesn't go on to settlement (--set settlement.enabled=true).";

const endText = ({ settlement, fingerprint, endedAtMs, startDay }: MeterTrace): string => {
  const end = instants(startDay, endedAtMs).utc;
  const settled = settlement === undefined ? `${NOT_SETTLED}\n` : "";
  return `${settled}run to ${end.slice(0, 16)}Z, path ${fingerprint.path}, result ${fingerprint.result}\n`;
};
