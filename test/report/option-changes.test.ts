import { expect, test } from "vitest";
import { answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { pageOf } from "../../src/report/page/page.ts";
import { summaryMarkdown } from "../../src/report/summary-markdown.ts";
import { answerText } from "../../src/report/text-answer.ts";
import { emptyResult, recordOf } from "../experiment/hand-made.ts";
import { optionNamed } from "../market/options.ts";

const SCALE = 0.5;

/** A record of three options whose scenarios are these lines. */
const recordWith = (resolved: readonly string[]) => {
  const reference = optionNamed("as-today").plan(SCALE);
  const runs = ["as-today", "full-trt", "valley-fill"].map((name) => {
    const plan = optionNamed(name).plan(SCALE);
    return { plan, result: emptyResult(plan), forecast: forecastOf(plan, reference) };
  });
  const made = recordOf(runs);
  return {
    ...made,
    scenario: { ...made.scenario, reference: "as-today" },
    runs: made.runs.map((run, i) => ({ ...run, resolved: resolved[i]! })),
  };
};

test("terminal, summary.md and page say what each option has otherwise than the one they are compared with", () => {
  const base = "question: Q?\ncapacity: { s1sp.moc: 280 /s, dsp: 2620 /s }\nmhhs: { gapFill: true }\n";
  const record = recordWith([base, base.replace("280 /s", "400 /s"), base.replace("mhhs: { gapFill: true }\n", "")]);
  const answer = answerOf(record);
  const said = [answerText(answer), summaryMarkdown(record, answer), pageOf(record, answer)];
  for (const text of said) {
    expect(text.replaceAll("\\", "")).toMatch(/values that as-today has\s+otherwise/i);
    expect(text).toContain("s1sp.moc 400 /s");
    expect(text).toContain("mhhs.gapFill left out");
    expect(text).not.toContain("dsp 2620");
  }
  expect(answer.options.map(({ changes }) => changes.values.length)).toEqual([0, 1, 1]);
});

test("an option with many changes shows the first eight and says how many more there are", () => {
  const lines = (value: number) => Array.from({ length: 11 }, (_, i) => `v${i}: ${value}\n`).join("");
  const text = answerText(answerOf(recordWith([lines(1), lines(2), lines(1)])));
  expect(text).toMatch(/full-trt: v0 2; .*v7 2; and 3 more \(mhhs compare\)/);
  expect(text).toContain("valley-fill: the same values as as-today");
});
