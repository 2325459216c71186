import type { SettlementMarket } from "../actors/market.ts";
import type { MeterPick } from "../domain/meter-picks.ts";
import { withSupplier } from "../domain/meter-word.ts";
import type { Plan } from "../domain/plan.ts";
import type { RunName } from "../domain/settlement-runs.ts";
import { DAY_MS } from "../kernel/time.ts";
import type { CaseJourney } from "../ledger/case-journal.ts";
import { type Journey, type MessageJourney, MeterJournal } from "../ledger/meter-journal.ts";
import { MeterSurvey } from "../ledger/meter-survey.ts";
import { type SettledRegister, settledMeter } from "../settlement/settled-meter.ts";
import { meteringSystems } from "./central-record.ts";
import { type Run, type RunOptions, runToEnd } from "./run.ts";
import type { RunResult } from "./run-result.ts";

/** What a run is watched for: all that happens to one meter, or which meter is what is asked for on a day of it. */
export type Watch =
  | { readonly for: "meter"; readonly meter: number; readonly day: number }
  | { readonly for: "pick"; readonly pick: MeterPick; readonly day: number };

/** All that happened to one meter in a run. */
export interface TracedMeter {
  readonly meter: number;
  /** Its packed word as the day that is watched begins. */
  readonly word: number;
  readonly journeys: readonly Journey[];
  readonly messages: readonly MessageJourney[];
  /** Switches, appointments and reports of it, where Registration is on. */
  readonly cases: readonly CaseJourney[];
  /** What the data that a day's reads bring is settled on; undefined where settlement is off. */
  readonly settled: SettledMeter | undefined;
}

/** What a meter's data of one day is settled on, run by run; at a change of supplier of the day after it as well. */
export interface SettledMeter {
  readonly runs: readonly RunName[];
  readonly registers: readonly (SettledRegister & {
    /** Of each run, in ms since the first measured midnight. */
    readonly gatesMs: readonly number[];
  })[];
  /** When its supplier changes, in ms since the first measured midnight; undefined: it doesn't on the day. */
  readonly changeMs: number | undefined;
}

/** What was watched for: a meter's life, or the number of the meter that was picked, if there is one. */
export type Watched = { readonly traced: TracedMeter } | { readonly picked: number | undefined };

/** One run from start to end, and what was watched for. It is the same run as without. */
export const simulateWatched = (
  plan: Plan,
  watch: Watch,
  options: Pick<RunOptions, "progress" | "debug"> = {},
): { readonly result: RunResult; readonly watched: Watched } => {
  if (watch.for === "pick") {
    let survey: MeterSurvey | undefined;
    const { result } = runToEnd(plan, {
      ...options,
      observe: (sim, rows, meters) => (survey = new MeterSurvey(sim, plan, rows, watch.day, meters)),
    });
    return { result, watched: { picked: survey!.pick(watch.pick) } };
  }
  const { meter, day } = watch;
  let journal: MeterJournal | undefined;
  const { run, result } = runToEnd(plan, {
    ...options,
    observe: (sim, rows, meters) => (journal = new MeterJournal(sim, plan, rows, meter, meters)),
  });
  const { journeys, messages, registration } = journal!;
  const { cases } = registration;
  const settled = run.market.settlement && settledOn(run, run.market.settlement, meter, day);
  const word = wordOn(run, meter, day);
  return { result, watched: { traced: { meter, word, journeys, messages, cases, settled } } };
};

/** A meter's word as a day begins: by the end of the run it may have changed supplier. */
const wordOn = ({ context: { words }, market: { settlement } }: Run, meter: number, day: number): number => {
  const word = words[meter]!;
  const { changes } = settlement ?? {};
  return changes === undefined ? word : withSupplier(word, changes.supplierAt(word, meter, day * DAY_MS));
};

/**
 * Reads of a day bring the data of the UTC day before. Where a change of supplier ends that day, the incoming one's
 * first is the next, as far as it is measured.
 */
const settledOn = (
  { context, plan, reachability }: Run,
  market: SettlementMarket,
  meter: number,
  day: number,
): SettledMeter => {
  const { gates, changes } = market;
  const { smart, others } = meteringSystems(context, market, reachability);
  const { central } = plan.settlement!;
  const { runs } = gates;
  const { startDay, measuredDays } = plan.horizon;
  const changeMs = changes?.lastOf(meter, (day - 1) * DAY_MS, day * DAY_MS);
  const measured = (changeMs === undefined ? [day] : [day, day + 1]).filter((one) => one < measuredDays);
  return {
    runs,
    registers: measured.flatMap((one) => {
      const gatesMs = runs.map((_, run) => gates.gateMs(one, run));
      const registers = settledMeter(meter, runs.length, startDay + one - 1, one, smart, central, others);
      return registers.map((register) => ({ ...register, gatesMs }));
    }),
    changeMs,
  };
};
