import { clockOffsetMinutes } from "../domain/civil-time.ts";
import { CATEGORY_OF, DAY_SHAPES, type DemandRules, PROFILE, PROFILES } from "../domain/demand-rules.ts";
import type { Estate, Horizon } from "../domain/plan.ts";
import { DemandDays, GROUPS, shapeIndex } from "./demand-days.ts";

const MINUTES_A_DAY = 1440;
const KWH_A_GWH = 1e6;

/** What a class of meters is expected to use on the mean measured UTC day. */
export interface EnergyFigures {
  readonly gwhPerDay: number;
  /** Shares of the day's energy between hours of the clock. */
  readonly eveningShare: number;
  readonly nightShare: number;
  /** Minute of the clock day at which its busiest period begins. */
  readonly busiestMinute: number;
  readonly peakGw: number;
  /** Busiest ÷ quietest period; undefined where some period has nothing. */
  readonly peakToTrough: number | undefined;
}

/** Hours of the clock that calibration figures are published for. */
export const EVENING = { fromHour: 16, toHour: 19 } as const;
export const NIGHT = { fromHour: 0, toHour: 7 } as const;

/** What the meters of an estate are expected to use on its measured days, computed from the tables of the generator. */
export interface EnergyForecast {
  /** By profile, in the order of `PROFILES`. */
  readonly profiles: readonly EnergyFigures[];
  readonly homes: EnergyFigures;
  /** All import. */
  readonly all: EnergyFigures;
}

export const energyForecast = (
  rules: DemandRules,
  estate: Estate,
  { startDay, measuredDays }: Pick<Horizon, "startDay" | "measuredDays">,
  keys: { readonly seed: string; readonly replication: number },
  periodMinutes: number,
): EnergyForecast => {
  const days = new DemandDays(rules, keys, periodMinutes);
  const periods = MINUTES_A_DAY / periodMinutes;
  const byClock = PROFILES.map(() => new Float64Array(periods));
  for (let day = startDay; day < startDay + measuredDays; day++) {
    const { levels, shapes } = days.of(day);
    for (let profile = 0; profile < PROFILES.length; profile++) {
      const { shares, kwh } = days.curves;
      const isExport = profile === PROFILE.export;
      const meters = estate.meters * (isExport ? estate.exportShare : shares[profile]!);
      const annualGwh = (meters * (isExport ? rules.exportKwh : kwh[profile]!)) / KWH_A_GWH;
      for (let group = 0; group < GROUPS; group++)
        for (let shape = 0; shape < DAY_SHAPES; shape++) {
          const at = shapeIndex(profile, group, shape);
          const gwh = (annualGwh * estate.gspGroupShares[group]! * levels[at]!) / (DAY_SHAPES * measuredDays);
          for (let t = 0; t < periods; t++) {
            const minute = t * periodMinutes;
            const clock = (minute + clockOffsetMinutes(day, minute)) % MINUTES_A_DAY;
            byClock[profile]![clock / periodMinutes]! += gwh * (shapes[at]![t]! / 2 ** 30);
          }
        }
    }
  }
  const together = (profiles: readonly number[]): Float64Array =>
    Float64Array.from({ length: periods }, (_, t) => profiles.reduce((sum, p) => sum + byClock[p]![t]!, 0));
  const imports = PROFILES.map((_, profile) => profile).filter((profile) => profile !== PROFILE.export);
  const homes = imports.filter((profile) => CATEGORY_OF[profile] === CATEGORY_OF[PROFILE.domestic]);
  const figures = (gwh: Float64Array): EnergyFigures => figuresOf(gwh, periodMinutes);
  return { profiles: byClock.map(figures), homes: figures(together(homes)), all: figures(together(imports)) };
};

const figuresOf = (gwh: Float64Array, periodMinutes: number): EnergyFigures => {
  const sum = gwh.reduce((all, one) => all + one, 0);
  const between = ({ fromHour, toHour }: { readonly fromHour: number; readonly toHour: number }): number =>
    gwh.reduce((all, one, t) => {
      const hour = (t * periodMinutes) / 60;
      return hour >= fromHour && hour < toHour ? all + one : all;
    }, 0) / sum;
  const peak = gwh.reduce((most, one) => Math.max(most, one), 0);
  const trough = gwh.reduce((least, one) => Math.min(least, one), peak);
  return {
    gwhPerDay: sum,
    eveningShare: between(EVENING),
    nightShare: between(NIGHT),
    busiestMinute: gwh.indexOf(peak) * periodMinutes,
    peakGw: (peak * 60) / periodMinutes,
    peakToTrough: trough > 0 ? peak / trough : undefined,
  };
};
