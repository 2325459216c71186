import { dateText } from "../domain/civil-time.ts";
import { type Hop, instants } from "../experiment/hop.ts";
import type { MeterTrace } from "../experiment/meter-trace.ts";
import type { PeriodOf } from "../experiment/trace-settlement.ts";
import { causeOf, outcomeOf, placeTitle } from "./hop-words.ts";
import { caseHopCause, caseOutcome, caseTitle } from "./trace-registration-text.ts";
import { changeText, messageCause } from "./trace-settlement-text.ts";

/** A trace as one document for programs: times as ISO 8601 has them, durations in ms, causes in words too. */
export const traceDocument = (trace: MeterTrace) => {
  const { startDay, day, endedAtMs, journeys, registration, settlement, ...rest } = trace;
  const at = (ms: number | undefined) => (ms === undefined ? undefined : instants(startDay, ms).utc);
  return {
    schema: 1,
    ...rest,
    day: dateText(day),
    endedAt: at(endedAtMs),
    journeys: journeys.map((journey) => {
      const { row, wantedMs, sentMs, endMs, hops, ...of } = journey;
      return {
        ...of,
        row: row?.id,
        title: row?.title,
        mode: row?.mode,
        wanted: at(wantedMs),
        sent: at(sentMs),
        ended: at(endMs),
        inWords: outcomeOf(journey),
        hops: hops.map((hop) => hopDocument(startDay, hop, causeOf(hop, journey))),
      };
    }),
    registration: registration?.map((one) => {
      const { begunMs, endMs, date, firstDate, hops, ...of } = one;
      return {
        ...of,
        title: caseTitle(one),
        began: at(begunMs),
        ended: at(endMs),
        date: date === undefined ? undefined : dateText(date),
        firstDate: firstDate === undefined ? undefined : dateText(firstDate),
        inWords: caseOutcome(trace, one),
        hops: hops.map((hop) => hopDocument(startDay, hop, caseHopCause(hop, one))),
      };
    }),
    settlement: settlement && {
      messages: settlement.messages.map(({ dataDay, read, madeMs, hops, ...message }) => ({
        ...message,
        dataDay: dateText(dataDay),
        read: read && { id: read.id, day: dateText(read.day) },
        made: at(madeMs),
        hops: hops.map((hop) => hopDocument(startDay, hop, messageCause(hop))),
      })),
      change: settlement.change && {
        at: at(settlement.change.atMs),
        outgoing: periodDocument(settlement.change.outgoing),
        incoming: settlement.change.incoming && periodDocument(settlement.change.incoming),
        reading: settlement.change.reading && {
          sent: at(settlement.change.reading.atMs),
          isOnData: settlement.change.reading.isOnData,
          dataDay: dateText(settlement.change.reading.dataDay),
        },
        inWords: changeText(trace, settlement.change),
      },
      registers: settlement.registers.map(({ utcDay, periods, runs, ...register }) => ({
        ...register,
        utcDay: dateText(utcDay),
        periods: periods.map(({ day: date, settlementPeriod }) => ({ day: dateText(date), settlementPeriod })),
        runs: runs.map(({ gateMs, ...run }) => ({ ...run, gate: at(gateMs) })),
      })),
    },
  };
};

const periodDocument = ({ supplier, day, settlementPeriod }: PeriodOf) => ({
  supplier,
  day: dateText(day),
  settlementPeriod,
});

const hopDocument = (startDay: number, { fromMs, toMs, place, ...more }: Hop, cause: string) => {
  const to = instants(startDay, toMs);
  return {
    place,
    title: placeTitle(place),
    from: instants(startDay, fromMs).utc,
    to: to.utc,
    toLocal: to.local,
    tookMs: toMs - fromMs,
    ...more,
    cause,
  };
};
