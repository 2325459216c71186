import type { LatencyHistogram } from "../metrics/latency-histogram.ts";
import type { LedgerRecord, RunResult } from "../run/run-result.ts";
import {
  ACCESS_CELLS,
  CLOCKS,
  type ClockName,
  cellsOf,
  processGroups,
  timesOf,
  totalOf,
  unansweredOf,
} from "./process-groups.ts";
import type { RecordedPlan } from "./record.ts";

/**
 * Are independent MDRs as well served as suppliers that are their own MDR? An agent's meters may sit behind slower
 * components than a supplier's for no fault of the network's, so both are given the national mix of access components
 * (which fixes the device type too) before they are compared; the crude figures stand beside.
 */
export interface PlayingField {
  readonly clock: ClockName;
  /** 95th percentile over needs whose meter could be reached, on the national mix; Infinity among those unanswered. */
  readonly agentP95Ms: number;
  readonly supplierP95Ms: number;
  /** Independent MDRs' ÷ suppliers'; above 1 the independent waits longer. NaN where a percentile has no value. */
  readonly ratio: number;
  readonly crudeAgentP95Ms: number;
  readonly crudeSupplierP95Ms: number;
  readonly crudeRatio: number;
  /** Where a percentile is Infinity, the longest answer, which it is above. */
  readonly laterThanMs: {
    readonly agent: number | null;
    readonly supplier: number | null;
    readonly crudeAgent: number | null;
    readonly crudeSupplier: number | null;
  };
}

/** One role's latencies at one access component. */
export interface Stratum {
  readonly times: LatencyHistogram;
  readonly unanswered: number;
}

const P = 0.95;
const LONGEST_MS = 2 ** 31 - 1;

const reachable = ({ times, unanswered }: Stratum): number => times.count + unanswered;

/**
 * The latency that a share p stays within when stratum i weighs `weights[i]`, whatever its own number of needs: the
 * weighted sum of the strata's distributions, inverted by bisection. Infinity when it falls among unanswered needs.
 */
export const standardisedMs = (p: number, strata: readonly Stratum[], weights: readonly number[]): number => {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(all > 0)) return Number.NaN;
  const within = (count: (times: LatencyHistogram) => number): number =>
    strata.reduce(
      (sum, stratum, i) =>
        weights[i]! > 0 ? sum + (weights[i]! / all) * (count(stratum.times) / reachable(stratum)) : sum,
      0,
    );
  // Sums of shares miss their value by rounding; no count of needs comes near this.
  const least = p - 1e-12;
  if (within((times) => times.count) < least) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = LONGEST_MS;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (within((times) => times.countWithin(middle)) >= least) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** The longest answer of the strata that count, where a percentile falls among needs never answered. */
const laterThanMs = (ms: number, strata: readonly Stratum[], weights: readonly number[]): number | null =>
  ms === Number.POSITIVE_INFINITY
    ? Math.max(...strata.map(({ times }, i) => (weights[i]! > 0 ? times.maxMs : 0)))
    : null;

const ratioOf = (agent: number, supplier: number): number =>
  Number.isFinite(agent) && Number.isFinite(supplier) && supplier > 0 ? agent / supplier : Number.NaN;

/** The comparison of two roles, stratum by stratum; components that one of them doesn't use have no say. */
export const compareRoles = (
  clock: ClockName,
  agents: readonly Stratum[],
  suppliers: readonly Stratum[],
): PlayingField => {
  const weights = agents.map((agent, i) => {
    const [mine, theirs] = [reachable(agent), reachable(suppliers[i]!)];
    return mine > 0 && theirs > 0 ? mine + theirs : 0;
  });
  const agentP95Ms = standardisedMs(P, agents, weights);
  const supplierP95Ms = standardisedMs(P, suppliers, weights);
  const crudeAgentP95Ms = standardisedMs(P, agents, agents.map(reachable));
  const crudeSupplierP95Ms = standardisedMs(P, suppliers, suppliers.map(reachable));
  return {
    clock,
    agentP95Ms,
    supplierP95Ms,
    ratio: ratioOf(agentP95Ms, supplierP95Ms),
    crudeAgentP95Ms,
    crudeSupplierP95Ms,
    crudeRatio: ratioOf(crudeAgentP95Ms, crudeSupplierP95Ms),
    laterThanMs: {
      agent: laterThanMs(agentP95Ms, agents, weights),
      supplier: laterThanMs(supplierP95Ms, suppliers, weights),
      crudeAgent: laterThanMs(crudeAgentP95Ms, agents, agents.map(reachable)),
      crudeSupplier: laterThanMs(crudeSupplierP95Ms, suppliers, suppliers.map(reachable)),
    },
  };
};

const AGENTS = "mhhs-profiles-agent";
const SUPPLIERS = "mhhs-profiles-own";

/** The roles of an option on every clock; undefined unless both read MHHS profiles. */
export const playingFieldOf = (plan: RecordedPlan, { ledger }: RunResult): readonly PlayingField[] | undefined => {
  const groups = processGroups(plan);
  const [agents, suppliers] = [AGENTS, SUPPLIERS].map((name) => groups.find(({ process }) => process === name));
  if (agents === undefined || suppliers === undefined) return undefined;
  const isRead = (kinds: readonly number[]): boolean => totalOf(ledger.wanted, kinds) > 0;
  if (!isRead(cellsOf(ledger, agents)) || !isRead(cellsOf(ledger, suppliers))) return undefined;
  const strata = (group: typeof agents, clock: ClockName): Stratum[] =>
    Array.from({ length: ACCESS_CELLS }, (_, access) => stratumOf(ledger, clock, cellsOf(ledger, group, access)));
  return CLOCKS.map((clock) => compareRoles(clock, strata(agents, clock), strata(suppliers, clock)));
};

const stratumOf = (ledger: LedgerRecord, clock: ClockName, cells: readonly number[]): Stratum => ({
  times: timesOf(ledger[clock], cells),
  unanswered: unansweredOf(ledger, cells),
});
