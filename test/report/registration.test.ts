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
import { saidTwice, unnamed } from "./said-twice.ts";

// Half of the meters: every count stands for twice as many.
const plan = optionNamed("as-today").plan(0.5);
const rules = [
  { metric: "appointments_asked", place: "metering service", value: 4321 },
  { metric: "appointments_asked", place: "data service", value: 50 },
  { metric: "appointments_invalid", place: "metering service", value: 3 },
  { metric: "appointments_too_late", place: "metering service", value: 2 },
  { metric: "appointments_late", place: "data service", value: 2 },
  { metric: "days_without_service", place: "data service", value: 3 },
  { metric: "erroneous_transfers", place: "taken effect", value: 3 },
  { metric: "erroneous_transfers", place: "taken back", value: 1 },
  { metric: "appointment_effect_p50_ms", place: "MDR", value: 7_200_000 },
  { metric: "switches_ended", place: "rejected", value: 7 },
  { metric: "switches_ended", place: "objected to", value: 60 },
];
const record = recordOf([{ plan, result: { ...emptyResult(plan), rules }, forecast: forecastOf(plan, plan) }]);
const answer = answerOf(record);

test("appointments stand by service, at full scale, with what was refused for either reason (S-31)", () => {
  const [appointments] = registrationTables(answer.options);
  expect(appointments!.rows).toEqual([
    ["metering service", "as-today", "8,642", "10", "–", "–", "–", "–", "–", "–", "–"],
    ["data service", "as-today", "100", "–", "–", "–", "–", "4", "–", "–", "–"],
    ["MDR", "as-today", "–", "–", "–", "–", "–", "–", "–", "–", "2h00m"],
  ]);
});

test("days of a meter without the data service that was asked for stand beside what made them (S-42)", () => {
  const [, without] = registrationTables(answer.options);
  expect(without!.rows).toEqual([["as-today", "4", "–", "6"]]);
});

test("switches stand by option: what came to nothing all together, erroneous ones without those taken back (S-33)", () => {
  const [, , switches] = registrationTables(answer.options);
  expect(switches!.rows).toEqual([["as-today", "–", "134", "–", "6", "–", "–", "–", "–"]]);
});

test("they stand in every document, and not among the rules of the DCC", () => {
  for (const text of [answerText(answer), summaryMarkdown(record, answer), settlementBlock(answer).markup]) {
    expect(text).toMatch(/Registration: appointments; median until/i);
    expect(text).toContain("8,642");
    expect(text).toMatch(/as-today.*134.*6/s);
    expect(text).not.toMatch(/Rules of the DCC that are on/i);
  }
  expect(ruleRows(answer.options)).toEqual([]);
});

test("no table of the page says again what its heading says, and each has a name", () => {
  const { markup } = settlementBlock(answer);
  expect([saidTwice(markup), unnamed(markup)]).toEqual([[], 0]);
  expect(markup).toContain('aria-label="Registration: appointments');
});
