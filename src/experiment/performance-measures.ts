import { dateText } from "../domain/civil-time.ts";
import { ACCESS, COMPONENT_TITLES } from "../domain/components.ts";
import type { UserRole } from "../domain/plan.ts";
import type { RunResult } from "../run/run-result.ts";
import { ACCESS_CELLS, PROCESS_TITLES } from "./process-groups.ts";
import type { RecordedPlan } from "./record.ts";

/** What a Code Performance Measure is split by; "all" is the measure itself. */
export type SplitBy = "all" | "role" | "component" | "process" | "request";

/** Against the levels of the Smart Energy Code: the target, the floor below it, under both; levels may be private. */
export type Band = "target" | "minimum" | "below" | "unknown";

/**
 * A Code Performance Measure over the measured days: of the Service Responses received, those inside the Target
 * Response Time on the official clock.
 */
export interface PerformanceMeasure {
  /** 1: requests on demand; 2: what a Schedule sends. */
  readonly cpm: 1 | 2;
  readonly by: SplitBy;
  /** Role, component, process or Service Reference Variant; "all" for the measure itself. */
  readonly name: string;
  readonly title: string;
  /** Service Responses, at full scale. */
  readonly received: number;
  readonly inTarget: number;
  readonly share: number;
  readonly band: Band;
}

export const CPM_TITLES: Readonly<Record<PerformanceMeasure["cpm"], string>> = {
  1: "CPM 1, on demand",
  2: "CPM 2, scheduled",
};

const ROLE_TITLES: Readonly<Record<UserRole, string>> = {
  supplier: "Suppliers",
  agent: "Independent MDRs",
  other: "Other Users",
  network: "Networks",
};

/** Calendar months that the measured days lie in: the period of a Code Performance Measure is one of them. */
export const monthsOf = ({ horizon }: Pick<RecordedPlan, "horizon">): readonly string[] => [
  ...new Set(
    Array.from({ length: horizon.measuredDays }, (_, day) =>
      dateText(horizon.startDay + day).slice(0, "2028-01".length),
    ),
  ),
];

const bandOf = (share: number, { target, minimum }: RecordedPlan["serviceLevels"]): Band =>
  Number.isNaN(target) || Number.isNaN(minimum)
    ? "unknown"
    : share >= target
      ? "target"
      : share >= minimum
        ? "minimum"
        : "below";

/** Code Performance Measures 1 and 2 of a run, and the same by role, region or cohort, process and request. */
export const performanceMeasures = (plan: RecordedPlan, result: RunResult): readonly PerformanceMeasure[] => {
  const { ledger, scale } = result;
  const found = new Map<string, { -readonly [K in keyof PerformanceMeasure]: PerformanceMeasure[K] }>();
  const count = (cpm: 1 | 2, by: SplitBy, name: string, title: string, received: number, inTarget: number): void => {
    const key = `${cpm} ${by} ${name}`;
    const one = found.get(key) ?? { cpm, by, name, title, received: 0, inTarget: 0, share: Number.NaN, band: "below" };
    one.received += received;
    one.inTarget += inTarget;
    found.set(key, one);
  };
  plan.rows.forEach(({ role, process, srv, mode }, row) => {
    const cpm = mode === "on-demand" ? 1 : 2;
    for (let access = 0; access < ACCESS_CELLS; access++) {
      const received = ledger.answered[row * ACCESS_CELLS + access]!;
      if (received === 0) continue;
      const inTarget = ledger.inTarget[row * ACCESS_CELLS + access]!;
      const component = ACCESS[access] ?? "dsp";
      count(cpm, "all", "all", "all", received, inTarget);
      count(cpm, "role", role, ROLE_TITLES[role], received, inTarget);
      count(cpm, "component", component, COMPONENT_TITLES[component], received, inTarget);
      count(cpm, "process", process, PROCESS_TITLES[process], received, inTarget);
      count(cpm, "request", srv, srv, received, inTarget);
    }
  });
  const order: readonly SplitBy[] = ["all", "role", "component", "process", "request"];
  return [...found.values()]
    .map((one) => {
      const share = one.inTarget / one.received;
      const { received, inTarget } = one;
      return {
        ...one,
        received: received / scale,
        inTarget: inTarget / scale,
        share,
        band: bandOf(share, plan.serviceLevels),
      };
    })
    .sort((p, q) => p.cpm - q.cpm || order.indexOf(p.by) - order.indexOf(q.by));
};
