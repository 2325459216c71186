import { clockOffsetMinutes } from "../domain/civil-time.ts";
import { DAY_SHAPES, type DemandRules, PROFILE, PROFILES, WHOLE_DAY } from "../domain/demand-rules.ts";
import type { Estate, Horizon } from "../domain/plan.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { DemandDays, GROUPS, shapeIndex } from "./demand-days.ts";

const KWH_A_GWH = 1e6;

/** Classes of use that figures are given for, alone and together. */
export const ENERGY_CLASSES = [
  { name: "domestic", title: "Homes, one rate", profiles: [PROFILE.domestic] },
  { name: "economy-7", title: "Homes, Economy 7", profiles: [PROFILE.economy7] },
  { name: "electric-vehicle", title: "Homes, electric vehicle", profiles: [PROFILE.electricVehicle] },
  { name: "homes", title: "All homes", profiles: [PROFILE.domestic, PROFILE.economy7, PROFILE.electricVehicle] },
  { name: "non-domestic", title: "Small non-domestic", profiles: [PROFILE.nonDomestic] },
  {
    name: "imports",
    title: "All imports",
    profiles: [PROFILE.domestic, PROFILE.economy7, PROFILE.electricVehicle, PROFILE.nonDomestic],
  },
  { name: "exports", title: "Export", profiles: [PROFILE.export] },
] as const;
export type EnergyClass = (typeof ENERGY_CLASSES)[number]["name"];

/** What a class of meters is expected to use on the mean of some UTC days. */
export interface EnergyFigures {
  readonly name: EnergyClass;
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

/** What the meters of an estate are expected to use on the mean of some days, by the tables of the generator. */
export interface EnergyForecast {
  /** UTC days, since 1970-01-01. */
  readonly firstDay: number;
  readonly days: number;
  /** In the order of `ENERGY_CLASSES`. */
  readonly classes: readonly EnergyFigures[];
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
    const { shares } = days;
    const { kwh } = days.curves;
    for (let profile = 0; profile < PROFILES.length; profile++) {
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
            byClock[profile]![clock / periodMinutes]! += gwh * (shapes[at]![t]! / WHOLE_DAY);
          }
        }
    }
  }
  const classes = ENERGY_CLASSES.map(({ name, profiles }): EnergyFigures => {
    const gwh = Float64Array.from({ length: periods }, (_, t) =>
      profiles.reduce<number>((sum, profile) => sum + byClock[profile]![t]!, 0),
    );
    return { name, ...figuresOf(gwh, periodMinutes) };
  });
  return { firstDay: startDay, days: measuredDays, classes };
};

const figuresOf = (gwh: Float64Array, periodMinutes: number): Omit<EnergyFigures, "name"> => {
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
