import { daysInMonth } from "../domain/civil-time.ts";
import { ACCESS, COMPONENTS, type ComponentName } from "../domain/components.ts";
import type { Capacity, Estate, Failures, NeedRules, Plan } from "../domain/plan.ts";
import { withLateData } from "../fluid/late-data.ts";
import { type FluidPlan, fluidDay } from "../fluid/twin.ts";
import { valleyFill } from "../fluid/valley-fill.ts";
import { DAY_MS, HOUR_MS } from "../kernel/time.ts";
import { collected, mdrSharesOf, supplierSharesOf } from "./collection.ts";
import { contractLimitsOf, contractsOf } from "./contracts.ts";
import { cspTestOf } from "./csp-test.ts";
import { leaning, outageLean } from "./demand.ts";
import { exactCapacity, type Headroom, statedCapacity } from "./derived-capacity.ts";
import { entryRules } from "./entry-rules.ts";
import { faultsOf, type Whole } from "./faults.ts";
import { misbehavingRows } from "./misbehaving-users.ts";
import { GSP_GROUPS } from "./names.ts";
import { pricesOf } from "./prices.ts";
import { dailyReadsPerMeterDay, rateInputs, withoutCampaigns } from "./rates.ts";
import { flagProfile, SERVICE_CLASS, trafficRows } from "./rows.ts";
import type { Scenario } from "./scenario.ts";
import { daysByUser } from "./schedule-pace.ts";
import type { Resolved } from "./schema.ts";
import { settlementOf } from "./settlement.ts";
import { workingDaysOf } from "./working-hours.ts";

export interface RunOf {
  /** The scenario's own seed when it isn't given. */
  readonly seed?: string;
  readonly replication: number;
  readonly scale: number;
}

/** The plan of one option of a scenario: what a run needs, as plain numbers. Pure. */
export const planOf = (scenario: Scenario, option: string, run: RunOf): Plan => {
  const plan = fluidPlanOf(scenario, option, run);
  return { ...plan, steady: { waitMinutes: fluidDay(plan).waitMinutes } };
};

/** The same without the waits of a steady day: what the fluid twin and the bound are made from. */
export const fluidPlanOf = (scenario: Scenario, option: string, run: RunOf): FluidPlan => {
  const chosen = scenario.options.get(option);
  if (chosen === undefined) throw new RangeError(`no option "${option}" in ${scenario.name}`);
  if (!(run.scale > 0 && run.scale <= 1)) throw new RangeError(`scale ${run.scale} isn't above 0 and at most 1`);
  const { values } = chosen;
  const { schedule, horizon } = values;
  const { messages, ...whole } = wholeOf(values);
  const contracts = contractsOf(values, whole.capacity.perSecond);
  const failures = { ...failuresOf(values), ...outageLean(values, whole.estate) };
  const rows = leaning(trafficRows(values, rateInputs(values)), failures);
  const faults = faultsOf(values, { ...whole, messages, rows });
  const plan: FluidPlan = {
    scenario: scenario.name,
    option,
    seed: run.seed ?? scenario.seed,
    replication: run.replication,
    scale: run.scale,
    horizon: {
      startDay: horizon.start,
      measuredDays: horizon.measure / DAY_MS,
      warmUpMs: horizon.warmUp,
      tailMsMax: horizon.tailMax,
    },
    needs: needsOf(values),
    rows: [...rows, ...misbehavingRows(faults, values)],
    alerts: {
      devicePerMeterDay: values.alerts.devicePerMessage * values.existing.messagesPerMeterDay,
      dccPerMeterDay: values.alerts.dccPerMessage * values.existing.messagesPerMeterDay,
    },
    failures,
    roundTrip: ACCESS.map((name) => {
      const { median, p99 } = ofAccess(values.roundTrip, name);
      return { medianMs: median, p99Ms: p99 };
    }),
    ...whole,
    serviceLevels: { target: values.performance.target, minimum: values.performance.minimum },
    cspTest: cspTestOf(values, whole.estate),
    workingDays: workingDaysOf(values),
    contracts,
    prices: pricesOf(values, option),
    ...contractLimitsOf(values, contracts),
    faults,
    ...cacheOf(values),
    ...smsOf(values),
    ...settlementOf(values),
    ...duplicatesOf(values),
    ...entryRules(values),
  };
  const placed =
    schedule.fill === "none" ? plan : valleyFill(plan, schedule.fill, (schedule.deadline ?? DAY_MS) / HOUR_MS);
  return withLateData(placed);
};

/** The estate, its Users and their limits: what a fault takes something of. */
export const wholeOf = (values: Resolved): Whole => ({
  estate: estateOf(values),
  capacity: capacityOf(values),
  endpoints: {
    least: values.endpoints.least,
    metersPerSecond: values.endpoints.metersPerRate,
    otherUsers: values.endpoints.otherUsers,
  },
  dco: { perSecond: values.dco.perCohort, dualControlShare: values.dco.dualControlShare },
  messages: { dip: values.settlement.dip.capacity, mds: values.settlement.mds.capacity },
});

interface ByComponent<T> {
  readonly csp: { readonly north: T; readonly central: T; readonly south: T; readonly "4g": T };
  readonly s1sp: { readonly ioc: T; readonly moc: T; readonly foc: T };
}

const ofAccess = <T>({ csp, s1sp }: ByComponent<T>, name: (typeof ACCESS)[number]): T => {
  const of = {
    "csp.north": csp.north,
    "csp.central": csp.central,
    "csp.south": csp.south,
    "csp.4g": csp["4g"],
    "s1sp.ioc": s1sp.ioc,
    "s1sp.moc": s1sp.moc,
    "s1sp.foc": s1sp.foc,
  };
  return of[name];
};

const byName = (of: ByComponent<number> & { readonly dsp: number }): Readonly<Record<ComponentName, number>> => ({
  dsp: of.dsp,
  "csp.north": of.csp.north,
  "csp.central": of.csp.central,
  "csp.south": of.csp.south,
  "csp.4g": of.csp["4g"],
  "s1sp.ioc": of.s1sp.ioc,
  "s1sp.moc": of.s1sp.moc,
  "s1sp.foc": of.s1sp.foc,
});

const estateOf = (values: Resolved): Estate => {
  const { estate } = values;
  const groups = GSP_GROUPS.map((letter) => estate.gspGroups[letter]);
  return {
    meters: estate.meters,
    gasShare: estate.gasShare,
    smets1Share: estate.smets1Share,
    fourGShare: estate.fourGShare,
    s1spSplit: [estate.s1spSplit.ioc, estate.s1spSplit.moc, estate.s1spSplit.foc],
    gspGroupShares: groups.map((group) => group.share),
    gspGroupNorth: groups.map((group) => group.north ?? 0),
    gspGroupSouth: groups.map((group) => group.south ?? 0),
    supplierShares: supplierSharesOf(estate),
    ...collected(values).estate,
    mdrShares: mdrSharesOf(estate),
    prepayShare: estate.prepayShare,
    exportShare: estate.exportShare,
  };
};

const needsOf = (values: Resolved): NeedRules => {
  const { existing, mhhs, secondRole, dco } = values;
  return {
    ...(dco.readShare > 0 ? { dualControlShare: dco.readShare } : {}),
    dailyReadsPerMeterDay: dailyReadsPerMeterDay(values),
    scheduledShare: existing.scheduledShare,
    reuseShare: mhhs.reuseShare,
    supplierReadsToo: existing.supplierReadsToo,
    passOnMs: mhhs.passOn,
    mhhs: mhhs.enabled,
    mhhsOnDemandShare: mhhs.onDemandShare,
    validationPerMeterDay: mhhs.validationPerMeterDay,
    gapFill: mhhs.gapFill,
    mhhsCycleDays: mhhs.cycle / DAY_MS,
    secondRolePerMeterDay: secondRole.perMeterDay,
    ...collected(values).needs,
    ...migrationOf(values),
    ...smets1ScheduledOf(values),
    ...flagOf(values),
    ...(values.lateData.onDemandShare > 0 ? { lateDataOnDemand: values.lateData.onDemandShare } : {}),
    ...changeOf(values),
    ...wavesOf(values),
  };
};

/** Where no cohort has a share of its own, a plan has no word of it. */
const smets1ScheduledOf = ({ smets1Scheduled: { ioc, moc, foc } }: Resolved): Pick<NeedRules, "smets1Scheduled"> => {
  const shares = [ioc, moc, foc];
  return shares.every((share) => share === undefined) ? {} : { smets1Scheduled: shares };
};

/** Where all have migrated, a plan has no word of it. */
const migrationOf = ({ migration: { migrated } }: Resolved): Pick<NeedRules, "migratedShare"> =>
  migrated === 1 ? {} : { migratedShare: migrated };

/** Where nobody sets it, a plan has no word of the purpose flag. */
const flagOf = ({ purposeFlag, horizon }: Resolved): Pick<NeedRules, "purposeFlag"> => {
  const { tagged, without, priority } = purposeFlag;
  if (tagged === 0) return {};
  const profile = flagProfile(purposeFlag, horizon.start);
  if ("wrong" in profile) throw new RangeError(`purposeFlag: ${profile.wrong}`);
  return {
    purposeFlag: {
      taggedShare: tagged,
      withoutShare: without,
      priority: SERVICE_CLASS[priority],
      profile: profile.value,
    },
  };
};

/** A plan in which no policy changes has no word of Schedules that do. */
const changeOf = ({ estate, scheduleChange: change }: Resolved): Pick<NeedRules, "scheduleChange"> =>
  change.rows.length === 0
    ? {}
    : {
        scheduleChange: {
          rows: change.rows,
          fromDay: -change.since / DAY_MS,
          days: change.over / DAY_MS,
          readBackShare: change.readBack,
          ...daysByUser({ estate, scheduleChange: change }),
        },
      };

const wavesOf = ({ priceChange, firmware }: Resolved): Pick<NeedRules, "waves"> => {
  const waves = [
    { need: "price-electricity", of: priceChange },
    { need: "price-gas", of: priceChange },
    { need: "firmware", of: firmware },
  ] as const;
  const sent = waves.filter(({ of }) => of.share > 0);
  if (sent.length === 0) return {};
  return {
    waves: sent.map(({ need, of: { share, since, over } }) => ({
      need,
      share,
      fromDay: -since / DAY_MS,
      days: over / DAY_MS,
    })),
  };
};

/** Where SMS are not counted, a plan has no word of them. */
const smsOf = ({ smets1Sms, horizon }: Resolved): Pick<Plan, "sms"> => {
  const { enabled, perRequest, allowance } = smets1Sms;
  const { ioc, moc, foc } = perRequest;
  return enabled
    ? {
        sms: {
          perRequest: [ioc, moc, foc],
          allowancePerHubDay: allowance / daysInMonth(horizon.start),
        },
      }
    : {};
};

const duplicatesOf = ({ duplicateResponses: { share, after } }: Resolved): Pick<Plan, "duplicates"> =>
  share > 0 ? { duplicates: { share, afterMs: after } } : {};

/** A plan without caches has no word of them. */
const cacheOf = ({ smets1Cache: { enabled, lifetime, hitCost } }: Resolved): Pick<Plan, "cache"> =>
  enabled ? { cache: { lifetimeMs: lifetime, hitWork: hitCost } } : {};

const failuresOf = ({ failures }: Resolved): Failures => ({
  longTermDark: failures.dark.longTerm,
  spellDark: failures.dark.spells,
  spellMeanMs: failures.dark.spellMean,
  attemptSmets2: failures.attempt.smets2,
  attemptSmets1: failures.attempt.smets1,
  retryAfterMs: [...failures.retryAfter],
  errorAfterMs: { smets2: failures.errorAfter.smets2, smets1: failures.errorAfter.smets1 },
});

/** What existing use, without MHHS, asks of each component by 08:00, times headroom: capacity before it is rounded. */
export const exactCapacityOf = (values: Resolved): Readonly<Record<ComponentName, number>> => {
  const without: Resolved = {
    ...withoutCampaigns(values),
    mhhs: { ...values.mhhs, enabled: false },
    secondRole: { perMeterDay: 0 },
  };
  const headroom: Headroom = byName(values.headroom);
  return exactCapacity(trafficRows(without, rateInputs(without)), estateOf(values), failuresOf(values), headroom);
};

type PerSecond = Readonly<Record<ComponentName, number>>;

/** O7. Whole requests a second stay whole: 560 × 1.25 is 700, whatever binary fractions make of it. */
const uplifted = (perSecond: PerSecond, uplift: PerSecond): PerSecond =>
  Object.fromEntries(
    COMPONENTS.map((name) => [name, Math.round(perSecond[name] * (1 + uplift[name]) * 1e6) / 1e6]),
  ) as unknown as PerSecond;

const capacityOf = (values: Resolved): Capacity => {
  const { burst, responseFactor, queueMax, serviceOrder } = values.limits;
  const access = burst.access / 1000;
  const perSecond = values.capacity === "derived" ? statedCapacity(exactCapacityOf(values)) : byName(values.capacity);
  return {
    perSecond: uplifted(perSecond, byName(values.uplift)),
    burstSeconds: byName({
      dsp: burst.dsp / 1000,
      csp: { north: access, central: access, south: access, "4g": access },
      s1sp: { ioc: access, moc: access, foc: access },
    }),
    responseFactor,
    queueMax,
    singleClass: serviceOrder === "single-class",
  };
};
