import { expect, test } from "vitest";
import { answerOf } from "../../src/experiment/answer.ts";
import { appointedLateSentence } from "../../src/experiment/appointed-late.ts";
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
  { metric: "appointments_made", place: "data service", value: 40 },
  { metric: "appointments_late", place: "data service", value: 2 },
  { metric: "appointment_days_late", place: "data service", value: 5 },
  { metric: "appointment_days_late_most", place: "data service", value: 3 },
  { metric: "appointments_open", place: "MDR", value: 4 },
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
    ["data service", "as-today", "100", "–", "–", "–", "80", "4", "–", "–", "–"],
    ["MDR", "as-today", "–", "–", "–", "–", "–", "–", "8", "–", "2h00m"],
  ]);
});

test("who is appointed late, by how much, and days of a meter without its data service stand together (S-42)", () => {
  const [, late] = registrationTables(answer.options);
  expect(late!.rows).toEqual([
    ["metering service", "as-today", "–", "4", "–", "–", "–", "–"],
    ["data service", "as-today", "80", "–", "4", "10", "3", "6"],
    ["MDR", "as-today", "–", "–", "–", "–", "–", "–"],
  ]);
});

test("the answer says who is appointed late, by how much, what came after the gate and what has no outcome (S-31)", () => {
  // 5 days for 2 of them are 2.5 each.
  const says =
    "Appointed late: 4 of 80 data services (by 2.5 d, at most 3 d). Requests after the gate: 4 for metering services. " +
    "Without an outcome at the end: 8 for MDRs.";
  expect(answer.options[0]!.sentence).toContain(says);
  expect(answerText(answer).replaceAll(/\s+/g, " ")).toContain(says);
});

test("where everybody is appointed in time the answer says so; where Registration is off, nothing", () => {
  const inTime = rules.filter(({ metric }) => /asked|made/.test(metric));
  expect(appointedLateSentence(inTime)).toBe(" Appointed late: nobody.");
  expect(appointedLateSentence([])).toBe("");
});

test("a record from before days were counted says who is late all the same", () => {
  const before = rules.filter(({ metric }) => !metric.startsWith("appointment_days_late"));
  expect(appointedLateSentence(before)).toContain("Appointed late: 2 of 40 data services. Requests");
});

test("every column of the tables has a word in the note under it, in every document", () => {
  for (const { head, words, note } of registrationTables(answer.options)) {
    const unexplained = head
      .slice(words)
      .filter((column) => !/known|effect$/.test(column) && !note.toLowerCase().includes(column));
    expect(unexplained).toEqual([]);
    const start = note.slice(0, 40);
    for (const text of [answerText(answer), summaryMarkdown(record, answer), settlementBlock(answer).markup])
      expect(text).toContain(start);
  }
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
