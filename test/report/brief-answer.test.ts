import { expect, test } from "vitest";
import { answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { briefAnswerText, previewText } from "../../src/report/brief-answer.ts";
import { briefForecastText } from "../../src/report/forecast-text.ts";
import { emptyResult, MIDNIGHT, recordOf } from "../experiment/hand-made.ts";
import { optionNamed } from "../market/options.ts";

const SCALE = 0.001;

/** So many options alike, of each of which the DSP's reads wait until four. */
const answerWith = (count: number) => {
  const plan = optionNamed("as-today").plan(SCALE);
  const forecast = forecastOf(plan, plan);
  const result = emptyResult(plan);
  result.components.dsp.demandFirst[MIDNIGHT + 180] = 90;
  result.components.dsp.queuedForMax.fill(90, MIDNIGHT + 180, MIDNIGHT + 240);
  const runs = Array.from({ length: count }, (_, i) => {
    const option = i === 0 ? "as-today" : `as-today-but-for-one-value-${i}`;
    return { plan: { ...plan, option }, result: { ...result, option }, forecast: { ...forecast, option } };
  });
  return { answer: answerOf(recordOf(runs)), forecasts: runs.map((run) => run.forecast) };
};

const rowsOf = (text: string, option: string): string[] =>
  text.split("\n").filter((line) => line.startsWith(`${option} `));

test.each([1, 2, 6, 17])("forecast and answer of %i options are some 60 lines, a row each", (count) => {
  const { answer, forecasts } = answerWith(count);
  const text = `${briefForecastText("What if?", forecasts, 100)}${briefAnswerText(answer, 100)}`;
  expect(text.split("\n").length).toBeLessThanOrEqual(66);
  for (const { option } of answer.options) {
    expect(rowsOf(briefForecastText("What if?", forecasts, 100), option)).toHaveLength(1);
    expect(rowsOf(previewText(answer, 20, 100), option)).toHaveLength(1);
  }
});

test.each([80, 100, 140])("at %i columns no line is wider, and a wider terminal has more figures", (width) => {
  const { answer } = answerWith(17);
  const lines = briefAnswerText(answer, width).split("\n");
  expect(lines.filter((line) => line.length > width)).toEqual([]);
  const head = lines.find((line) => line.startsWith("option "))!;
  expect(head).toMatch(/^option +fits +wait until +late/);
});

test("figures of too few meters are marked, and one line says what the mark is", () => {
  const text = briefAnswerText(answerWith(2).answer, 100);
  expect(text).toContain("~04:00 DSP");
  const said = "~ not to be read as that of all meters: at scale 0.001 too few are left for this figure";
  expect(text.split(said)).toHaveLength(2);
});

test("few options leave room for their sentences", () => {
  expect(briefAnswerText(answerWith(2).answer, 100)).toMatch(/EACH OPTION\n\nas-today: /);
  expect(briefAnswerText(answerWith(17).answer, 100)).not.toContain("EACH OPTION");
});
