import { describe, expect, test } from "vitest";
import type { ComponentName } from "../../src/domain/components.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { FAMILIES } from "../../src/experiment/threshold-metrics.ts";
import { hasFailed, type ThresholdResult } from "../../src/experiment/thresholds.ts";
import { DEADLINE_HOURS } from "../../src/ledger/deadlines.ts";
import { junitXml } from "../../src/report/junit.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import type { Severity } from "../../src/scenario/thresholds.ts";
import { optionNamed } from "../market/options.ts";
import { addNeeds, emptyResult, MIDNIGHT, recordOf } from "./hand-made.ts";
import { settledRun } from "./settled-by-hand.ts";

/** Every component carries a hundred a second, 6,000 a minute, and twice as many responses. */
const hundred = (plan: Plan): Plan => ({
  ...plan,
  capacity: {
    ...plan.capacity,
    responseFactor: 2,
    perSecond: Object.fromEntries(Object.keys(plan.capacity.perSecond).map((name) => [name, 100])) as Record<
      ComponentName,
      number
    >,
  },
});

const forecast = forecastOf(optionNamed("as-today").plan(1), optionNamed("as-today").plan(1));
const asToday = hundred(optionNamed("as-today").plan(1));
const withoutMhhs = hundred(optionNamed("without-mhhs").plan(1));

type Write = (result: RunResult) => void;
const nothing: Write = () => {};
const range = (count: number, ms: (i: number) => number): number[] => Array.from({ length: count }, (_, i) => ms(i));
const idOf = (process: string): string => asToday.rows.find((row) => row.process === process)!.id;
const TOP_UP = idOf("top-up");

const run = (plan: Plan, write: Write) => {
  const result = emptyResult(plan);
  write(result);
  return { plan, result, forecast };
};

interface Asked {
  readonly metric: string;
  readonly is: string;
  readonly severity?: Severity;
  readonly options?: readonly string[];
}

const answer = (runs: readonly ReturnType<typeof run>[], ...asked: readonly Asked[]) =>
  answerOf({
    ...recordOf(runs),
    thresholds: asked.map(({ metric, is, severity = "error", options = runs.map(({ plan }) => plan.option) }) => {
      return { metric, is, severity, options };
    }),
  });

/** What becomes of a threshold on a run of as-today that a test has written. */
const judged = (write: Write, metric: string, is: string, plan = asToday): ThresholdResult =>
  answer([run(plan, write)], { metric, is }).thresholds[0]!;

const dsp =
  (write: (series: RunResult["components"]["dsp"]) => void): Write =>
  ({ components }) =>
    write(components.dsp);
const needs =
  (kind: string, of: Parameters<typeof addNeeds>[3]): Write =>
  (result) =>
    addNeeds(result, kind, 0, of);
/** Needs of a process of whom some are lost in another way than by answer or time. */
const lost =
  (column: "refused" | "sent" | "neither"): Write =>
  (result) => {
    addNeeds(result, TOP_UP, 0, { answeredMs: [1, 1, 1] });
    const cell = result.ledger.kinds.indexOf(TOP_UP) * 8;
    result.ledger.wanted[cell]! += 1;
    if (column !== "neither") result.ledger.sent[cell]! += 1;
    if (column === "refused") result.ledger.refused[cell]! += 1;
  };

const halfAnswered = needs(TOP_UP, { answeredMs: range(96, (i) => i + 1), late: 4, dark: 50 });
const readBy: Write = (result) => {
  addNeeds(result, "M03", 0, { answeredMs: range(8, () => 1), dark: 2 });
  result.ledger.byDeadline.set([5, 0, 2, 1, 0], result.ledger.kinds.indexOf("M03") * 8 * DEADLINE_HOURS.length);
};
const twiceAsLong: Write = (result) => {
  addNeeds(result, "M01", 0, { answeredMs: range(100, () => 100) });
  addNeeds(result, "M03", 0, { answeredMs: range(100, () => 200) });
};
// The same at each component, but a tenth of agents' meters sit behind the slow one, and next to none of suppliers'.
const slowerMeters: Write = (result) => {
  for (const [kind, quick] of [
    ["M01", 990],
    ["M03", 90],
  ] as const) {
    addNeeds(result, kind, 0, { answeredMs: range(quick, () => 100) });
    addNeeds(result, kind, 1, { answeredMs: range(10, () => 200) });
  }
};
const standing = dsp(({ queuedForMin }) => {
  queuedForMin.fill(800, MIDNIGHT + 60, MIDNIGHT + 150);
  queuedForMin.fill(900, MIDNIGHT + 300, MIDNIGHT + 330);
});
const atEndpoint: Write = (result) => {
  const arrived = new Uint32Array(result.components.dsp.demandFirst.length);
  arrived[MIDNIGHT + 7] = 1500;
  const user = { name: "Supplier 1", role: "supplier", perSecond: 50, arrived, needs: [] } as const;
  (result.users as RunResult["users"][number][]).push(user);
};

// Each: what a run did, a condition that holds of it, one that it breaks, and the figure worked out by hand.
const CASES: readonly [metric: string, write: Write, holds: string, breaks: string, actual: number | null][] = [
  ["demand_share:dsp", dsp((s) => (s.demandFirst[MIDNIGHT + 9] = 4500)), "max <= 75 %", "max < 0.75", 0.75],
  [
    "demand_share:dsp",
    dsp((s) => (s.demandFirstBusiestSecond[MIDNIGHT] = 150)),
    "max < 2 at 1 s",
    "max < 1 at 1s",
    1.5,
  ],
  [
    "demand_share:dsp",
    dsp((s) => s.demandFirst.fill(3000, MIDNIGHT, MIDNIGHT + 30)),
    "max < 51 % at 30 min",
    "max < 50 % at 30 min",
    0.5,
  ],
  [
    "demand_share:dsp",
    dsp((s) => s.demandFirst.fill(6000, MIDNIGHT, MIDNIGHT + 144)),
    "mean < 11 %",
    "mean < 10 %",
    0.1,
  ],
  ["demand_share:dsp", dsp((s) => s.demandFirst.fill(6000, MIDNIGHT, MIDNIGHT + 144)), "p90 < 0.1", "p91 < 0.1", 1],
  [
    "demand_all_share:dsp",
    dsp((s) => {
      s.demandFirst[MIDNIGHT] = 3000;
      s.demandRetries[MIDNIGHT] = 3000;
    }),
    "max <= 1",
    "max < 1",
    1,
  ],
  ["return_share:dsp", dsp((s) => (s.returnArrived[MIDNIGHT] = 3000)), "max < 0.26", "max < 0.25", 0.25],
  ["queue:dsp", dsp((s) => (s.queuedForMax[MIDNIGHT] = 5000)), "max <= 5 thousand", "max < 5000", 5000],
  ["queue:dsp", dsp((s) => s.queuedForMax.fill(5000, MIDNIGHT, MIDNIGHT + 15)), "p98 < 5000", "p99 < 5000", 5000],
  ["standing_queue:dsp", standing, "longest <= 90 min", "longest < 1.5 h", 90 * 60_000],
  ["standing_queue:dsp", standing, "total <= 2 h", "total < 2 h", 120 * 60_000],
  ["standing_queue:dsp", standing, "max <= 900", "max < 900", 900],
  [
    "night_queue:dsp",
    dsp((s) => s.queuedForMax.fill(800, MIDNIGHT, MIDNIGHT + 540)),
    "max <= 09:00",
    "max < 09:00",
    540,
  ],
  ["endpoint_share:Supplier 1", atEndpoint, "max < 51 %", "max < 50 %", 0.5],
  [
    "in_target:top-up",
    needs(TOP_UP, { answeredMs: range(100, () => 1), inTarget: 98 }),
    "share >= 98 %",
    "share >= 99 %",
    0.98,
  ],
  ["read_in:mhhs-profiles", readBy, "share >= 70 % at 09:00", "share >= 70 % at 08:00", 0.5],
  ["wanted_latency:top-up", halfAnswered, "p95 <= 95 ms", "p95 < 95 ms", 95],
  ["official_latency:top-up", halfAnswered, "p50 <= 50 ms", "p50 < 50 ms", 50],
  ["network_latency:top-up", halfAnswered, "p96 <= 96 ms", "p99 < 24 h", null],
  ["answered:top-up", halfAnswered, "share >= 64 %", "total > 96", 96],
  ["expired:top-up", halfAnswered, "share <= 36 %", "total < 54", 54],
  ["dark:top-up", halfAnswered, "total <= 50", "total < 50", 50],
  ["refused:top-up", lost("refused"), "share <= 25 %", "total < 1", 1],
  ["open:top-up", lost("sent"), "share <= 25 %", "total < 1", 1],
  ["never_sent:top-up", lost("neither"), "total <= 1", "share < 25 %", 0.25],
  // S-15: agents' reads take twice as long, all at one component, so that the mix has no say.
  ["disparity:wanted", twiceAsLong, "<= 2", "< 2", 2],
  ["disparity:official", slowerMeters, "<= 1", "< 1", 1],
  ["disparity_crude:official", slowerMeters, "<= 2", "< 2", 2],
  ["queue_max:dsp", dsp((s) => (s.queuedForMax[MIDNIGHT] = 5000)), "<= 5000", "< 5000", 5000],
  ["demand_peak_second:dsp", dsp((s) => (s.demandFirstBusiestSecond[MIDNIGHT] = 150)), "<= 150 SR/s", "< 150 /s", 150],
  [
    "night_queue_empties:dsp",
    dsp((s) => s.queuedForMax.fill(800, MIDNIGHT, MIDNIGHT + 540)),
    "<= 09:00",
    "< 08:30",
    540,
  ],
  ["wanted_p95_ms:top-up", halfAnswered, "<= 95 ms", "< 0.09 s", 95],
  ["wanted_p99_ms:top-up", halfAnswered, "> 1 h", "< 31 d", null],
  ["in_by_09_share:mhhs-profiles", readBy, ">= 70 %", "> 70 %", 0.7],
];

describe("a planted breach of every kind fails, is named in JUnit, and what is a hair better holds", () => {
  test.each(CASES)("%s", (metric, write, holds, breaks, actual) => {
    expect(judged(write, metric, holds)).toMatchObject({ outcome: "held", note: null });
    const breach = answer([run(asToday, write)], { metric, is: breaks });
    expect(breach.thresholds[0]).toMatchObject({ outcome: "failed", actual, place: metric.split(":")[1] });
    expect(hasFailed(breach.thresholds)).toBe(true);
    const [failure] = /<failure message="[^"]*"/.exec(junitXml(breach))!;
    expect(failure).toContain(`${metric}: expected ${breaks.replaceAll("<", "&lt;").replaceAll(">", "&gt;")}, found `);
  });

  test("and none is left out", () => {
    const planted = new Set(CASES.map(([metric]) => metric.split(":")[0]));
    expect(Object.keys(FAMILIES).filter((name) => !planted.has(name))).toEqual(["harm"]);
  });

  test("harm is what the share inside target loses against the reference", () => {
    const reference = run(withoutMhhs, needs(TOP_UP, { answeredMs: range(100, () => 1) }));
    const harmed = run(asToday, needs(TOP_UP, { answeredMs: range(100, () => 1), inTarget: 75 }));
    const of = (is: string) => answer([reference, harmed], { metric: "harm:top-up", is }).thresholds;
    expect(of("share <= 25 %")).toMatchObject([{ option: "as-today", outcome: "held", actual: 0.25 }]);
    expect(of("share < 25 %")).toMatchObject([{ option: "as-today", outcome: "failed" }]);
  });

  test("what is never answered is harmed as much as what is late, and who was out of reach is not", () => {
    const reference = run(withoutMhhs, needs(TOP_UP, { answeredMs: range(80, () => 1), late: 20, dark: 7 }));
    const harmed = run(asToday, needs(TOP_UP, { answeredMs: range(50, () => 1), late: 50, dark: 7 }));
    const [found] = answer([reference, harmed], { metric: "harm:top-up", is: "share < 1 %" }).thresholds;
    expect(found!.outcome).toBe("failed");
    expect(found!.actual).toBeCloseTo(0.3, 12);
  });
});

describe("times of needs never answered", () => {
  test("a percentile among them is later than any answer, and fails any limit", () => {
    const found = judged(halfAnswered, "wanted_latency:top-up", "p97 < 31 d");
    expect(found).toMatchObject({ outcome: "failed", actual: null, laterThanMs: 96 });
  });
  test("so does the longest of all", () =>
    expect(judged(halfAnswered, "wanted_latency:top-up", "max < 31 d").outcome).toBe("failed"));
  test("where nothing at all was answered no share inside target is kept", () => {
    const found = judged(needs(TOP_UP, { answeredMs: [], late: 5 }), "in_target:top-up", "share >= 1 %");
    expect(found).toMatchObject({ outcome: "failed", actual: null, laterThanMs: null });
  });
  test("who was out of reach delays nobody", () =>
    expect(judged(needs(TOP_UP, { answeredMs: [5], dark: 9 }), "wanted_latency:top-up", "max <= 5 ms").outcome).toBe(
      "held",
    ));
});

describe("a place that stands for several", () => {
  const two: Write = ({ components }) => {
    components["csp.north"].demandFirst[MIDNIGHT] = 3000;
    components["csp.south"].demandFirst[MIDNIGHT] = 5400;
    components["s1sp.moc"].demandFirst[MIDNIGHT] = 9000;
  };
  test("is judged by the worst, which is named", () => {
    expect(judged(two, "demand_share:*", "max < 2")).toMatchObject({ outcome: "held", place: "s1sp.moc", actual: 1.5 });
    expect(judged(two, "demand_share:csp.*", "max < 0.8")).toMatchObject({ outcome: "failed", place: "csp.south" });
  });
  test("where more is better, by the least", () => {
    const write: Write = (result) => {
      addNeeds(result, TOP_UP, 0, { answeredMs: [1, 1], inTarget: 1 });
      addNeeds(result, idOf("other-users"), 0, { answeredMs: [1, 1] });
    };
    expect(judged(write, "in_target:*", "share >= 60 %")).toMatchObject({ outcome: "failed", place: "top-up" });
  });
  test("a place where nothing was answered is worse than any figure", () => {
    const write: Write = (result) => {
      addNeeds(result, TOP_UP, 0, { answeredMs: [1] });
      addNeeds(result, idOf("other-users"), 0, { answeredMs: [], late: 3 });
    };
    for (const is of ["share >= 1 %", "share <= 1 %"])
      expect(judged(write, "in_target:*", is)).toMatchObject({ outcome: "failed", place: "other-users" });
  });
  test("existing is today's use and nothing that MHHS adds", () => {
    const write: Write = (result) => {
      addNeeds(result, TOP_UP, 0, { answeredMs: [1] });
      addNeeds(result, "M03", 0, { answeredMs: [1], inTarget: 0 });
    };
    expect(judged(write, "in_target:existing", "share >= 99 %").outcome).toBe("held");
    expect(judged(write, "in_target:mhhs-*", "share >= 99 %").outcome).toBe("failed");
  });
});

describe("a figure with a sign is held against limits on either side of 0", () => {
  // Supplier 2 is paid £105 k, and settled on 1 % less than is true.
  const users = ["Supplier 1", "Supplier 2"].map((name) => {
    return { name, role: "supplier", perSecond: 1, arrived: new Uint32Array(4320), needs: [] };
  });
  const settled: Write = (result) => void Object.assign(result, { central: [settledRun("SF", 800, 105_000)], users });
  test.each([
    ["imbalance_pounds_of:SF Supplier 2", "> -200_000", "held"],
    ["imbalance_pounds_of:SF Supplier 2", "> -5000", "failed"],
    ["imbalance_pounds_of:SF Supplier 2", ">= 0", "failed"],
    ["imbalance_pounds_of:SF Supplier 1", ">= 0", "held"],
    ["settlement_error_of:SF Supplier 2", "> -2 %", "held"],
    ["settlement_error_of:SF Supplier 2", "> -0.5 %", "failed"],
  ])("%s %s: %s", (metric, is, outcome) => expect(judged(settled, metric, is).outcome).toBe(outcome));
});

describe("what can't be known is neither a pass nor a failure", () => {
  test("what an option does not have", () => {
    const found = judged(nothing, "read_in:mhhs-profiles", "share >= 90 % at 09:00", withoutMhhs);
    expect(found).toMatchObject({ outcome: "not judged", note: "the option has nothing of the kind", actual: null });
  });
  test("an option that was asked for and not finished; one that was not asked for has no line", () => {
    const record = recordOf([run(asToday, nothing)], ["valley-fill"]);
    const options = ["as-today", "full-trt", "valley-fill"];
    const asked = { metric: "queue:dsp", is: "max < 1", severity: "error", options } as const;
    expect(answerOf({ ...record, thresholds: [asked] }).thresholds).toMatchObject([
      { option: "as-today", outcome: "held" },
      { option: "valley-fill", outcome: "not judged", note: "the option was not finished" },
    ]);
  });
  test("harm without the reference", () => {
    const found = judged(needs(TOP_UP, { answeredMs: [1] }), "harm:top-up", "share < 1 %");
    expect(found).toMatchObject({ outcome: "not judged" });
    expect(found.note).toContain("without-mhhs was not run");
  });

  // At 0.001 a DCO of 50 a second takes 20 s over one action, longer than the 16 s that a SMETS1 target leaves.
  const small: Plan = { ...asToday, scale: 0.001 };
  const both: Write = (result) => {
    addNeeds(result, TOP_UP, 0, { answeredMs: [1] });
    addNeeds(result, idOf("daily-reads"), 0, { answeredMs: [1] });
  };
  test("targets of seconds at a scale at which one request takes as long", () => {
    expect(judged(both, "in_target:top-up", "share >= 99 %", small)).toMatchObject({
      outcome: "not judged",
      note: "scale 0.001 is too small for top-up",
    });
    expect(judged(both, "in_target:daily-reads", "share >= 99 %", small).outcome).toBe("held");
    expect(judged(both, "in_target:top-up", "share >= 99 %").outcome).toBe("held");
  });
  test("targets of seconds where a private rate may take as long, and not those of a day", () => {
    const perSecond = { ...small.capacity.perSecond, dsp: Number.NaN };
    const withheld: Plan = {
      ...small,
      capacity: { ...small.capacity, perSecond },
      dco: { ...small.dco, perSecond: 1e6 },
    };
    expect(judged(both, "in_target:top-up", "share >= 99 %", withheld).outcome).toBe("not judged");
    expect(judged(both, "in_target:daily-reads", "share >= 99 %", withheld).outcome).toBe("held");
  });
  test("a count that would tell a private capacity", () => {
    const perSecond = { ...asToday.capacity.perSecond, dsp: Number.NaN };
    const withheld: Plan = { ...asToday, capacity: { ...asToday.capacity, perSecond } };
    const queued = dsp((s) => (s.queuedForMax[MIDNIGHT] = 5000));
    for (const [metric, is] of [
      ["queue:dsp", "max < 1"],
      ["queue_max:dsp", "< 1"],
    ] as const)
      expect(judged(queued, metric, is, withheld)).toMatchObject({
        outcome: "not judged",
        note: "it would tell a private value",
        actual: null,
      });
    expect(judged(queued, "queue:csp.*", "max < 1", withheld).outcome).toBe("held");
  });
  test("but a failure is one, whatever can't be judged beside it", () => {
    const late: Write = (result) => {
      both(result);
      addNeeds(result, idOf("daily-reads"), 0, { answeredMs: [1, 1, 1], inTarget: 0 });
    };
    expect(judged(both, "in_target:*", "share >= 99 %", small).outcome).toBe("not judged");
    expect(judged(late, "in_target:*", "share >= 99 %", small)).toMatchObject({
      outcome: "failed",
      place: "daily-reads",
    });
  });
  test("a busy minute of few requests is judged, and said to be uncertain", () => {
    const minute = judged(nothing, "demand_share:dsp", "max < 1", small);
    expect(minute.outcome).toBe("held");
    expect(minute.note).toMatch(/^uncertain at scale 0\.001: chance/);
    expect(judged(nothing, "demand_share:dsp", "max < 1 at 30 min", small).note).toBe(null);
  });
  test.each(["night_queue:dsp", "night_queue_empties:dsp"])(
    "%s, where ten requests are more than a second's",
    (metric) => {
      const is = metric.startsWith("night_queue:") ? "max < 09:00" : "< 09:00";
      // A hundred a second: at a tenth of the meters ten are a second's, as in a run of all.
      expect(judged(nothing, metric, is, { ...asToday, scale: 0.1 }).note).toBe(null);
      expect(judged(nothing, metric, is, small).note).toBe(
        "uncertain at scale 0.001: ten requests count as a queue, which chance alone may bring",
      );
    },
  );
});

test("each option that a threshold is for is judged, in the scenario's order, and no other", () => {
  const runs = [run(withoutMhhs, nothing), run(asToday, nothing)];
  const { thresholds } = answer(
    runs,
    { metric: "demand_share:dsp", is: "max < 1" },
    { metric: "queue:dsp", is: "max < 1", options: ["as-today"] },
  );
  expect(thresholds.map(({ metric, option }) => `${metric} ${option}`)).toEqual([
    "demand_share:dsp without-mhhs",
    "demand_share:dsp as-today",
    "queue:dsp as-today",
  ]);
});

test("a failed threshold of severity warn fails nothing", () => {
  const { thresholds } = answer(
    [
      run(
        asToday,
        dsp((s) => (s.demandFirst[MIDNIGHT] = 9000)),
      ),
    ],
    {
      metric: "demand_share:dsp",
      is: "max < 1",
      severity: "warn",
    },
  );
  expect(thresholds[0]!.outcome).toBe("failed");
  expect(hasFailed(thresholds)).toBe(false);
});
