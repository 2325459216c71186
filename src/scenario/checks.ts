import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import { campaignProblems } from "./campaign-checks.ts";
import { checkCollection } from "./collection.ts";
import { contractProblems } from "./contracts.ts";
import { outageProblems } from "./demand.ts";
import { entryProblems } from "./entry-checks.ts";
import { checkFaults } from "./fault-checks.ts";
import { faultWarnings } from "./fault-warnings.ts";
import { lateDataProblems } from "./late-data-checks.ts";
import { GSP_GROUPS } from "./names.ts";
import { wholeOf } from "./plan.ts";
import { priceProblems } from "./price-checks.ts";
import type { Problem } from "./problem.ts";
import { credentials, networksAndRest } from "./rates.ts";
import { registrationProblems } from "./registration.ts";
import { rowProblems, windowProblems } from "./row-checks.ts";
import { flagProfile } from "./rows.ts";
import { type Resolved, WithFixedCapacity } from "./schema.ts";
import { settlementProblems } from "./settlement.ts";
import { type Source, sourceAt, spotOf } from "./source.ts";
import { quantityText } from "./units.ts";
import { readWindow } from "./window.ts";
import { sumsToOne, sumText } from "./window-shape.ts";
import { readWorkingDays } from "./working-hours.ts";

/** Puts a problem at the value of a path. */
export type Put = (path: readonly string[], message: string) => void;

/** Fourteen months to the last run of a day, and some: series have a value a minute, and keep all of them. */
const RUN_DAYS_MAX = 440;
/** What a cache keeps of a meter has room for so many data days. */
const CACHE_DAYS_MAX = 110;
/** What a request's packed word in a run has room for. */
const RETRIES_MAX = 7;
const USERS_MAX = 64;

/** What must hold between values that are each right by themselves. Sections that can't be decoded are passed over. */
export const crossChecks = (source: Source, values: Partial<Resolved>, problems: Problem[]): void => {
  const put: Put = (path, message) =>
    void problems.push({ at: spotOf(source, path, "value"), path: path.join("."), message });
  if (values.estate !== undefined) checkEstate(values.estate, put);
  if (values.collection !== undefined) checkCollection(values.collection, values.estate, put);
  if (values.failures !== undefined) checkFailures(values.failures, put);
  if (values.roundTrip !== undefined) checkRoundTrip(values.roundTrip, put);
  if (values.horizon !== undefined) checkHorizon(values.horizon, values.smets1Cache, put);
  if (values.schedule !== undefined) checkSchedule(values.schedule, put);
  if (values.purposeFlag !== undefined) checkFlag(values.purposeFlag, values.horizon, values.schedule, put);
  if (values.windows !== undefined) windowProblems(values.windows, values.horizon?.start, put);
  if (values.existing !== undefined && values.estate !== undefined) checkChanges(values.existing, values.estate, put);
  if (values.mhhs !== undefined && values.mhhs.cycle % DAY_MS !== 0)
    put(["mhhs", "cycle"], `${time(values.mhhs.cycle)}; expected a whole number of days, such as 30 d`);
  if (values.estate !== undefined && values.endpoints !== undefined) checkUsers(values.estate, values.endpoints, put);
  if (values.performance !== undefined && values.performance.minimum > values.performance.target)
    put(["performance", "minimum"], `${values.performance.minimum} is above the target; expected no more than it`);
  if (values.performance !== undefined && values.horizon !== undefined && values.horizon.measure % DAY_MS === 0) {
    const days = readWorkingDays(values.performance.workingHours, values.horizon);
    if ("wrong" in days) put(["performance", "workingHours"], days.wrong);
  }
  if (values.contracts !== undefined) {
    contractProblems(values.contracts, values.policy, put);
    if (values.contracts.enforce && isPrivateInside(sourceAt(source, ["contracts"])))
      put(["contracts", "enforce"], "what is carried would tell a private contract; expected enforce: false with one");
  }
  priceProblems(values, source, problems, put);
  rowProblems(values, put);
  entryProblems(values, put);
  campaignProblems(values, put);
  lateDataProblems(values, put);
  settlementProblems(values, put);
  registrationProblems(values, put);
  const whole = isComplete(values) ? wholeOf(values) : undefined;
  checkFaults(values, whole, put);
  if (isComplete(values) && whole !== undefined) outageProblems(values, whole.estate, put);
};

const isPrivateInside = (source: Source | undefined): boolean =>
  source?.isPrivate === true || (source?.kind === "map" && [...source.entries.values()].some(isPrivateInside));

const isComplete = (values: Partial<Resolved>): values is Resolved =>
  Object.keys(WithFixedCapacity.fields).every((section) => values[section as keyof Resolved] !== undefined);

/** Calibration has the credentials of changes of supplier among suppliers' requests: they are no more than these. */
const checkChanges = (existing: Resolved["existing"], estate: Resolved["estate"], put: Put): void => {
  const [all, of] = [existing.supplierRequestsPerMeterDay, credentials({ existing, estate })];
  if (of > all)
    put(
      ["existing", "changesOfSupplier"],
      `${Number(of.toPrecision(4))} /meter-day of credentials, of ${all} /meter-day that suppliers send (T08); ` +
        "expected fewer changes, or more supplierRequestsPerMeterDay",
    );
};

const checkUsers = (estate: Resolved["estate"], endpoints: Resolved["endpoints"], put: Put): void => {
  const suppliers = estate.suppliers.large.length + estate.suppliers.small.count;
  const users = suppliers + estate.independentMdrs + endpoints.otherUsers + GSP_GROUPS.length;
  if (users > USERS_MAX)
    put(
      ["endpoints", "otherUsers"],
      `${suppliers} suppliers, ${estate.independentMdrs} MDRs, ${endpoints.otherUsers} Other Users and ` +
        `${GSP_GROUPS.length} networks are ${users} Users; expected at most ${USERS_MAX} in all`,
    );
};

/** What is allowed, and yet may not be what was meant, or more than the forecast can tell. */
export const warningsOf = (source: Source, values: Resolved): readonly Problem[] => {
  const warnings: Problem[] = [];
  const put: Put = (path, message) =>
    void warnings.push({ at: spotOf(source, path, "value"), path: path.join("."), message });
  const rest = networksAndRest(values);
  if (rest < -1e-9)
    put(
      ["existing", "messagesPerMeterDay"],
      `the uses that are named add up to ${Number((-rest).toFixed(4))} /meter-day more than these messages leave ` +
        "after daily reads; networks and the rest (T09) is taken as 0: expected more messages, or less of T05 to T08",
    );
  if (values.dco.readShare > 0)
    put(
      ["dco", "readShare"],
      "the fluid twin has no DCO: its forecast leaves out that reads wait there; the run has it",
    );
  return [...warnings, ...faultWarnings(source, values)];
};

const time = (ms: number): string => quantityText(ms, "duration");

const checkEstate = (estate: Resolved["estate"], put: Put): void => {
  const sums = (path: readonly string[], shares: readonly number[], what: string): void => {
    if (!sumsToOne(shares)) put(path, `${what} sum to ${sumText(shares)}; expected 1`);
  };
  const { ioc, moc, foc } = estate.s1spSplit;
  sums(["estate", "s1spSplit"], [ioc, moc, foc], "the shares of the S1SPs");
  const groups = GSP_GROUPS.map((letter) => estate.gspGroups[letter]);
  sums(
    ["estate", "gspGroups"],
    groups.map((group) => group.share),
    "the shares of the GSP Groups",
  );
  for (const [i, { north = 0, central = 0, south = 0 }] of groups.entries())
    sums(
      ["estate", "gspGroups", GSP_GROUPS[i]!],
      [north, central, south],
      "its shares of CSP North, Central and South",
    );
  const { large, small } = estate.suppliers;
  sums(["estate", "suppliers"], [...large, small.share], "the shares of the suppliers, large and small,");
  if (small.count === 0 && small.share > 0)
    put(
      ["estate", "suppliers", "small", "count"],
      `no small suppliers share ${small.share} of meters; expected at least 1, or share: 0`,
    );
  if (large.length + small.count > SUPPLIERS_MAX)
    put(["estate", "suppliers"], `${large.length + small.count} suppliers; expected at most ${SUPPLIERS_MAX}`);
};

/** A meter's supplier is five bits of its word. */
const SUPPLIERS_MAX = 32;

const checkFailures = ({ dark, retryAfter }: Resolved["failures"], put: Put): void => {
  if (retryAfter.length > RETRIES_MAX)
    put(["failures", "retryAfter"], `${retryAfter.length} retries; expected at most ${RETRIES_MAX}`);
  if (dark.longTerm + dark.spells > 1)
    put(
      ["failures", "dark"],
      `long-term and spells add up to ${sumText([dark.longTerm, dark.spells])}; expected at most 1`,
    );
  for (const [i, after] of retryAfter.entries())
    if (i > 0 && after <= retryAfter[i - 1]!)
      put(
        ["failures", "retryAfter"],
        `${time(after)} comes after ${time(retryAfter[i - 1]!)}; expected each retry later than the one before, ` +
          "since all count from the first attempt",
      );
};

const checkRoundTrip = (roundTrip: Resolved["roundTrip"], put: Put): void => {
  for (const [kind, components] of Object.entries(roundTrip))
    for (const [name, { median, p99 }] of Object.entries(components))
      if (median >= p99)
        put(["roundTrip", kind, name], `median ${time(median)} isn't below p99 ${time(p99)}; expected p99 above it`);
};

const checkHorizon = (
  { measure, warmUp, tailMax }: Resolved["horizon"],
  cache: Resolved["smets1Cache"] | undefined,
  put: Put,
): void => {
  if (measure % DAY_MS !== 0)
    put(["horizon", "measure"], `${time(measure)} isn't a whole number of days; expected whole UTC days, as in "1 d"`);
  const days = (measure + warmUp + tailMax) / DAY_MS;
  if (days > RUN_DAYS_MAX)
    put(
      ["horizon"],
      `warm-up, measured days and tail add up to ${Number(days.toFixed(2))} d; expected at most ${RUN_DAYS_MAX} d`,
    );
  else if (cache?.enabled === true && days > CACHE_DAYS_MAX)
    put(
      ["smets1Cache", "enabled"],
      `a cache has room for ${CACHE_DAYS_MAX} d, and the run has up to ${Number(days.toFixed(2))} d; ` +
        "expected a shorter run, or no caches",
    );
};

const checkFlag = (
  flag: Resolved["purposeFlag"],
  horizon: Resolved["horizon"] | undefined,
  schedule: Resolved["schedule"] | undefined,
  put: Put,
): void => {
  const hours = readWindow(flag.window);
  const found = "wrong" in hours || horizon === undefined ? hours : flagProfile(flag, horizon.start);
  if ("wrong" in found) put(["purposeFlag", "window"], found.wrong);
  if (schedule !== undefined && schedule.fill !== "none" && flag.tagged > 0)
    put(
      ["purposeFlag", "tagged"],
      `schedule.fill: ${schedule.fill} places every MHHS read, flagged or not; expected tagged: 0, or fill: none`,
    );
};

const checkSchedule = ({ fill, deadline }: Resolved["schedule"], put: Put): void => {
  if (fill === "none" && deadline !== undefined)
    put(
      ["schedule", "deadline"],
      `nothing is placed, so nothing reads this; expected fill: mhhs or fill: all beside it, or no deadline`,
    );
  if (fill !== "none" && deadline === undefined)
    put(["schedule"], `fill: ${fill} has no deadline; expected one, as in deadline: 22 h`);
  if (deadline !== undefined && deadline % MINUTE_MS !== 0)
    put(["schedule", "deadline"], `${time(deadline)} isn't a whole number of minutes; expected one, as in "22 h"`);
};
