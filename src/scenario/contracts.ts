import { ACCESS, type AccessName, type ComponentName, FIRST_S1SP } from "../domain/components.ts";
import { ALL_CLASSES, type Contract } from "../domain/contracts.ts";
import type { Plan } from "../domain/plan.ts";
import {
  HALF_HOUR_MINUTES,
  HALF_HOUR_SECONDS,
  HALF_HOURS_A_DAY,
  MINUTES_A_DAY,
  SECONDS_A_DAY,
} from "../kernel/time.ts";
import { steadyShares } from "../smoothing/shape.ts";
import { didYouMean } from "./near.ts";
import type { Resolved } from "./schema.ts";
import { type Reading, right, wrong } from "./units.ts";
import { piecesOf, type Shape } from "./window-shape.ts";

type Contracts = Resolved["contracts"];
type Region = keyof Contracts["csp"];
type Cohort = keyof Contracts["s1sp"];

/** Share of a day's volume in each half hour. */
const halfHourShares = (shape: Shape): Reading<readonly number[]> => {
  if (shape.kind === "at-once") return wrong("a volume at one instant has no half hours; expected another shape");
  const pieces = piecesOf({ fromMinute: 0, toMinute: MINUTES_A_DAY }, shape);
  if ("wrong" in pieces) return pieces;
  const minutes = steadyShares(pieces.value);
  return right(
    Array.from({ length: HALF_HOURS_A_DAY }, (_, i) =>
      minutes.subarray(i * HALF_HOUR_MINUTES, (i + 1) * HALF_HOUR_MINUTES).reduce((sum, share) => sum + share, 0),
    ),
  );
};

const volumeProfile = (volume: number, shape: Shape): readonly number[] => {
  const shares = halfHourShares(shape);
  if ("wrong" in shares) throw new RangeError(`contracts: ${shares.wrong}`);
  return shares.value.map((share) => share * volume);
};

/** What an option has contracted for, given what its components carry a second. */
export const contractsOf = (
  { contracts }: Resolved,
  perSecond: Readonly<Record<ComponentName, number>>,
): readonly Contract[] =>
  ACCESS.flatMap((component, access) =>
    access >= FIRST_S1SP
      ? [rateOf(component, contracts, perSecond[component])]
      : volumesOf(component, contracts, perSecond[component]),
  );

/** What enforced contracts let a component carry; a plan whose contracts are not enforced has no word of it. */
export const contractLimitsOf = (
  { contracts: { enforce } }: Resolved,
  contracts: readonly Contract[],
): Pick<Plan, "contractLimits"> =>
  enforce
    ? {
        contractLimits: contracts
          .filter(({ requestClass }) => requestClass === ALL_CLASSES)
          .map(({ perHalfHour }) => perHalfHour.map((requests) => requests / HALF_HOUR_SECONDS)),
      }
    : {};

const rateOf = (component: AccessName, { s1sp }: Contracts, capacity: number): Contract => {
  const contracted = s1sp[component.slice("s1sp.".length) as Cohort];
  const perHalfHour = HALF_HOUR_SECONDS * (contracted === "capacity" ? capacity : contracted);
  const all = new Array<number>(HALF_HOURS_A_DAY).fill(perHalfHour);
  return { component, requestClass: ALL_CLASSES, requests: [], intervalMinutes: 1, perHalfHour: all };
};

const volumesOf = (component: AccessName, { csp }: Contracts, capacity: number): Contract[] => {
  const { volume, shape, byClass = {} } = csp[component.slice("csp.".length) as Region];
  const contract = (requestClass: string, requests: readonly string[], ofDay: number, lies: Shape): Contract => {
    return { component, requestClass, requests, intervalMinutes: 30, perHalfHour: volumeProfile(ofDay, lies) };
  };
  return [
    contract(ALL_CLASSES, [], volume === "capacity" ? capacity * SECONDS_A_DAY : volume, shape),
    ...Object.entries(byClass).map(([name, one]) => contract(name, one.requests, one.volume, one.shape)),
  ];
};

/** Contracts that can't be held against anything, or twice against the same requests. */
export const contractProblems = (
  { csp }: Contracts,
  policy: Resolved["policy"] | undefined,
  put: (path: readonly string[], message: string) => void,
): void => {
  const known =
    policy === undefined ? undefined : [...new Set(Object.values(policy).map((row) => row.srvOnSmets2 ?? row.srv))];
  for (const [region, { shape, byClass = {} }] of Object.entries(csp)) {
    const path = ["contracts", "csp", region];
    checkShape(shape, path, put);
    const classOf = new Map<string, string>();
    for (const [name, one] of Object.entries(byClass)) {
      const inner = [...path, "byClass", name];
      checkShape(one.shape, inner, put);
      if (name === ALL_CLASSES) put(inner, `"${name}" is what all classes together are called; expected another name`);
      for (const [i, srv] of one.requests.entries()) {
        const at = [...inner, "requests", String(i)];
        const other = classOf.get(srv);
        if (known !== undefined && !known.includes(srv))
          put(at, `no row of the policy table sends SMETS2 meters ${srv}; ${didYouMean(srv, known)}`);
        else if (other !== undefined) put(at, `${srv} is in the class ${other} already; expected it in one class only`);
        classOf.set(srv, name);
      }
    }
  }
};

const checkShape = (
  shape: Shape,
  path: readonly string[],
  put: (path: readonly string[], message: string) => void,
): void => {
  const shares = halfHourShares(shape);
  if ("wrong" in shares) put([...path, "shape"], shares.wrong);
};
