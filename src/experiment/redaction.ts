import { COMPONENTS, type ComponentName } from "../domain/components.ts";
import { ALL_CLASSES, type Contract } from "../domain/contracts.ts";
import type { Price } from "../domain/prices.ts";
import { MESSAGE_STATIONS } from "../domain/settlement.ts";
import type { MinuteFigure, MinuteFigureName } from "../metrics/minute-figure.ts";
import { appointmentMetrics, registrationMetrics } from "../metrics/registration-metrics.ts";
import { accessMetrics, dcoMetrics, smsMetrics } from "../metrics/rule-metrics.ts";
import type { ComponentSeries, FaultRecord, RunResult, UserSeries } from "../run/run-result.ts";
import { REDACTED, type Withheld } from "../scenario/private-overlay.ts";
import type { Forecast, FrontierPicture } from "./forecast.ts";
import { endpointUnitOf, type LoadUnit, loadUnitOf, PRIVATE_MINUTE, waitingAbove } from "./load-unit.ts";
import type { RecordedPlan, RunRecord } from "./record.ts";

export { REDACTED };

/** True when a private value stands at a path, above or below it. */
const touches = ({ paths }: Withheld, path: string): boolean =>
  paths.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));

const privateCapacities = (withheld: Withheld): ReadonlySet<ComponentName> =>
  new Set(
    COMPONENTS.filter(
      (name) =>
        withheld.isCapacityDerived || touches(withheld, `capacity.${name}`) || touches(withheld, `uplift.${name}`),
    ),
  );

/** Who the Users are, and how many: where this is private, no User is told of. */
const USERS = ["estate.suppliers", "estate.independentMdrs", "endpoints.otherUsers"];
/** True when a record may not say who the Users are. */
export const areUsersPrivate = (withheld: Withheld): boolean => USERS.some((path) => touches(withheld, path));
const GSP_GROUPS = "estate.gspGroups";
const WORKING_HOURS = "performance.workingHours";
/** What the energy of a class of use is worked out from. */
const ENERGY = ["settlement", "estate.meters", "estate.exportShare", GSP_GROUPS];
/** What switches and appointments are worked out from: with it go all counts of messages, and who settles what. */
const REGISTRATION = [
  ...["enabled", "timeBase", "gateClosure", "asked", "switches", "newConnections", "serviceChanges", "otherSegments"],
  ...["exchanges", "energisations", "appointments"],
].map((key) => `registration.${key}`);
/** What the number of a CSP's test commands is worked out from. */
const HUBS = [
  "performance.cspTest.perHubMonth",
  GSP_GROUPS,
  "estate.meters",
  "estate.smets1Share",
  "estate.fourGShare",
];
/** What the rates of Users' endpoints are worked out from. */
const ENDPOINTS = [
  ...["endpoints.least", "endpoints.metersPerRate"],
  ...["collection", "estate.independentShare", GSP_GROUPS, "estate.gasShare"],
];

/**
 * A run as it may be shared: no value of an overlay stands in it, nor a figure that is one in other units. Loads of a
 * component with a private capacity are shares of it.
 */
export const redactedRun = (run: RunRecord, withheld: Withheld): RunRecord => {
  if (withheld.paths.length === 0) return run;
  const { result, forecast, plan } = run;
  const isPrivate = (paths: readonly string[]): boolean => paths.some((path) => touches(withheld, path));
  const capacities = privateCapacities(withheld);
  const contracts = privateContracts(withheld, capacities);
  const rules = privateRules(withheld);
  const names = result.users.map(({ name }) => name);
  const dropped = isPrivate(USERS) ? names : [];
  // Counts that a series was summed to: they would tell what the series no longer does.
  const noFaults = isPrivate(["faults", ...USERS]);
  // Settlement's counts follow from its own values and from who the Users are: with one of them private none is told.
  const noSettlement = isPrivate(["settlement", GSP_GROUPS, ...REGISTRATION, ...USERS]);
  const places = [
    ...capacities,
    ...(isPrivate([...USERS, ...ENDPOINTS]) ? names : []),
    ...(noSettlement ? MESSAGE_STATIONS : []),
  ];
  const noCentral = isPrivate([...ENERGY, ...REGISTRATION, ...USERS]);
  const { settlement, central, ...others } = result;
  return {
    ...run,
    plan: {
      ...planOf(plan, capacities, withheld),
      contracts: contractsOf(plan.contracts, contracts),
      ...(noFaults ? { faults: [] } : {}),
    },
    forecast: {
      ...forecastOf(forecast, plan, capacities),
      energy: isPrivate(ENERGY) ? undefined : forecast.energy,
    },
    result: {
      ...others,
      ...(settlement === undefined || noSettlement ? {} : { settlement }),
      ...(central === undefined || noCentral ? {} : { central }),
      components: componentsOf(result, plan, capacities),
      minuteFigures: minuteFiguresOf(result, plan, { isPrivate, capacities, contracts, noSettlement }),
      contractClasses: classesOf(plan.contracts, result.contractClasses, contracts),
      faults: noFaults ? [] : result.faults.map((fault) => faultOf(fault, places)),
      users: isPrivate(USERS)
        ? []
        : isPrivate(ENDPOINTS)
          ? result.users.map(asShare(plan.scale, isPrivate([GSP_GROUPS])))
          : result.users,
      rules: result.rules.filter(
        ({ metric, place }) =>
          !dropped.includes(place) && !rules.includes(metric) && !rules.includes(`${metric}.${place}`),
      ),
      scalars: without(
        result.scalars,
        (name) =>
          places.some((place) => name.startsWith(`${place}.`)) ||
          [...contracts].some((place) => name.startsWith(`${place}.contract.`)) ||
          dropped.some((place) => name.endsWith(`.${place}`)) ||
          rules.some((rule) => name === rule || name.startsWith(`${rule}.`)) ||
          (noSettlement && /^(settlement|messages|dip)\./.test(name)) ||
          (noCentral && name.startsWith("central.")) ||
          (/^fault \d/.test(name) &&
            (noFaults || places.some((place) => name.includes(` ${place}`) || name.includes(`.${place}`)))),
      ),
      pathFingerprint: without(result.pathFingerprint, (part) => dropped.includes(part)),
    },
  };
};

/**
 * Figures of rules that are a private value in other units: an allowance, the rate of a DCO, switches asked for. By
 * metric, or by metric and place.
 */
const privateRules = (withheld: Withheld): readonly string[] =>
  [
    ...(touches(withheld, "smets1Sms") ? Object.values(smsMetrics) : []),
    ...([...REGISTRATION, "settlement"].some((path) => touches(withheld, path))
      ? [...Object.values(appointmentMetrics), ...Object.values(registrationMetrics)]
      : []),
    ...([...REGISTRATION, "registration.changesPerMeterDay"].some((path) => touches(withheld, path))
      ? // Each refusal by the copy of registration data is of a change; those by role are not.
        [
          ...[accessMetrics.changes, accessMetrics.late, accessMetrics.wrongRefusals, accessMetrics.wrongGrants],
          ...[accessMetrics.supplierRefusals, accessMetrics.supplierGrants],
          ...["appointment", "supplier"].map((place) => ({ name: `${accessMetrics.refused.name}.${place}` })),
        ]
      : []),
    ...(touches(withheld, "dco.perCohort") ? [dcoMetrics.requests, dcoMetrics.longestWait] : []),
  ].map(({ name }) => name);

/** What decides by which hour an option's reads are sent. */
const WHEN_SENT = ["policy", "schedule", "windows", "purposeFlag", "mhhs", "collection"];

/** A frontier as it may be shared: where an option's reads are sent by is a value of the overlay, it has no dot. */
export const redactedFrontier = (
  picture: FrontierPicture,
  withheldOf: (option: string) => Withheld,
): FrontierPicture => {
  const isPrivate = ({ option }: { readonly option: string }): boolean =>
    WHEN_SENT.some((path) => touches(withheldOf(option), path));
  const untold = picture.dots.filter(isPrivate);
  return {
    ...picture,
    dots: picture.dots.filter((dot) => !untold.includes(dot)),
    apart: [...picture.apart, ...untold.map(({ option }) => ({ option, why: "when its reads are sent is private" }))],
  };
};

/** Components whose contract may not be told: their own, or that of what they carry where it is as much. */
const privateContracts = (withheld: Withheld, capacities: ReadonlySet<ComponentName>): ReadonlySet<ComponentName> =>
  new Set(COMPONENTS.filter((name) => capacities.has(name) || touches(withheld, `contracts.${name}`)));

/** Contracts as they may be told: of those that are private neither what they are for nor how much. */
export const redactedContracts = (contracts: readonly Contract[], withheld: Withheld): readonly Contract[] =>
  withheld.paths.length === 0
    ? contracts
    : contractsOf(contracts, privateContracts(withheld, privateCapacities(withheld)));

const contractsOf = (contracts: RecordedPlan["contracts"], isPrivate: ReadonlySet<ComponentName>) =>
  contracts.map((contract, i) => {
    if (!isPrivate.has(contract.component)) return contract;
    const requestClass = contract.requestClass === ALL_CLASSES ? ALL_CLASSES : `class ${i}`;
    return { ...contract, requestClass, requests: [], perHalfHour: contract.perHalfHour.map(() => Number.NaN) };
  });

const classesOf = (
  contracts: RecordedPlan["contracts"],
  counts: RunResult["contractClasses"],
  isPrivate: ReadonlySet<ComponentName>,
): RunResult["contractClasses"] => {
  const ofClasses = contracts.filter(({ requestClass }) => requestClass !== ALL_CLASSES);
  return counts.map((one, i) => (isPrivate.has(ofClasses[i]!.component) ? one.map(() => 0) : one));
};

/** What waits at a station with a private rate would tell it: how long it took to work off says nothing of it alone. */
const faultOf = (fault: FaultRecord, places: readonly string[]): FaultRecord => ({
  ...fault,
  backlogs: fault.backlogs.map((backlog) =>
    places.some((place) => backlog.station === place || backlog.station === `${place} return`)
      ? { ...backlog, atEnd: undefined, most: Number.NaN }
      : backlog,
  ),
});

const without = <T>(all: Readonly<Record<string, T>>, isLeftOut: (name: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !isLeftOut(name)));

/** The key of a scenario that a price stands under. */
const pathOfPrice = ({ item, place }: Price, option: string): string => {
  if (item === "sms" || item === "imbalance") return `prices.${item}`;
  return item === "change" ? `prices.changes.${option}.${place}` : `prices.${item}.${place}`;
};

const planOf = (plan: RecordedPlan, capacities: ReadonlySet<ComponentName>, withheld: Withheld): RecordedPlan => {
  const { capacity, dco, endpoints } = plan;
  const told = (value: number, path: string): number => (touches(withheld, path) ? Number.NaN : value);
  const byComponent = (value: (name: ComponentName) => number): Record<ComponentName, number> =>
    Object.fromEntries(COMPONENTS.map((name) => [name, value(name)])) as Record<ComponentName, number>;
  return {
    ...plan,
    capacity: {
      ...capacity,
      perSecond: byComponent((name) => (capacities.has(name) ? Number.NaN : capacity.perSecond[name])),
      burstSeconds: byComponent((name) =>
        told(capacity.burstSeconds[name], `limits.burst.${name === "dsp" ? "dsp" : "access"}`),
      ),
      responseFactor: told(capacity.responseFactor, "limits.responseFactor"),
      queueMax: told(capacity.queueMax, "limits.queueMax"),
    },
    serviceLevels: {
      target: told(plan.serviceLevels.target, "performance.target"),
      minimum: told(plan.serviceLevels.minimum, "performance.minimum"),
    },
    cspTest: {
      withinMs: told(plan.cspTest.withinMs, "performance.cspTest.within"),
      commands: plan.cspTest.commands.map((n) => (HUBS.some((path) => touches(withheld, path)) ? Number.NaN : n)),
    },
    workingDays: touches(withheld, WORKING_HOURS)
      ? plan.workingDays.map(() => ({ fromMinute: Number.NaN, toMinute: Number.NaN, isWorking: false }))
      : plan.workingDays,
    prices: plan.prices.map((price) => ({ ...price, pounds: told(price.pounds, pathOfPrice(price, plan.option)) })),
    dco: {
      perSecond: told(dco.perSecond, "dco.perCohort"),
      dualControlShare: told(dco.dualControlShare, "dco.dualControlShare"),
    },
    endpoints: {
      least: told(endpoints.least, "endpoints.least"),
      metersPerSecond: told(endpoints.metersPerSecond, "endpoints.metersPerRate"),
      otherUsers: told(endpoints.otherUsers, "endpoints.otherUsers"),
    },
    rows: plan.rows.map((row) => {
      const isPrivate = touches(withheld, "targets") || touches(withheld, `policy.${row.id}.target`);
      return isPrivate ? { ...row, targetMs: { smets2: Number.NaN, smets1: Number.NaN } } : row;
    }),
  };
};

/** A series in millionths of what is carried in a minute. */
const shares = (series: Uint32Array, { perMinute }: Pick<LoadUnit, "perMinute">): Uint32Array =>
  series.map((count) => Math.min(2 ** 32 - 1, Math.round((count * PRIVATE_MINUTE) / perMinute)));

/** Figures of minutes that count requests; others are times, and minutes of them. */
const COUNTED_IN_MINUTES: ReadonlySet<MinuteFigureName> = new Set([
  ...(["first_most", "attempts_most", "returned_most", "needed"] as const),
  ...(["working_returned", "working_returned_most", "arrived_most"] as const),
]);

/** The same of what a long run knows of single minutes. */
const minuteFiguresOf = (
  { minuteFigures, users }: RunResult,
  plan: RecordedPlan,
  {
    isPrivate,
    capacities,
    contracts,
    noSettlement,
  }: {
    readonly isPrivate: (paths: readonly string[]) => boolean;
    readonly capacities: ReadonlySet<ComponentName>;
    readonly contracts: ReadonlySet<ComponentName>;
    readonly noSettlement: boolean;
  },
): readonly MinuteFigure[] => {
  const inShares = (one: MinuteFigure, { perMinute }: Pick<LoadUnit, "perMinute">): MinuteFigure =>
    COUNTED_IN_MINUTES.has(one.figure) ? { ...one, value: (one.value * PRIVATE_MINUTE) / perMinute } : one;
  const areHoursPrivate = isPrivate([WORKING_HOURS]);
  return minuteFigures.flatMap((one) => {
    const { place, figure } = one;
    if (place === "dip") return noSettlement ? [] : [one];
    const user = users.find(({ name }) => name === place);
    if (user !== undefined) {
      if (isPrivate(USERS)) return [];
      return [isPrivate(ENDPOINTS) ? inShares(one, endpointUnitOf(user, plan.scale)) : one];
    }
    const component = place as ComponentName;
    const isOfContract = contracts.has(component) && figure.startsWith("contract_");
    if (isOfContract || (areHoursPrivate && figure.startsWith("working_"))) return [{ ...one, value: Number.NaN }];
    return [capacities.has(component) ? inShares(one, loadUnitOf(plan, component)) : one];
  });
};

const componentsOf = (
  { components }: RunResult,
  plan: RecordedPlan,
  capacities: ReadonlySet<ComponentName>,
): RunResult["components"] => {
  const all = { ...components };
  for (const name of capacities) {
    const unit = loadUnitOf(plan, name);
    // What is too little to count as waiting is none: how little that is hangs on the capacity itself.
    const least = waitingAbove(plan, name);
    const waiting = (series: Uint32Array): Uint32Array => series.map((count) => (count > least ? count : 0));
    const { queuedForMax, queuedForMin, ...others } = components[name];
    const series = { ...others, queuedForMax: waiting(queuedForMax), queuedForMin: waiting(queuedForMin) };
    const inShares = Object.entries(series).map(([key, values]) => [key, shares(values, unit)]);
    all[name] = Object.fromEntries(inShares) as ComponentSeries;
  }
  return all;
};

const asShare =
  (scale: number, areGroupsPrivate: boolean) =>
  (user: UserSeries): UserSeries => ({
    ...user,
    // A network's needs are its GSP Group's share of all networks'.
    needs: areGroupsPrivate && user.role === "network" ? [] : user.needs,
    perSecond: Number.NaN,
    arrived: shares(user.arrived, endpointUnitOf(user, scale)),
  });

const forecastOf = (forecast: Forecast, plan: RecordedPlan, capacities: ReadonlySet<ComponentName>): Forecast => ({
  ...forecast,
  demand: forecast.demand.map((minutes, c) => {
    const { capacity, ofTwinMinute } = loadUnitOf(plan, COMPONENTS[c]!);
    if (!capacities.has(COMPONENTS[c]!)) return minutes;
    return minutes.map((requests) => (requests * ofTwinMinute * PRIVATE_MINUTE) / capacity);
  }),
});
