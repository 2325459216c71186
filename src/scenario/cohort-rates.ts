import type { TrafficRow } from "../domain/plan.ts";
import type { RowId } from "./names.ts";
import { RATES, type Rate, type RateInputs } from "./rates.ts";
import type { Resolved } from "./schema.ts";

const COHORTS = ["ioc", "moc", "foc"] as const;

/** A row's rate in each SMETS1 cohort, where one of them schedules another share of its reads than SMETS2 (S-05). */
export const cohortRates = (
  id: RowId,
  { smets1Scheduled }: Resolved,
  rates: RateInputs,
): readonly number[] | undefined => {
  const rate = (of: RateInputs): number => RATES[id].rate(of).smets1;
  const all = COHORTS.map((cohort) => {
    const share = smets1Scheduled[cohort];
    return rate(share === undefined ? rates : { ...rates, scheduled: share, onDemand: 1 - share });
  });
  return all.every((one) => one === rate(rates)) ? undefined : all;
};

/** First attempts a day for one meter, by its device type, and by cohort where those differ. */
export const perMeterDayOf = (
  { smets2, smets1 }: Rate,
  cohorts: readonly number[] | undefined,
  { estate: { s1spSplit } }: Resolved,
  today: number,
): TrafficRow["perMeterDay"] => {
  if (cohorts === undefined) return { smets2: smets2 * today, smets1: smets1 * today };
  const mean = cohorts.reduce((sum, rate, i) => sum + rate * s1spSplit[COHORTS[i]!], 0);
  return { smets2: smets2 * today, smets1: mean * today, cohorts: cohorts.map((rate) => rate * today) };
};
