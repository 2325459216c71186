import { describe, expect, test } from "vitest";
import { Demand } from "../../src/demand/demand.ts";
import { DemandDays } from "../../src/demand/demand-days.ts";
import { energyForecast } from "../../src/demand/energy-forecast.ts";
import { PROFILE } from "../../src/domain/demand-rules.ts";
import { day, ESTATE, KEYS, RULES, USUAL_WEATHER, WEEKDAYS_OF_FEBRUARY, wordsOf } from "./base-demand.ts";

const of = (rules: typeof RULES, first: number, minutes: 30 | 15 = 30) =>
  energyForecast(rules, ESTATE, { startDay: first, measuredDays: 1 }, KEYS, minutes);
const homes = (rules: typeof RULES, first: number, minutes: 30 | 15 = 30) =>
  of(rules, first, minutes).classes.find(({ name }) => name === "homes")!;

describe("homes with smart meters on a weekday of February 2026, as the Load Shaping Service is reported to see them", () => {
  // Settled domestic import, mean of 14 GSP Groups: 14.4 % from 16:00 to 19:00, 30.4 % from 00:00 to 07:00, busiest to
  // quietest half hour 1.67. Each to the digit that is published.
  test.each([30, 15] as const)("in periods of %i minutes (S-46)", (minutes) => {
    for (const weekday of [WEEKDAYS_OF_FEBRUARY[0]!, WEEKDAYS_OF_FEBRUARY.at(-1)!]) {
      const { eveningShare, nightShare, peakToTrough } = homes(USUAL_WEATHER, weekday, minutes);
      expect(Math.abs(eveningShare - 0.144)).toBeLessThan(0.0005);
      expect(Math.abs(nightShare - 0.304)).toBeLessThan(0.0005);
      expect(Math.abs(peakToTrough! - 1.67)).toBeLessThan(0.005);
    }
  });

  test("in any month's weather to within a point, and three hundredths", () => {
    const all = WEEKDAYS_OF_FEBRUARY.map((weekday) => homes(RULES, weekday));
    const mean = (figure: (one: (typeof all)[number]) => number): number =>
      all.reduce((sum, one) => sum + figure(one), 0) / all.length;
    expect(Math.abs(mean((one) => one.eveningShare) - 0.144)).toBeLessThan(0.01);
    expect(Math.abs(mean((one) => one.nightShare) - 0.304)).toBeLessThan(0.01);
    expect(Math.abs(mean((one) => one.peakToTrough!) - 1.67)).toBeLessThan(0.03);
  });

  test("the classical profile peaks four and a half times above its trough, with 20.6 % and 14.2 % (1997)", () => {
    const rules = { ...USUAL_WEATHER, levelShare: 0 };
    const one = of(rules, WEEKDAYS_OF_FEBRUARY[0]!).classes.find(({ name }) => name === "domestic")!;
    expect(one.eveningShare).toBeCloseTo(0.206, 3);
    expect(one.nightShare).toBeCloseTo(0.142, 3);
    expect(one.peakToTrough!).toBeCloseTo(4.6, 1);
  });
});

describe("a year", () => {
  test("of the mean home is 3,140 kWh: 92.3 TWh × 0.97 ÷ 28.5 m homes", () => {
    expect((92.3e9 * 0.97) / 28.5e6).toBeCloseTo(3141, 0);
    const {
      shares,
      curves: { kwh },
    } = new DemandDays(RULES, KEYS, 30);
    const classes = [PROFILE.domestic, PROFILE.economy7, PROFILE.electricVehicle];
    const meters = classes.reduce<number>((sum, one) => sum + shares[one]!, 0);
    expect(meters).toBeCloseTo(0.92, 12);
    expect(classes.reduce<number>((sum, one) => sum + shares[one]! * kwh[one]!, 0) / meters).toBeCloseTo(3140, 9);
  });

  test("of a home that charges is that of one that doesn't and 7 kW for four hours in 31.5 % of nights", () => {
    const { kwh } = new DemandDays(RULES, KEYS, 30).curves;
    expect(kwh[PROFILE.electricVehicle]! - kwh[PROFILE.domestic]!).toBeCloseTo(7 * 4 * 0.315 * 365.25, 6);
    // As in the profiles of 1997: 6,993 kWh to 3,922.
    expect(kwh[PROFILE.economy7]! / kwh[PROFILE.domestic]!).toBeCloseTo(6993 / 3922, 3);
  });

  test("that meters truly have is a year's of their class, over all meters and all days", () => {
    const METERS = 4000;
    const demand = new Demand(USUAL_WEATHER, KEYS, wordsOf(METERS), 30);
    const {
      shares,
      curves: { kwh },
    } = demand.days;
    const first = day("2027-01-01");
    let kwhOfAll = 0;
    for (let meter = 0; meter < METERS; meter++)
      for (let one = first; one < first + 365; one++) kwhOfAll += demand.trueWh(meter, one) / 1000;
    // Variance of a meter's annual use: of its class, and of a lognormal in it; what days add to it is less than 2 %.
    const mean = shares.reduce((sum, share, profile) => sum + share * kwh[profile]!, 0);
    const square = shares.reduce((sum, share, profile) => sum + share * kwh[profile]! ** 2, 0) * Math.exp(0.55 ** 2);
    const sigma = Math.sqrt((square - mean ** 2) / METERS);
    expect(Math.abs(kwhOfAll / METERS - mean)).toBeLessThan(4 * sigma);
  });
});
