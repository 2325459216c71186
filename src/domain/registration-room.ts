import type { Plan } from "./plan.ts";
import type { RegistrationRules } from "./registration.ts";
import { drawsFor } from "./successors.ts";

/** Days before the first measured one for which what was asked for is drawn, at most. */
export const DAYS_BEFORE = 64;

/** Draws are as good as never so many standard deviations above what is expected. */
const DEVIATIONS = 8;

type Estate = Pick<Plan["estate"], "meters" | "supplierShares" | "mdrShares">;

/** Appointments that switches bring of one service, by meter and day; one of the wrong meter's brings two. */
const bySwitch = ({ switches }: RegistrationRules, estate: Estate): number =>
  (drawsFor(switches.perDay, estate.supplierShares) / estate.meters) * (1 + switches.erroneousShare);

/** Room for what has chances by meter and day, over the days of a run that ends on a day and those before it. */
const roomFor = (perMeterDay: number, meters: number, endDay: number): number => {
  const expected = perMeterDay * meters * (DAYS_BEFORE + endDay);
  return Math.ceil(expected + DEVIATIONS * Math.sqrt(expected)) + DEVIATIONS * DEVIATIONS;
};

/** Room for the changes of MDR that a run of so many meters may put down. */
export const roomForMdrs = (rules: RegistrationRules, estate: Estate, meters: number, endDay: number): number =>
  roomFor(bySwitch(rules, estate) + drawsFor(rules.mdrChangesPerMeterDay, estate.mdrShares), meters, endDay);

/** The same of data services that are asked for. */
export const roomForDataServices = (rules: RegistrationRules, estate: Estate, meters: number, endDay: number): number =>
  roomFor(
    bySwitch(rules, estate) + (rules.newConnectionsPerDay + rules.serviceChangesPerDay) / estate.meters,
    meters,
    endDay,
  );
