import { mpanOf } from "../domain/mpan.ts";
import type { Plan } from "../domain/plan.ts";
import type { RunName } from "../domain/settlement-runs.ts";
import { usersOf } from "../domain/users.ts";
import { DAY_MS } from "../kernel/time.ts";
import type { Journey, MessageJourney, MessageOrigin } from "../ledger/meter-journal.ts";
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

/** What one register is settled on, as far as the day is one supplier's, and when that changes. */
export interface TracedRegister {
  readonly mpan: string;
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
  readonly registers: readonly TracedRegister[];
}

/** The way of a day's data to settlement, and what it is settled on. */
export const tracedSettlement = (
  plan: Plan,
  { meter, journeys, messages }: TracedMeter,
  { runs, gatesMs, registers }: SettledMeter,
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
  const told = messages.filter((message) => message.day === day || broughtBy(message) >= 0);
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
    registers: registers.map(({ isExport, supplier, utcDay, periods, trueKwh, runs: atRuns }) => {
      const first = atRuns.findIndex(({ isActual }) => isActual);
      return {
        mpan: mpanBy(isExport),
        supplier: usersOf(plan)[supplier]!.name,
        utcDay,
        periods,
        trueKwh,
        runs: atRuns.map((atRun, run) => ({ run: runs[run]!, gateMs: gatesMs[run]!, ...atRun })),
        firstActual: runs[first],
      };
    }),
  };
};
