import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { briefAnswerText } from "../../src/report/brief-answer.ts";
import { metricsCsv } from "../../src/report/metrics-csv.ts";
import { pageOf } from "../../src/report/page/page.ts";
import { summaryMarkdown } from "../../src/report/summary-markdown.ts";
import { answerText } from "../../src/report/text-answer.ts";
import { readRecord, recordBytes } from "../../src/store/record-file.ts";
import { addNeeds, emptyResult, recordOf } from "../experiment/hand-made.ts";
import { settledRun } from "../experiment/settled-by-hand.ts";
import { optionNamed } from "../market/options.ts";
import { emptyFolder } from "../own-folder.ts";
import { saidTwice, unnamed } from "./said-twice.ts";

// S-17: load, latency, settlement and money stand side by side in every document, and in the record, as they were found.

const SCALE = 0.5;
const plan = optionNamed("as-today").plan(SCALE);

const central = [settledRun("II", 250, 210_000), settledRun("SF", 800, 105_000), settledRun("RF", 975, 0)];
const result = emptyResult(plan);
const record = recordOf([{ plan, result: { ...result, central }, forecast: forecastOf(plan, plan) }]);
const answer = answerOf(record);

test("a quarter of energy on actuals at II and 80 % at SF, 1 % in the wrong place, £210 k for it: in every document", () => {
  for (const text of [answerText(answer), summaryMarkdown(record, answer), pageOf(record, answer)]) {
    const plain = text.replaceAll("\u00a0", " ");
    expect(plain).toMatch(/Load, latency, settlement and money, side by side/i);
    // What is paid for half the meters is twice as much for all.
    expect(plain).toMatch(/as-today.{0,90}25\.0 %.{0,60}80\.0 %.{0,60}97\.5 %.{0,30}1\.00 %.{0,30}£210 k/s);
    // Half the meters are not all: error and money are marked as such.
    expect(plain.replaceAll("\\", "")).toMatch(/~1\.00 %.{0,30}1\.067.{0,30}~£210 k/s);
    expect(plain).toMatch(/as-today.{0,90}II.{0,30}25\.0 %.{0,20}1\.00 %.{0,20}1\.00 %.{0,20}1\.067/s);
  }
});

test("four runs of an option with a long name have room in a terminal of 100 columns", () => {
  const runs = (["II", "SF", "R1", "RF"] as const).map((run) => settledRun(run, 800, 105_000_000));
  const option = "electric-vehicles-by-month";
  const read = emptyResult(plan);
  addNeeds(read, "M03", 0, { answeredMs: Array(100).fill(23.2 * HOUR_MS) });
  const found = { ...read, option, central: runs };
  const long = recordOf([{ plan: { ...plan, option }, result: found, forecast: forecastOf(plan, plan) }]);
  const lines = answerText(answerOf(long)).split("\n");
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  const besides = lines.filter((line) => line.startsWith(option) && line.includes("23h12m"));
  expect(besides).not.toEqual([]);
});

test("the page draws it: a bar for each figure of an option, in its colour", () => {
  const page = pageOf(record, answer);
  expect([saidTwice(page), unnamed(page)]).toEqual([[], 0]);
  const svg = /<svg class="side-by-side".*?<\/svg>/s.exec(page)![0];
  // Load, latency, energy at II and SF, money: five.
  expect(svg.match(/<rect class="fill-\d+"/g)).toHaveLength(5);
  expect(svg).toContain(">80.0 %</text>");
  // 80 % of a bar of 80.
  expect(svg).toContain('width="64.0"');
  expect(svg.replaceAll("\u00a0", " ")).toContain(">~£210 k</text>");
});

test("metrics say it by run, supplier and GSP Group", () => {
  const { metrics } = answer.options[0]!;
  expect(metrics).toMatchObject({
    "energy_on_actuals_share:II": 0.25,
    "energy_on_actuals_share:RF": 0.975,
    "imbalance_pounds:II": 420_000,
    "reconciled_pounds:SF": 105_000,
    "correction_exceptions:SF": 1,
    "correction_factors_outside_share:SF": 0.25,
    "correction_factor_least:SF": 1,
    "correction_factor_most:SF": 1.15,
    "energy_on_actuals_share_of:SF Supplier 2": 0.8,
    // What one pays of the half that is simulated another is paid; no GSP Group is.
    "imbalance_pounds_of:II Supplier 1": 420_000,
    "imbalance_pounds_of:II Supplier 2": -420_000,
  });
  expect(metrics["misplaced_energy_share:II"]).toBeCloseTo(0.01, 12);
  expect(metrics["supplier_error_most:SF"]).toBeCloseTo(0.01, 12);
  expect(metrics["settlement_error_of:SF Supplier 2"]).toBeCloseTo(-0.01, 12);
  // A GSP Group's error is before correction: 1,990 MWh for 2,000.
  expect(metrics["settlement_error_of:SF _A"]).toBeCloseTo(-0.005, 12);
  expect(metrics).not.toHaveProperty(["imbalance_pounds_of:II _A"]);
  expect(metricsCsv(answer)).toContain("energy_on_actuals_share");
});

test("the record keeps it to the last bit, runs in their order", () => {
  const file = join(emptyFolder(), "results.sqlite");
  writeFileSync(file, recordBytes(record));
  expect(readRecord(file).runs[0]!.result.central).toEqual(central);
});

describe("where options give suppliers customers of their own", () => {
  const customers = (told: string): string => `settlement: { demand: { customers: {${told}} } }\n`;
  const told = (differs: string) => {
    const runs = ["alike", "vehicles"].map((option) => {
      return { plan: { ...plan, option }, result: { ...result, option, central }, forecast: forecastOf(plan, plan) };
    });
    const both = recordOf(runs);
    const resolved = [customers(""), customers(differs)];
    const changed = { ...both, runs: both.runs.map((run, i) => ({ ...run, resolved: resolved[i]! })) };
    const found = answerOf(changed);
    const texts = [
      answerText(found),
      briefAnswerText(found, 100),
      summaryMarkdown(changed, found),
      pageOf(changed, found),
    ];
    return texts.map((text) => text.replaceAll("\u00a0", " ").replaceAll("\\", ""));
  };

  test("every document says first of all of those suppliers how far off each option settles them, and what they pay", () => {
    for (const text of told("Supplier 2: { electricVehicle: 50 % }")) {
      const part = /suppliers with customers of their own, at SF.*?below 0 it is paid/is.exec(text)![0];
      for (const option of ["alike", "vehicles"])
        expect(part).toMatch(
          new RegExp(`${option}.{0,40}Supplier 2.{0,60}80\\.0 %.{0,40}~-1\\.00 %.{0,40}~-£210 k`, "s"),
        );
      expect(part).not.toContain("Supplier 1");
    }
  });

  test("where they are alike no document has such a table", () => {
    for (const text of told("")) expect(text).not.toMatch(/customers of their own/i);
  });
});

test("where settlement is off nothing is said", () => {
  const off = recordOf([{ plan, result, forecast: forecastOf(plan, plan) }]);
  for (const text of [answerText(answerOf(off)), summaryMarkdown(off, answerOf(off)), pageOf(off, answerOf(off))])
    expect(text).not.toMatch(/side by side: |Load, latency, settlement/i);
});
