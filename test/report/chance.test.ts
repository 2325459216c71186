import { expect, test } from "vitest";
import { answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { pageOf } from "../../src/report/page/page.ts";
import { summaryMarkdown } from "../../src/report/summary-markdown.ts";
import { answerText } from "../../src/report/text-answer.ts";
import { emptyResult, MIDNIGHT, recordOf } from "../experiment/hand-made.ts";
import { optionNamed } from "../market/options.ts";

/** The DSP has so many requests in one minute of an hour in which as many wait; no other part has any. */
const documentsAt = (scale: number, requests: number): readonly (readonly [string, string])[] => {
  const plan = optionNamed("as-today").plan(scale);
  const result = emptyResult(plan);
  result.components.dsp.demandFirst[MIDNIGHT + 180] = requests;
  result.components.dsp.queuedForMax.fill(Math.max(20, requests), MIDNIGHT + 180, MIDNIGHT + 240);
  const record = recordOf([{ plan, result, forecast: forecastOf(plan, plan) }]);
  const answer = answerOf(record);
  const { peakShare } = answer.options[0]!.components[0]!;
  return [answerText(answer), summaryMarkdown(record, answer), pageOf(record, answer)].map(
    (text) => [peakShare.toFixed(2), text] as const,
  );
};

const PEAK = "so few requests in that minute at scale";
const QUEUE = "ten requests count as a queue, which chance alone may bring";

test("at a scale at which ninety requests are a busy minute, its figure is marked, and so is a queue of ten", () => {
  for (const [peak, text] of documentsAt(0.001, 90)) {
    expect(text).toMatch(new RegExp(`~${peak}`));
    expect(text).toContain("~04:00");
    expect(text).toContain(PEAK);
    expect(text).toContain(QUEUE);
  }
});

test("of the whole nothing is marked", () => {
  for (const [, text] of documentsAt(1, 200_000)) {
    expect(text).not.toMatch(/~\d/);
    expect(text).not.toContain(PEAK);
    expect(text).not.toContain(QUEUE);
  }
});
