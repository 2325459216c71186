import type { SettlementMarket } from "../actors/market.ts";
import type { Context } from "../actors/market-context.ts";
import { openDemand } from "../demand/demand.ts";
import { PROFILES } from "../domain/demand-rules.ts";
import { HAS_EXPORT } from "../domain/meter-word.ts";
import type { Reachability } from "../domain/reachability.ts";
import type { SupplierChanges } from "../domain/supplier-changes.ts";
import { DAY_MS, MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { type MeteringSystems, type SharedDay, Traits } from "../settlement/metering-systems.ts";
import { eachCorrection } from "../settlement/period-corrections.ts";
import { type SettledRun, settleRuns } from "../settlement/settled-runs.ts";
import { SMART } from "../settlement/smart-systems.ts";
import { BrokenLaw } from "./laws.ts";
import { otherMeteringSystems } from "./other-metering-systems.ts";

const WH_A_MWH = 1e6;

/** What central settlement makes of the measured days at each run, by what MDS accepted until its gate. */
export const centralRecord = (
  context: Context,
  market: Pick<SettlementMarket, "settled" | "gates" | "changes" | "otherServices">,
  { reachability, onSettled }: { readonly reachability: Reachability; readonly onSettled: (share: number) => void },
): readonly SettledRun[] => {
  const { words } = context;
  const { horizon, settlement } = context.plan;
  // Measured reads bring the data of the UTC day before.
  const days = Array.from({ length: horizon.measuredDays }, (_, day) => horizon.startDay + day - 1);
  const { smart, others } = meteringSystems(context, market, reachability);
  const runs = settleRuns(market.gates.runs, days, smart, settlement!.central, others, onSettled);
  const registers = words.reduce((sum, word) => sum + ((word & HAS_EXPORT) === 0 ? 1 : 2), 0);
  const systems = (registers + (market.otherServices?.others.count ?? 0)) * days.length;
  const faults = runs.flatMap((run) => brokenRun(run, systems));
  if (market.changes !== undefined) faults.push(...brokenShares(runs, days, smart, others));
  if (faults.length > 0) throw new BrokenLaw(`in settlement: ${faults.join("; ")}`);
  return runs;
};

/** What settlement knows of the metering systems of a run: of smart meters, and of what is read otherwise. */
export const meteringSystems = (
  { plan, words: { length: meters }, registered }: Context,
  { settled, changes, otherServices }: Pick<SettlementMarket, "settled" | "changes" | "otherServices">,
  reachability: Reachability,
): { readonly smart: MeteringSystems; readonly others: readonly MeteringSystems[] } => {
  const { seed, replication, estate } = plan;
  const { periodMinutes, central } = plan.settlement!;
  const rewound = changes?.rewound(registered) ?? registered;
  const words = rewound.subarray(0, meters);
  const goTo = changes && openDaysOf(rewound, changes, periodMinutes);
  /** Of the metering systems whose words are a part of all. */
  const of = (part: Uint32Array, first: number): Pick<MeteringSystems, "words" | "goTo"> => ({
    words: part,
    ...(goTo && { goTo: (measuredDay) => within(goTo(measuredDay), first, part.length) }),
  });
  const demand = openDemand(plan, words, reachability);
  const smart: MeteringSystems = {
    ...SMART,
    ...of(words, 0),
    demand,
    accepted: settled,
    traits: new Traits(seed, replication, central),
    sizes: {
      suppliers: estate.supplierShares.length,
      groups: estate.gspGroupShares.length,
      profiles: PROFILES.length,
    },
    periods: MINUTES_A_DAY / periodMinutes,
    shapeSampleMin: central.shapeSampleMin,
  };
  if (otherServices === undefined) return { smart, others: [] };
  const ofOthers = (segment: number) =>
    of(otherServices.others.partOf(rewound.subarray(meters), segment), meters + otherServices.others.first[segment]!);
  // Smart meters in traditional mode: those that never answer.
  const isReadByHand = (meter: number): boolean => reachability.neverAnswers(meter);
  return {
    smart: { ...smart, isReadByHand },
    others: otherMeteringSystems(plan, otherServices, smart, demand, ofOthers),
  };
};

/**
 * Goes from one measured day's suppliers to the next one's; the data of a measured day is of the UTC day before. It is
 * asked by each part of the metering systems: all of them stand at one day.
 */
const openDaysOf = (
  words: Uint32Array,
  changes: SupplierChanges,
  periodMinutes: number,
): NonNullable<MeteringSystems["goTo"]> => {
  let day: number | undefined;
  let shared: readonly SharedDay[] = [];
  return (measuredDay) => {
    if (measuredDay === day) return shared;
    day = measuredDay;
    const fromMs = (measuredDay - 1) * DAY_MS;
    shared = changes
      .goTo(words, fromMs, fromMs + DAY_MS)
      .map(({ atMs, ...one }) => ({ ...one, period: (atMs - fromMs) / (periodMinutes * MINUTE_MS) }));
    return shared;
  };
};

/** Those of so many metering systems from a first one on, numbered from it. */
const within = (shared: readonly SharedDay[], first: number, count: number): readonly SharedDay[] =>
  shared.flatMap((one) =>
    one.meter >= first && one.meter < first + count ? [{ ...one, meter: one.meter - first }] : [],
  );

/** Relative to the energy, what rounding may leave. */
const ROUNDING = 1e-9;

/** Every metering system is settled once; what suppliers are settled on is what was taken; money only changes hands. */
export const brokenRun = (
  { run, derivations, bySupplier, corrections, money }: SettledRun,
  systems: number,
): string[] => {
  const { halfHourly, e1, partDays, e4, e5 } = derivations;
  const faults: string[] = [];
  const settled = halfHourly + e1 + partDays + e4 + e5;
  if (settled !== systems) faults.push(`${run} settles ${settled} metering systems' days of ${systems}`);
  let taken = 0;
  let energy = 0;
  let left = 0;
  for (const { takeMwh, unallocatedMwh } of eachCorrection(corrections)) {
    taken += takeMwh;
    energy += Math.abs(takeMwh);
    left += unallocatedMwh;
  }
  const supplied = bySupplier.reduce((sum, { correctedMwh }) => sum + correctedMwh, 0);
  if (Math.abs(supplied + left - taken) > ROUNDING * energy)
    faults.push(`${run} settles suppliers on ${supplied} MWh and leaves ${left} of ${taken} taken`);
  const pounds = bySupplier.reduce((sum, one) => sum + one.pounds, 0);
  if (left === 0 && Math.abs(pounds) > ROUNDING * (energy + money.pounds) * 1e4)
    faults.push(`${run} leaves ${pounds} pounds with nobody`);
  return faults;
};

/** However meters change supplier, what all suppliers have together is what all meters used. */
export const brokenShares = (
  runs: readonly SettledRun[],
  days: readonly number[],
  of: Pick<MeteringSystems, "words" | "demand">,
  others: readonly Pick<MeteringSystems, "words" | "demand">[] = [],
): string[] => {
  let wh = 0;
  for (const { words, demand } of [of, ...others])
    for (const day of days) for (let meter = 0; meter < words.length; meter++) wh += demand.trueWh(meter, day);
  const mwh = wh / WH_A_MWH;
  return runs.flatMap(({ run, bySupplier }) => {
    const supplied = bySupplier.reduce((sum, { trueMwh }) => sum + trueMwh, 0);
    return Math.abs(supplied - mwh) <= ROUNDING * mwh ? [] : [`${run}: suppliers have ${supplied} MWh of ${mwh}`];
  });
};

/** Every figure by name, for the result fingerprint. */
export const centralScalars = (runs: readonly SettledRun[]): Record<string, number> => {
  const scalars: Record<string, number> = {};
  for (const { run, derivations, bySupplier, byGroup, byClass, corrections, shapes, money } of runs) {
    for (const [name, systems] of Object.entries(derivations)) scalars[`central.${run}.${name}`] = systems;
    for (const [by, shares] of Object.entries({ supplier: bySupplier, group: byGroup }))
      for (const [number, share] of shares.entries())
        for (const [name, value] of Object.entries(share)) scalars[`central.${run}.${by}${number}.${name}`] = value;
    for (const [n, mwh] of byClass.corrected.entries()) scalars[`central.${run}.class${n}`] = mwh;
    scalars[`central.${run}.settled`] = corrections.settledMwh.reduce((sum, mwh) => sum + mwh, 0);
    scalars[`central.${run}.shapes`] = shapes.defaulted;
    scalars[`central.${run}.pounds`] = money.pounds;
    scalars[`central.${run}.moved`] = money.movedPounds;
  }
  return scalars;
};
