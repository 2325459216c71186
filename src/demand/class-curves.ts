import { type DemandRules, PROFILE } from "../domain/demand-rules.ts";
import { HALF_HOUR_MINUTES, HALF_HOURS_A_DAY } from "../kernel/time.ts";
import { type Curves, ECONOMY_7_1997, NON_DOMESTIC_1997, UNRESTRICTED_1997 } from "./load-profiles-1997.ts";

const DAYS_A_YEAR = 365.25;
/** Days of winter, spring, summer, high summer and autumn in a year of the classical profiles. */
const SEASON_DAYS = [155, 48, 70, 44, 48];

/** Annual kWh of the average customer of a classical profile. */
const annualKwh = (curves: Curves): number =>
  curves.reduce((sum, kilowatts, i) => {
    const daysOfWeek = i % 3 === 0 ? 5 : 1;
    const days = (SEASON_DAYS[Math.floor(i / 3)]! * daysOfWeek) / 7;
    return sum + (days * sumOf(kilowatts)) / 2;
  }, 0);

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Part of each half hour of the clock day that lies between two times of day. */
const partIn = (fromMinute: number, toMinute: number): Float64Array =>
  Float64Array.from(
    { length: HALF_HOURS_A_DAY },
    (_, i) =>
      Math.max(0, Math.min(toMinute, (i + 1) * HALF_HOUR_MINUTES) - Math.max(fromMinute, i * HALF_HOUR_MINUTES)) /
      HALF_HOUR_MINUTES,
  );

/** What the average customer of each import profile uses: kW by half hour of the clock, and kWh a year. */
export interface ClassCurves {
  /** [profile] → season and day type (`curveOf`) → 48 half hours. */
  readonly home: readonly Curves[];
  /** kW of an electric vehicle in a night that it charges. */
  readonly charging: Float64Array;
  /** [profile] → kWh a year; export has its own. */
  readonly kwh: readonly number[];
}

/**
 * The 1997 curves, brought to today: homes to their mean annual use, charging included, with part of what they use
 * level over the day.
 */
export const classCurvesOf = (rules: DemandRules): ClassCurves => {
  const { economy7Share, electricVehicleShare, levelShare, charging } = rules;
  const block = partIn(charging.fromMinute, charging.toMinute);
  const chargingKwh = (DAYS_A_YEAR * charging.nights * charging.kilowatts * sumOf(block)) / 2;
  const oneRateKwh = annualKwh(UNRESTRICTED_1997);
  const economy7Kwh = annualKwh(ECONOMY_7_1997);
  const withoutCharging = rules.domesticKwh - electricVehicleShare * chargingKwh;
  const toToday = withoutCharging / ((1 - economy7Share) * oneRateKwh + economy7Share * economy7Kwh);
  const today = (curves: Curves): Curves =>
    curves.map((kilowatts) => {
      const mean = sumOf(kilowatts) / HALF_HOURS_A_DAY;
      return kilowatts.map((kw) => toToday * (kw + levelShare * (mean - kw)));
    });
  const oneRate = today(UNRESTRICTED_1997);
  const toTodayElsewhere = rules.nonDomesticKwh / annualKwh(NON_DOMESTIC_1997);
  const elsewhere = NON_DOMESTIC_1997.map((kilowatts) => kilowatts.map((kw) => toTodayElsewhere * kw));
  const home: Curves[] = [];
  home[PROFILE.domestic] = oneRate;
  home[PROFILE.economy7] = today(ECONOMY_7_1997);
  home[PROFILE.electricVehicle] = oneRate;
  home[PROFILE.nonDomestic] = elsewhere;
  const kwh: number[] = [];
  kwh[PROFILE.domestic] = toToday * oneRateKwh;
  kwh[PROFILE.economy7] = toToday * economy7Kwh;
  kwh[PROFILE.electricVehicle] = toToday * oneRateKwh + chargingKwh;
  kwh[PROFILE.nonDomestic] = rules.nonDomesticKwh;
  return { home, charging: block.map((part) => charging.kilowatts * part), kwh };
};
