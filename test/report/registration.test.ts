import { expect, test } from "vitest";
import { answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { settlementBlock } from "../../src/report/page/settlement-block.ts";
import { registrationTables } from "../../src/report/registration-figures.ts";
import { ruleRows } from "../../src/report/rule-figures.ts";
import { summaryMarkdown } from "../../src/report/summary-markdown.ts";
import { answerText } from "../../src/report/text-answer.ts";
import { emptyResult, recordOf } from "../experiment/hand-made.ts";
import { optionNamed } from "../market/options.ts";

// Half of the meters: every count stands for twice as many.
const plan = optionNamed("as-today").plan(0.5);
const rules = [
  { metric: "appointments_asked", place: "metering service", value: 4321 },
  { metric: "appointments_asked", place: "data service", value: 50 },
  { metric: "appointment_effect_p50_ms", place: "MDR", value: 7_200_000 },
  { metric: "switches_ended", place: "rejected", value: 7 },
  { metric: "switches_ended", place: "objected to", value: 60 },
];
const record = recordOf([{ plan, result: { ...emptyResult(plan), rules }, forecast: forecastOf(plan, plan) }]);
const answer = answerOf(record);

test("appointments stand by service, and switches with what most of them came to, at full scale (S-31, S-33)", () => {
  const [appointments, switches] = registrationTables(answer.options);
  expect(appointments!.head.slice(2)).toEqual(["metering service", "data service", "MDR"]);
  expect(appointments!.rows.map((row) => row.slice(2))).toEqual([
    ["8,642", "100", "–"],
    ["–", "–", "2h00m"],
  ]);
  expect(switches!.rows.map((row) => row.slice(2))).toEqual([["134 switches", "objected to"]]);
});

test("they stand in every document, and not among the rules of the DCC", () => {
  for (const text of [answerText(answer), summaryMarkdown(record, answer), settlementBlock(answer).markup]) {
    expect(text).toMatch(/Registration: appointments of services/i);
    expect(text).toContain("8,642");
    expect(text.replaceAll("\u00a0", " ")).toContain("134 switches");
    expect(text).not.toMatch(/Rules of the DCC that are on/i);
  }
  expect(ruleRows(answer.options)).toEqual([]);
});
