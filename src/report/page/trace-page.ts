import { readFileSync } from "node:fs";
import { dateText } from "../../domain/civil-time.ts";
import type { Hop } from "../../experiment/hop.ts";
import type { MeterTrace, TracedJourney } from "../../experiment/meter-trace.ts";
import type { TracedCase } from "../../experiment/trace-registration.ts";
import type { TracedMessage, TracedRegister, TracedSettlement } from "../../experiment/trace-settlement.ts";
import { count, duration } from "../format.ts";
import { timeOf } from "../hop-lines.ts";
import { causeOf, outcomeOf, placeTitle } from "../hop-words.ts";
import { traitsOf } from "../trace-identity.ts";
import { caseHopCause, caseOutcome, caseTitle, NO_CASE } from "../trace-registration-text.ts";
import {
  changeText,
  firstActualText,
  messageCause,
  messageTitle,
  periodsText,
  RUN_HEAD,
  runCells,
  SIDES_HEAD,
  sidesCells,
} from "../trace-settlement-text.ts";
import { journeyTitle, servesText } from "../trace-text.ts";
import { html, type Markup, tableOf, understanding } from "./markup.ts";
import { lineOf, stepsOf, textOf } from "./svg.ts";
import { dayStrip } from "./trace-day.ts";
import { caseLane, laneLegend, swimLane } from "./trace-lanes.ts";

const styles = (): string =>
  ["page.css", "trace.css"].map((name) => readFileSync(new URL(name, import.meta.url), "utf8")).join("\n");
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const raw = (markup: string): Markup => ({ markup });

/** A day in the life of a meter as one file that opens from disk, and asks nothing of any network. */
export const tracePage = (trace: MeterTrace): string => {
  const { meter, day, scenario, option, seed, meters, journeys, registration, settlement, fingerprint } = trace;
  const requests = journeys.filter(({ what }) => what === "request");
  const others = journeys.filter(({ what }) => what !== "request");
  const title = `A day in the life of MPAN ${meter.mpan}: ${dateText(day)}`;
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<style>${raw(styles())}</style>
</head>
<body>
<header>
<p class="kicker">mhhs-sim · ${scenario} · option ${option} · ${count(meters)} meters · seed ${seed}</p>
<h1>${title}</h1>
<p>Meter ${meter.number}, synthetic: ${traitsOf(meter).join(", ")}.</p>
</header>
<main>
${
  requests.length === 0
    ? html`<p>Nobody asks it anything on this day.</p>`
    : html`<p class="note">The whole day true to scale, a row a request; what is too short to see is longer.</p>
${dayStrip(trace)}`
}
${requests.length === 0 && !hasCaseLanes(trace) ? "" : laneLegend()}
${requests.map((journey) => journeySection(trace, journey))}
${others.length === 0 ? "" : othersSection(trace, others)}
${registration?.map((one) => caseSection(trace, one))}
${registration?.length === 0 ? html`<p class="note">${NO_CASE}</p>` : ""}
${
  settlement === undefined
    ? html`<p class="note">It ends at the User: this option doesn't go on to settlement.</p>`
    : [changeSection(trace, settlement), ...settlement.registers.map((register) => registerSection(trace, register))]
}
${understanding(
  "Each lane is a place, and each bar the time there; the next begins where it ends.",
  "Hold the pointer on a bar for its cause.",
)}
<p class="note">Path ${fingerprint.path}, result ${fingerprint.result}.</p>
</main>
</body>
</html>
`.markup;
};

const hasCaseLanes = ({ registration }: MeterTrace): boolean =>
  registration?.some(({ hops }) => hops.length > 0) === true;

/** The message that goes on from a request: of several days, that of the newest. */
const messageOf = ({ settlement, journeys }: MeterTrace, journey: TracedJourney): TracedMessage | undefined =>
  settlement?.messages.filter((one) => one.journey === journeys.indexOf(journey)).at(-1);

const journeySection = (trace: MeterTrace, journey: TracedJourney): Markup => {
  const message = messageOf(trace, journey);
  const serves = servesText(journey);
  const hops = [
    ...journey.hops.map((hop) => ({ hop, why: causeOf(hop, journey) })),
    ...(message?.hops ?? []).map((hop) => ({ hop, why: messageCause(hop) })),
  ];
  return html`<section>
<h2>${journeyTitle(journey)}</h2>
<p>${outcomeOf(journey)}. ${serves}${message === undefined ? "" : ` Then ${messageTitle(trace, message)}.`}</p>
${swimLane(trace, journey, message)}
${hopTable(trace, hops)}
</section>`;
};

const hopTable = (trace: MeterTrace, hops: readonly { readonly hop: Hop; readonly why: string }[]): Markup => {
  const rows = hops.map(({ hop, why }) => {
    const { utc, local } = timeOf(trace, hop.toMs);
    return [placeTitle(hop.place), utc, local, duration(hop.toMs - hop.fromMs), why];
  });
  const columns = [
    { head: "leaves", isText: true },
    { head: "UTC" },
    { head: "local" },
    { head: "took" },
    { head: "why", isText: true },
  ];
  const table = tableOf("Every hop with its time and cause", columns, rows);
  return html`<details><summary>Hop by hop</summary>${table}</details>`;
};

const caseSection = (trace: MeterTrace, one: TracedCase): Markup => html`<section>
<h2>${caseTitle(one)}</h2>
<p>${caseOutcome(trace, one)}.</p>
${
  one.hops.length === 0
    ? ""
    : html`${caseLane(trace, one)}${hopTable(
        trace,
        one.hops.map((hop) => ({ hop, why: caseHopCause(hop, one) })),
      )}`
}
</section>`;

const othersSection = (trace: MeterTrace, others: readonly TracedJourney[]): Markup => html`<section>
<h2>Besides</h2>
${tableOf(
  "Alerts and second answers",
  [{ head: "what", isText: true }, { head: "UTC" }, { head: "took" }, { head: "outcome", isText: true }],
  others.map((journey) => {
    const fromMs = journey.hops[0]?.fromMs ?? journey.wantedMs;
    const took = journey.endMs === undefined ? "under way" : duration(journey.endMs - fromMs);
    return [journeyTitle(journey), timeOf(trace, fromMs).utc, took, outcomeOf(journey)];
  }),
)}
</section>`;

const changeSection = (trace: MeterTrace, { change, registers }: TracedSettlement): Markup | string =>
  change === undefined
    ? ""
    : html`<section>
<h2>Change of supplier: who settles what</h2>
<p>It changes ${changeText(trace, change)}</p>
${tableOf(
  "Each supplier's half hours and its part of the money",
  SIDES_HEAD.map((head, i) => ({ head, isText: i < 4 })),
  sidesCells(registers),
)}
</section>`;

const registerSection = (trace: MeterTrace, register: TracedRegister): Markup => html`<section>
<h2>What its data of ${dateText(register.utcDay)} is settled on: MPAN ${register.mpan}, ${register.supplier}</h2>
<p>${periodsText(register)}: ${firstActualText(register)}.</p>
${tableOf(
  "Settlement Runs",
  RUN_HEAD.map((head, i) => ({ head, isText: i < 3 })),
  runCells(trace.startDay, register),
)}
${halfHours(register)}
</section>`;

const PLOT = { width: 720, height: 170, left: 44, bottom: 24 } as const;

/** The half hours as they were, and as the first run settles them. */
const halfHours = ({ trueKwh, runs, periods }: TracedRegister): Markup => {
  const first = runs[0]!;
  const most = Math.max(...trueKwh, ...first.kwh, 0.001);
  const x = (period: number): number => PLOT.left + (period / trueKwh.length) * (PLOT.width - PLOT.left);
  const y = (value: number): number => (PLOT.height - PLOT.bottom) * (1 - value / most) + 6;
  // Of a day that two suppliers share one may have fewer than four.
  const quarters = [...new Set([0, 1, 2, 3].map((quarter) => Math.floor((quarter * periods.length) / 4)))];
  return html`<figure><figcaption>kWh in each Settlement Period: <span class="true-line">measured</span>, and
<span class="settled-line">as ${first.run} settles it</span></figcaption>
<svg class="half-hours" viewBox="0 0 ${PLOT.width} ${PLOT.height + 8}" role="img"
aria-label="kWh by Settlement Period, measured and settled">${[
    lineOf("lane-line", PLOT.left, y(0), PLOT.width, y(0)),
    textOf("lane-time", 0, y(most) + 10, most.toFixed(2)),
    textOf("lane-time", 0, y(0), 0),
    ...quarters.map((period) => textOf("lane-time", x(period), PLOT.height + 2, periods[period]!.settlementPeriod)),
    stepsOf("settled", first.kwh, x, y),
    stepsOf("true", trueKwh, x, y),
  ]}</svg></figure>`;
};
