import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/domain/plan.ts";
import { usersOf } from "../../src/domain/users.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { type RecordedPlan, recordedPlan } from "../../src/experiment/record.ts";
import { redactedRun } from "../../src/experiment/redaction.ts";
import { FIELDS } from "../../src/scenario/known-fields.ts";
import { fluidPlanOf, planOf } from "../../src/scenario/plan.ts";
import { withheldOf } from "../../src/scenario/private-overlay.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { folderOf, load, problemsOf } from "../scenario/loading.ts";
import { emptyResult } from "./hand-made.ts";

// Whatever an overlay changes: what the record says of a plan is what the public scenario says, or nothing.

const RUN = { replication: 0, scale: 0.5 };
const SCENARIO = join(folderOf({ "any.yaml": "question: What if?\nextends: BASE\n" }), "any.yaml");
const open = load(SCENARIO);
const option = "unchanged";
const plan = planOf(open, option, RUN);
const forecast = forecastOf(plan, plan);

/** Rates of Users' endpoints: the meters served by one for each of so many a second, and no less than the least. */
const ratesOf = ({ estate, endpoints, scale }: Plan) =>
  usersOf({ estate, endpoints }).map(({ name, role, metersServed }) => ({
    name,
    role,
    perSecond: Math.max(endpoints.least, metersServed / endpoints.metersPerSecond) * scale,
    arrived: new Uint32Array(4320),
    needs: [],
  }));

/** Every number that a record says of what a run was to do, by where it stands. */
const numbersOf = (scenario: Scenario): ReadonlyMap<string, number> => {
  const fluid = { ...fluidPlanOf(scenario, option, RUN), steady: plan.steady };
  const result = { ...emptyResult(plan), users: ratesOf(fluid) };
  const run = { plan: recordedPlan(fluid), forecast, result, resolved: "", seconds: 0, cpuSeconds: 0 };
  const redacted = redactedRun(run, withheldOf(scenario, option));
  const numbers = new Map<string, number>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "number") numbers.set(path, value);
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
  };
  const { rows, ...facts } = redacted.plan satisfies RecordedPlan;
  walk(facts, "plan");
  for (const { id, targetMs } of rows) walk(targetMs, `rows.${id}`);
  for (const { name, perSecond } of redacted.result.users) numbers.set(`users.${name}`, perSecond);
  return numbers;
};

const said = numbersOf(open);
const { values } = open.options.get(option)!;
const at = (path: string): unknown =>
  path.split(".").reduce<unknown>((of, key) => (of as Record<string, unknown> | undefined)?.[key], values);

/** A value a little off, as a file writes it in its unit. */
const otherThan = (value: number, unit: string): string | number => {
  const other = value === 0 ? 0.01 : unit === "share" && value > 0.9 ? value * 0.99 : value * 1.01;
  if (unit === "ms") return `${Math.ceil(other)} ms`;
  if (unit === "count") return Math.ceil(other);
  return unit.startsWith("/") || unit.startsWith("kW") || unit.startsWith("£") ? `${other} ${unit}` : other;
};

/** Paths of the base case's figures; named windows and targets are filled in. */
const figures = FIELDS.flatMap(({ path, unit }) =>
  (path.startsWith("targets.*") ? Object.keys(values.targets).map((name) => path.replace("*", name)) : [path]).flatMap(
    (one) => {
      const value = at(one);
      return typeof value === "number" ? [{ path: one, overlay: `${one}: ${otherThan(value, unit)}\n` }] : [];
    },
  ),
);
/** Figures that can't be changed by a little: they sum to one, are whole days or seconds, or all reports share them. */
const TOGETHER =
  /^(horizon|mhhs\.cycle|settlement\.dataServices\.(readsBack|invalidBy)|settlement\.segments\.(smart|advanced\.(connections|energyBy|repair))|settlement\.central\.scalingWeights\.(centralServicesLive|migrationComplete)|settlement\.transitionalRf\.from|registration\.outgoing\.for|anomalyDetection\.thresholds|allocation\.over|estate\.(meters$|s1spSplit|gspGroups|suppliers))/;
const SHARES = [
  ["estate.s1spSplit", "estate.s1spSplit: { ioc: 0.21, moc: 0.44, foc: 0.35 }\n"],
  ["estate.gspGroups", "estate.gspGroups: { _A: { share: 12.3 % }, _B: { share: 8.8 % } }\n"],
  ["estate.suppliers", "estate.suppliers.large: [25 %, 19 %, 17 %, 13 %, 11 %, 8 %]\n"],
  ["mhhs.cycle", "mhhs.cycle: 2 d\n"],
  [
    "settlement.central.scalingWeights",
    "settlement.central.scalingWeights: { centralServicesLive: 2025-10-24, migrationComplete: 2027-06-07 }\n",
  ],
  [
    "settlement.dataServices.invalidBy",
    "settlement.dataServices.invalidBy: { advance: 49 %, maximum: 11 %, negative: 10 %, clock: 30 % }\n",
  ],
  [
    "settlement.segments.advanced",
    "settlement.segments.advanced:\n" +
      "  connections: { wholeCurrent: 31 %, lowVoltage: 62 %, highVoltage: 6.5 %, extraHighVoltage: 0.5 % }\n" +
      "  energyByConnection: { wholeCurrent: 4 %, lowVoltage: 31 %, highVoltage: 41 %, extraHighVoltage: 24 % }\n" +
      "  repair: 21 d\n",
  ],
  ["settlement.transitionalRf.from", "settlement.transitionalRf.from: 2027-04-15\n"],
  ["registration.outgoing.for", "registration.outgoing.for: 2 d\n"],
  ["anomalyDetection.thresholds", "anomalyDetection.thresholds: { over: 2 h, warning: 1.6, least: 210 }\n"],
  ["allocation.over", "allocation.over: 61 s\n"],
  ["failures.retryAfter", "failures.retryAfter: [61 min, 5 h, 11 h]\n"],
] as const;

describe("a private value says nothing in the record of a plan:", () => {
  test("most figures of the base case are tried", () => expect(figures.length).toBeGreaterThan(80));

  const changes = [
    ...figures.filter(({ path }) => !TOGETHER.test(path)).map(({ path, overlay }) => [path, overlay] as const),
    ...SHARES,
  ];
  test.each(changes)("%s", (_, overlay) => {
    const file = join(folderOf({ "private.yaml": overlay }), "private.yaml");
    expect(problemsOf(SCENARIO, { overlays: [file] })).toEqual([]);
    const told = numbersOf(load(SCENARIO, { overlays: [file] }));
    // A row that only the overlay brings about has a public target still.
    const isNew = (path: string): boolean => /^rows\.([RLWF]0|T10|M12)/.test(path) && !said.has(path);
    const leaks = [...told].filter(([path, value]) => !Number.isNaN(value) && value !== said.get(path) && !isNew(path));
    expect(leaks).toEqual([]);
  });
});
