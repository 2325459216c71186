import { mpanOf } from "../domain/mpan.ts";
import type { Plan } from "../domain/plan.ts";
import { messageNumber } from "../domain/registration-messages.ts";
import type { RunName } from "../domain/settlement-runs.ts";
import { usersOf } from "../domain/users.ts";
import { DAY_MS } from "../kernel/time.ts";
import type { Journey, MessageJourney, MessageOrigin } from "../ledger/meter-journal.ts";
import * as C from "../ledger/registration-case.ts";
import type { SettledMeter, TracedMeter } from "../run/observed-run.ts";
import type { RegisterAtRun, SettledRegister } from "../settlement/settled-meter.ts";
import { type Hop, hopOf } from "./hop.ts";

/** A message of a day's data, from the data service that made it to those who get it. */
export interface TracedMessage {
  readonly mpan: string;
  /** UTC day of its data, since 1970-01-01. */
  readonly dataDay: number;
  readonly isEstimate: boolean;
  readonly origin: MessageOrigin;
  /** The read that brought the data, and the day that it was wanted on, since 1970-01-01; undefined: none did. */
  readonly read: { readonly id: string; readonly day: number } | undefined;
  /** Its number among the requests of the day, where it is one of them. */
  readonly journey: number | undefined;
  readonly madeMs: number;
  /** The deliveries by the DIP go side by side: each begins as the DIP has taken the message in. */
  readonly hops: readonly Hop[];
  readonly isOver: boolean;
}

/** Who settles until when, and from when, at a change of supplier: Settlement Periods of import. */
export interface TracedChange {
  readonly atMs: number;
  readonly outgoing: PeriodOf;
  /** Undefined: the first day of the incoming supplier is after those that are measured. */
  readonly incoming: PeriodOf | undefined;
  /** What the reading at the change was of; undefined: it was not sent in the run. */
  readonly reading: ChangeReading | undefined;
}

/** A Settlement Period of a supplier: the last that it settles, or the first. */
export type PeriodOf = TracedRegister["periods"][number] & { readonly supplier: string };

/** The reading at a change of supplier. */
export interface ChangeReading {
  readonly atMs: number;
  /** Its data had come by then; else it was an estimate. */
  readonly isOnData: boolean;
  /** What it tells of the last UTC day that is the outgoing supplier's, in all or in part. */
  readonly dataDay: number;
}

/** What one register is settled on, as far as the day is one supplier's, and when that changes. */
export interface TracedRegister {
  readonly mpan: string;
  readonly isExport: boolean;
  readonly supplier: string;
  /** UTC day of the data, since 1970-01-01. */
  readonly utcDay: number;
  readonly periods: SettledRegister["periods"];
  readonly trueKwh: readonly number[];
  readonly runs: readonly (RegisterAtRun & { readonly run: RunName; readonly gateMs: number })[];
  /** The first run on actual data; undefined: none is. */
  readonly firstActual: RunName | undefined;
}

export interface TracedSettlement {
  /** Of the data that the day's reads bring, and of what its requests brought besides. */
  readonly messages: readonly TracedMessage[];
  /** At a change of supplier those of both, each day by itself. */
  readonly registers: readonly TracedRegister[];
  /** Undefined: its supplier doesn't change with the data of the day. */
  readonly change: TracedChange | undefined;
}

/** The way of a day's data to settlement, and what it is settled on. */
export const tracedSettlement = (
  plan: Plan,
  { meter, journeys, messages, cases }: TracedMeter,
  { runs, registers: settled, changeMs }: SettledMeter,
  { ofDay, day, meters }: { readonly ofDay: readonly Journey[]; readonly day: number; readonly meters: number },
): TracedSettlement => {
  const mpanBy = (isExport: boolean): string => mpanOf(meter, isExport ? 1 : 0);
  const broughtBy = ({ journey }: MessageJourney): number =>
    journey === undefined ? -1 : ofDay.indexOf(journeys[journey]!);
  const readOf = ({ journey }: MessageJourney): TracedMessage["read"] => {
    if (journey === undefined) return undefined;
    const { traffic, wantedMs } = journeys[journey]!;
    return { id: plan.rows[traffic]!.id, day: plan.horizon.startDay + Math.floor(wantedMs / DAY_MS) };
  };
  const lastDay = changeMs === undefined ? day : day + 1;
  const isTold = (message: MessageJourney): boolean => message.day >= day && message.day <= lastDay;
  const told = messages.filter((message) => isTold(message) || broughtBy(message) >= 0);
  const registers = settled.map(({ isExport, supplier, utcDay, periods, trueKwh, gatesMs, runs: atRuns }) => {
    const first = atRuns.findIndex(({ isActual }) => isActual);
    return {
      mpan: mpanBy(isExport),
      isExport,
      supplier: usersOf(plan)[supplier]!.name,
      utcDay,
      periods,
      trueKwh,
      runs: atRuns.map((atRun, run) => ({ run: runs[run]!, gateMs: gatesMs[run]!, ...atRun })),
      firstActual: runs[first],
    };
  });
  const ofImport = registers.filter(({ isExport }) => !isExport);
  const ofMeter = messages.filter(({ system }) => system < meters);
  return {
    messages: told.map((message) => ({
      mpan: mpanBy(message.system >= meters),
      dataDay: plan.horizon.startDay + message.day - 1,
      isEstimate: message.isEstimate,
      origin: message.origin,
      read: readOf(message),
      journey: broughtBy(message) < 0 ? undefined : broughtBy(message),
      madeMs: message.madeMs,
      hops: message.stays.map((stay) => hopOf(plan, stay)),
      isOver: message.isOver,
    })),
    registers,
    change:
      changeMs === undefined ? undefined : changeOf(changeMs, ofImport, readingAt(plan, cases, ofMeter, changeMs)),
  };
};

/** On both sides of a change whose the Settlement Periods are. */
const changeOf = (
  atMs: number,
  registers: readonly TracedRegister[],
  reading: ChangeReading | undefined,
): TracedChange => {
  const first = registers.findIndex(({ supplier }) => supplier !== registers[0]!.supplier);
  const before = registers.at(first < 0 ? -1 : first - 1)!;
  const after = first < 0 ? undefined : registers[first]!;
  return {
    atMs,
    outgoing: { supplier: before.supplier, ...before.periods.at(-1)! },
    incoming: after && { supplier: after.supplier, ...after.periods[0]! },
    reading,
  };
};

const READING = messageNumber("reading at the change");

/** The reading at a change, and whether the data that it is of had come by then, as its data service looks it up. */
const readingAt = (
  { horizon: { startDay } }: Plan,
  cases: TracedMeter["cases"],
  messages: readonly MessageJourney[],
  changeMs: number,
): ChangeReading | undefined => {
  const ended = cases.find(
    ({ what, steps }) => C.isSwitch(what) && steps.some(({ state, atMs }) => state === C.OVER && atMs === changeMs),
  );
  const sent = ended?.messages.find(({ kind }) => kind === READING);
  if (ended === undefined || sent === undefined) return undefined;
  const { date } = ended.steps.at(-1)!;
  const isOnData = messages.some(
    ({ day, origin, madeMs }) =>
      (origin === "read" || origin === "reading by hand") && day >= date && madeMs <= sent.madeMs,
  );
  return { atMs: sent.madeMs, isOnData, dataDay: startDay + date - 1 };
};
