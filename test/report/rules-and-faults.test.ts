import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import type { ExperimentRecord } from "../../src/experiment/record.ts";
import { cacheScalar } from "../../src/metrics/cache-metrics.ts";
import { pageOf } from "../../src/report/page/page.ts";
import { summaryMarkdown } from "../../src/report/summary-markdown.ts";
import { answerText } from "../../src/report/text-answer.ts";
import { addNeeds, emptyResult, recordOf } from "../experiment/hand-made.ts";
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
  const on = {
    ...result,
    rules: [{ metric: "access_refused", place: "reason", value: 4321 }],
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
  test("what the caches saved: 400 of 800 reads", () => {
    for (const [name, text] of documents()) {
      expect(text, name).toMatch(/SMETS1 caches/i);
      expect(text.replaceAll("\u00a0", " "), name).toMatch(/1,600.*800.*600.*200.*50\.0 %/s);
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
    for (const heading of [/Rules of the DCC that are on/i, /SMETS1 caches/i, /who paid/i])
      expect(text, name).not.toMatch(heading);
});
