import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import type { ExperimentRecord } from "../../src/experiment/record.ts";
import { cacheScalar } from "../../src/metrics/cache-metrics.ts";
import { pageOf } from "../../src/report/page/page.ts";
import { smets1Rows } from "../../src/report/smets1-figures.ts";
import { summaryMarkdown } from "../../src/report/summary-markdown.ts";
import { answerText } from "../../src/report/text-answer.ts";
import { addNeeds, emptyResult, MIDNIGHT, recordOf } from "../experiment/hand-made.ts";
import { optionNamed } from "../market/options.ts";

// Whatever the terminal says of rules, caches and faults, the files that are shared say too.

const SCALE = 0.5;
const plan = optionNamed("as-today").plan(SCALE);

let record: ExperimentRecord;
let answer: Answer;
const documents = (): readonly (readonly [string, string])[] => [
  ["terminal", answerText(answer)],
  ["summary.md", summaryMarkdown(record, answer)],
  ["report.html", pageOf(record, answer)],
];

const recordWith = (isOn: boolean): ExperimentRecord => {
  const result = emptyResult(plan);
  addNeeds(result, "M03", 0, { answeredMs: [10, 20, 30], late: 1 });
  if (!isOn) return recordOf([{ plan, result, forecast: forecastOf(plan, plan) }]);
  const counts = (): Float64Array => new Float64Array(result.ledger.wanted.length);
  const needs = {
    answered: counts(),
    refused: counts(),
    expired: counts(),
    inTarget: counts(),
    outOfStep: counts(),
    longestMs: counts(),
  };
  const cell = 8 * result.ledger.kinds.indexOf("M03");
  needs.expired[cell] = 1;
  const station = { station: "dsp", atEnd: 7, most: 9, drainedAtMs: 120_000 };
  const fault = { title: "DSP out for an hour", kind: "outage", fromMs: 0, toMs: 60_000, backlogs: [station], needs };
  const of = (name: Parameters<typeof cacheScalar>[1], value: number) =>
    [cacheScalar("s1sp.moc", name), value] as const;
  result.components["s1sp.moc"].arrived[MIDNIGHT + 5] = 700;
  const on = {
    ...result,
    rules: [
      { metric: "access_refused", place: "reason", value: 4321 },
      { metric: "sms_sent", place: "s1sp.moc", value: 600 },
      { metric: "sms_over_allowance", place: "s1sp.moc", value: 200 },
      { metric: "sms_allowance", place: "s1sp.moc", value: 400 },
      { metric: "dco_requests", place: "dco.foc", value: 30 },
      { metric: "dco_busy_share", place: "dco.foc", value: 0.125 },
      { metric: "dco_peak_share", place: "dco.foc", value: 0.75 },
      { metric: "dco_longest_wait_ms", place: "dco.foc", value: 4321 },
    ],
    faults: [fault as (typeof result.faults)[number]],
    scalars: Object.fromEntries([of("needs", 800), of("hits", 300), of("joined", 100), of("device_reads", 400)]),
  };
  return recordOf([{ plan, result: on, forecast: forecastOf(plan, plan) }]);
};

describe("where rules, caches and faults are on", () => {
  beforeAll(() => {
    record = recordWith(true);
    answer = answerOf(record);
  });

  test("every document says what a rule did, at full scale", () => {
    for (const [name, text] of documents()) {
      expect(text, name).toMatch(/Requests refused by\s+access control/);
      expect(text, name).toContain("8,642");
    }
  });
  // S-05, S-06, S-07: what the cache saved is 400 of 800 reads; 600 SMS of 400 allowed; figures of half the meters.
  test("what SMETS1 cohorts asked of cache, SMS and DCO, in one table, and not among the other rules", () => {
    const cells: readonly (readonly [string, ...string[]])[] = [
      ["requests to the S1SP", "0", "1,400", "0"],
      ["profile reads", "–", "1,600", "–"],
      ["read from the device", "–", "800", "–"],
      ["answered from the cache", "–", "600", "–"],
      ["hit ratio", "–", "37.5 %", "–"],
      ["joined another's read", "–", "200", "–"],
      ["saved, of profile reads", "–", "50.0 %", "–"],
      ["SMS that woke hubs", "–", "1,200", "–"],
      ["allowance used", "–", "150 %", "–"],
      ["SMS above it", "–", "400", "–"],
      ["requests to the DCO", "–", "–", "60"],
      ["DCO busy, of the time", "–", "–", "12.5 %"],
      ["DCO's busiest minute", "–", "–", "0.75"],
      ["longest wait at the DCO", "–", "–", "~4.3s"],
    ];
    expect(smets1Rows(answer)).toEqual(cells.map(([title, ...figures]) => [title, "as-today", ...figures]));
    for (const [name, text] of documents()) {
      expect(text, name).toMatch(/SMETS1 by cohort: cache, SMS and DCO/i);
      expect(text.replaceAll("\u00a0", " "), name).toMatch(/1,600.*800.*600.*37\.5 %.*200.*50\.0 %.*150 %/s);
      expect(text, name).not.toContain("SMS that woke SMETS1 hubs");
    }
  });
  test("and what went wrong, and who paid", () => {
    for (const [name, text] of documents()) {
      expect(text, name).toContain("DSP out for an hour");
      expect(text, name).toMatch(/who paid/i);
    }
  });
});

test("where all is off, no document has a heading for it", () => {
  record = recordWith(false);
  answer = answerOf(record);
  for (const [name, text] of documents())
    for (const heading of [/Rules of the DCC that are on/i, /SMETS1 by cohort/i, /who paid/i])
      expect(text, name).not.toMatch(heading);
});
