import { metricCatalogue } from "../experiment/metric-values.ts";
import { processGroups } from "../experiment/process-groups.ts";
import { type PlacedMetric, type PlaceKind, THRESHOLD_METRICS } from "../experiment/threshold-metrics.ts";
import { clockMetrics } from "../ledger/ledger-metrics.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { facts, type Word, word } from "./word.ts";

const BETTER = { lower: "lower is better", higher: "higher is better", neither: "neither way is better" } as const;

const PLACES: Readonly<Record<PlaceKind, string>> = {
  component: "each component, as in NAME:dsp",
  CSP: "each CSP, as in NAME:csp.north",
  contract: "each contract, as in NAME:csp.north, or NAME:csp.north/reads for a class of requests",
  S1SP: "the cache of each S1SP, where an option has them, as in NAME:s1sp.moc",
  User: "each User's receiving endpoint",
  process: "each process, as in NAME:mhhs-profiles",
  "daily process": "each process of daily reads, as in NAME:mhhs-profiles",
  "existing process": "each process of today's use, as in NAME:daily-reads",
  clock: "each clock, as in NAME:wanted",
  rule: "what the rule counts by, where it is on; a threshold is on all of them, as in NAME:all",
  "Settlement Run": "each run of the timetable, where settlement is on, as in NAME:SF",
  "part of a Settlement Run": "each run and segment, supplier or GSP Group, as in NAME:SF Supplier 1, NAME:SF _A",
  participant: "each supplier, and the LDSO of each GSP Group, as in NAME:Supplier 1, NAME:LDSO _A",
  "supplier or GSP Group at a Settlement Run":
    "each run and supplier or GSP Group, as in NAME:SF Supplier 1, NAME:SF _A",
  "supplier at a Settlement Run": "each run and supplier, as in NAME:SF Supplier 1",
  messages: "all messages of data services together, where settlement is on, as in NAME:all",
  exception: "each type of exception in metering systems' data, as in NAME:below zero",
  "settlement step": "each step of the settlement day, as in NAME:gate or NAME:reports",
  fault: "each fault of the option, in the scenario's order, as in NAME:fault-1",
  "yearly cost":
    "all that is priced, and each capacity, contract, SMS and imbalance by name, as in NAME:all or NAME:capacity/dsp",
  "changed role": "all Users together, and each role, as in NAME:all or NAME:change/agent",
};
const RELATED: Readonly<Record<PlaceKind, readonly string[]>> = {
  component: ["DSP", "CSP", "S1SP", "demand"],
  CSP: ["CSP", "TRT"],
  contract: ["contract", "CSP", "S1SP"],
  S1SP: ["S1SP", "O5"],
  User: ["DCC User", "endpoints"],
  process: ["need", "TRT"],
  "daily process": ["need", "fits"],
  "existing process": ["harm", "reference"],
  clock: ["level playing field"],
  rule: ["DSP"],
  "Settlement Run": ["settlement"],
  "part of a Settlement Run": ["settlement"],
  participant: ["settlement.dip"],
  "supplier or GSP Group at a Settlement Run": ["settlement.central"],
  "supplier at a Settlement Run": ["settlement.central", "settlement.demand.customers"],
  messages: ["settlement.dip"],
  exception: ["settlement.dataServices"],
  "settlement step": ["settlement.stepsAfterGate"],
  fault: ["faults"],
  "yearly cost": ["prices", "reference"],
  "changed role": ["prices", "reference"],
};

const statisticsOf = ({ statistics, at, otherwiseAt }: PlacedMetric): string | undefined => {
  const names = Object.keys(statistics).map((name) => (name === "percentile" ? "p50, p95, p99 and so on" : name));
  if (names.includes("figure")) return undefined;
  const intervals =
    at === undefined
      ? ""
      : ` at ${Object.keys(at).join(", ")}${otherwiseAt === undefined ? "" : `; ${otherwiseAt} by default`}`;
  return names.join(", ") + intervals;
};

const clockOf = (name: string): string | undefined =>
  Object.values(clockMetrics).find((clock) => name.startsWith(`${clock.name}_`))?.name;

/** Every metric: those of the summary, which a threshold may name too, and those that only thresholds have. */
const metrics = (): Word[] => {
  const catalogue = metricCatalogue();
  return [...THRESHOLD_METRICS.values()].map((metric) => {
    const declared = catalogue.find(({ name }) => name === metric.name);
    const clock = clockOf(metric.name);
    return word("metric", metric.name, metric.title, {
      also: [metric.title],
      facts: facts({
        unit: declared?.unit,
        better: BETTER[metric.better],
        "one for": PLACES[metric.places].replace("NAME", metric.name),
        recorded:
          declared === undefined
            ? "summary.json, thresholds[], where a scenario asks for it"
            : "summary.json, options[].metrics; table metric of results.sqlite",
        statistics: statisticsOf(metric),
        "not at --scale": metric.notAtScale,
      }),
      related: [...(clock === undefined ? [] : [clock]), ...RELATED[metric.places]],
    });
  });
};

const CLOCK_TEXT: Readonly<Record<string, string>> = {
  wanted:
    "Starts when the data exists and someone is due it: the end of the UTC day for profiles. Reads for MHHS are " +
    "judged by it and by the share in by a deadline.",
  official:
    "Starts at schedule time, or at receipt of a request on demand: the DCC's own measure, and what a target is held " +
    "to.",
  network:
    "Starts anew with each attempt: what the network itself takes. Judging by it alone would favour whoever waits to " +
    "send.",
};

const clocks = (): Word[] =>
  Object.values(clockMetrics).map(({ name, title, better }) =>
    word("clock", name, title, {
      text: CLOCK_TEXT[name]!,
      also: [`${name} clock`],
      facts: facts({
        unit: "ms",
        better: BETTER[better],
        metrics: `${name}_p50_ms, ${name}_p95_ms, ${name}_p99_ms, ${name}_max_ms`,
      }),
      related: Object.values(clockMetrics).flatMap((other) => (other.name === name ? [] : [other.name])),
    }),
  );

/** Every process that a report may show, with all rows of the policy table on. */
const processes = (base: Scenario): Word[] => {
  const { policy } = [...base.options.values()][0]!.values;
  const rows = Object.entries(policy).map(([id, row]) => ({ ...row, id, targetMs: { smets2: 0, smets1: 0 } }));
  return processGroups({ rows }).map(({ process, title, isExisting, kinds }) => {
    const inTable = kinds.filter((kind) => kind in policy);
    return word("process", process, title.trim(), {
      also: [title.trim()],
      facts: facts({
        use: isExisting ? "today's: MHHS must not harm it" : "added, or a cut through several processes",
        rows: inTable.join(", "),
      }),
      related: ["in_target_share", "wanted", ...(inTable.length > 0 ? [`policy.${inTable[0]}`] : [])],
    });
  });
};

export const metricWords = (base: Scenario): readonly Word[] => [...metrics(), ...clocks(), ...processes(base)];
