import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { type ExperimentRecord, recordedPlan } from "../../src/experiment/record.ts";
import type { ThresholdResult } from "../../src/experiment/thresholds.ts";
import { LatencyHistogram } from "../../src/metrics/latency-histogram.ts";
import { halfHoursCsv } from "../../src/report/half-hours-csv.ts";
import { latencySpectra, percentileSpectrum } from "../../src/report/hdr.ts";
import { junitXml } from "../../src/report/junit.ts";
import { metricsCsv } from "../../src/report/metrics-csv.ts";
import { summaryMarkdown } from "../../src/report/summary-markdown.ts";
import { addNeeds, emptyResult, MIDNIGHT, recordOf } from "../experiment/hand-made.ts";
import { optionNamed } from "../market/options.ts";
import { HOSTILE } from "./hostile.ts";

const SCALE = 0.5;
const plan = optionNamed("as-today").plan(SCALE);

let record: ExperimentRecord;
let answer: Answer;
beforeAll(() => {
  const result = emptyResult(plan);
  const { dsp } = result.components;
  dsp.demandFirst.fill(600, MIDNIGHT + 30, MIDNIGHT + 60);
  dsp.demandRetries.fill(60, MIDNIGHT + 30, MIDNIGHT + 60);
  dsp.queuedForMax[MIDNIGHT + 31] = 400;
  dsp.queuedForMin.fill(25, MIDNIGHT + 30, MIDNIGHT + 60);
  dsp.returnCarried[MIDNIGHT + 30] = 900;
  addNeeds(result, "M03", 0, { answeredMs: [10, 20, 30], late: 1 });
  const made = recordOf([{ plan, result, forecast: forecastOf(plan, plan) }], ["valley-fill"]);
  const thresholds = [
    { metric: "demand_share:dsp", is: "max < 0.00001", severity: "error", options: ["as-today"] },
    { metric: "demand_share:*", is: "max < 0.00001", severity: "warn", options: ["as-today"] },
    { metric: "queue:csp.north", is: "max < 9", severity: "error", options: ["as-today"] },
    { metric: "in_target:top-up", is: "share >= 99 %", severity: "error", options: ["as-today"] },
  ] as const;
  record = { ...made, thresholds };
  answer = answerOf(record);
});

/** The same answer about another scenario, with other names in it. */
const about = (name: string): Answer => ({
  ...answer,
  scenario: name,
  question: name,
  options: answer.options.map((option) => ({ ...option, option: name, sentence: name })),
  thresholds: answer.thresholds.map((result): ThresholdResult => ({ ...result, option: name, metric: `${name}:dsp` })),
});

/** Elements that are opened and closed in order, with attributes in quotes: enough of XML for a document without text. */
const isWellFormed = (xml: string): boolean => {
  const open: string[] = [];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  const rest = body.replaceAll(
    /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g,
    (_, closes: string, name: string, __: string, alone: string) => {
      if (closes !== "") return open.pop() === name ? "" : "<";
      if (alone === "") open.push(name);
      return "";
    },
  );
  return body !== xml && open.length === 0 && !/[<>]/.test(rest);
};

describe("junit.xml", () => {
  test("has a test case for each option and threshold, and says what was expected and found", () => {
    const xml = junitXml(answer);
    expect(isWellFormed(xml)).toBe(true);
    expect(xml).toContain('<testsuites tests="4" failures="1" errors="0" skipped="1">');
    expect(xml.match(/<testcase /g)).toHaveLength(4);
    expect(xml).toContain('<testcase name="demand_share:dsp max &lt; 0.00001" classname="any.as-today">');
    expect(xml).toMatch(/<failure message="demand_share:dsp: expected max &lt; 0\.00001, found 0\.01/);
  });
  test("a warning passes and is said; what holds says nothing; what isn't judged is skipped", () => {
    const [, warns, holds, skips] = junitXml(answer).split("<testcase ").slice(1);
    expect(warns).toMatch(/<system-out>warning: demand_share:\*: expected .* at dsp/);
    expect(warns).not.toContain("<failure");
    expect(holds).toMatch(/^[^>]*\/>/);
    expect(skips).toContain('<skipped message="the option has nothing of the kind"/>');
  });
  test("the same asked to warn and to fail are two cases", () => {
    const [one] = answer.thresholds;
    const xml = junitXml({ ...answer, thresholds: [one!, { ...one!, severity: "warn" }] });
    const names = [...xml.matchAll(/<testcase (name="[^"]*" classname="[^"]*")/g)].map(([, name]) => name);
    expect(new Set(names).size).toBe(2);
  });
  test.each(HOSTILE)("stays one document whatever the names: %j", (name) => {
    const xml = junitXml(about(name));
    expect(isWellFormed(xml)).toBe(true);
    expect(xml.match(/<testcase /g)).toHaveLength(4);
  });
});

describe("summary.md", () => {
  test("has the question, thresholds, the answer, loads, what is assumed and left out, and the command", () => {
    const text = summaryMarkdown(record, answer);
    const order = ["## Which?", "### Thresholds", "### Answer", "### Load", "What the model leaves out", "Reproduce:"];
    const places = order.map((part) => text.indexOf(part));
    expect(places).toEqual(places.toSorted((p, q) => p - q));
    expect(places[0]).toBe(0);
    expect(text).toContain("| ✗ FAILS | `demand_share:dsp max < 0.00001` | error | as-today |");
    expect(text).toContain("| ! warns | `demand_share:* max < 0.00001` | warn | as-today |");
    expect(text).toContain("Not finished: valley-fill.");
    expect(text).toContain("mhhs run any.yaml --option as-today --option valley-fill --seed mhhs-2028 --scale 0.5\n");
  });
  test("hostile values reach a shell as one word", () => {
    const text = summaryMarkdown({ ...record, set: ["question=it's; rm -rf ~ `x`"] }, answer);
    expect(text).toContain("--set 'question=it'\\''s; rm -rf ~ `x`'");
  });
  test.each(HOSTILE)("keeps its tables, and makes no markup of a name: %j", (name) => {
    const text = summaryMarkdown({ ...record, scenario: { ...record.scenario, file: "any.yaml" } }, about(name));
    const outsideCode = text.replaceAll(/\\./g, "").replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, "");
    expect(outsideCode).not.toMatch(/<script|<!--/);
    const rows = text.split("\n").filter((line) => line.startsWith("| ✗"));
    expect(rows).toHaveLength(1);
    expect(rows[0]!.replaceAll(/\\./g, "").match(/\|/g)).toHaveLength(6);
    const shape = (markdown: string): string[] => markdown.split("\n").map((line) => line.slice(0, 2));
    expect(shape(text)).toHaveLength(shape(summaryMarkdown(record, answer)).length);
  });
});

describe("metrics.csv", () => {
  test("has every scalar of the summary once, with its unit", () => {
    const [head, ...lines] = metricsCsv(answer).trimEnd().split("\n");
    expect(head).toBe("option,metric,place,value,unit,later_than_ms");
    expect(lines).toHaveLength(Object.keys(answer.options[0]!.metrics).length);
    expect(lines).toContain("as-today,needs_wanted,mhhs-profiles-agent,8,needs,");
  });
  // One of four was never answered, the longest of the others took 30 ms; of top-ups there were none.
  test("what has no value is empty, not a zero; what was never answered is later than the longest answer", () => {
    expect(metricsCsv(answer)).toMatch(/\nas-today,official_p99_ms,mhhs-profiles-agent,,ms,30\n/);
    expect(metricsCsv(answer)).toMatch(/\nas-today,official_p50_ms,mhhs-profiles-agent,20,ms,\n/);
    const { metrics, laterThanMs } = answer.options[0]!;
    expect([metrics["wanted_p99_ms:mhhs-profiles-agent"], laterThanMs["wanted_p99_ms:mhhs-profiles-agent"]]).toEqual([
      null,
      30,
    ]);
    expect(Object.keys(laterThanMs).filter((key) => metrics[key] !== null)).toEqual([]);
    expect(Object.keys(laterThanMs).every((key) => key.includes("_ms:mhhs-profiles"))).toBe(true);
  });
});

describe("half-hours.csv", () => {
  test("has 48 half hours for each component and direction of an option", () => {
    const [head, ...lines] = halfHoursCsv(record).trimEnd().split("\n");
    expect(lines).toHaveLength(48 * 8 * 2);
    expect(new Set(lines.map((line) => line.split(",").length))).toEqual(new Set([head!.split(",").length]));
    expect(new Set(lines).size).toBe(lines.length);
  });
  // 600 a minute of half of the meters are 20 a second of all.
  test("rates are means over the half hour, queues the least and the most in it, at full scale", () => {
    const lines = halfHoursCsv(record).split("\n");
    const of = (direction: string): string =>
      lines.find((line) => line.startsWith(`as-today,dsp,${direction},2028-01-17T00:30Z,`))!;
    expect(of("requests")).toMatch(/,requests a second,[\d.]+,20,22,0,0,50,800,,,$/);
    expect(of("responses")).toMatch(/,requests a second,[\d.]+,,,0,1,,0,,,$/);
  });
});

describe("half-hours.csv beside contracts (S-25)", () => {
  const perHalfHour = Array.from({ length: 48 }, (_, i) => (i === 3 ? 1800 * 50 : 1800 * 100));
  const ofNorth = { ...recordedPlan(plan).contracts[0]!, perHalfHour };
  const ofReads = { ...ofNorth, requestClass: "reads", requests: ["4.8.1"], perHalfHour: perHalfHour.map(() => 1) };
  const cellsAt = (halfHour: string, more: Partial<(typeof record)["runs"][number]["plan"]> = {}) => {
    const result = emptyResult(plan);
    // 40 a second and 20 retries, of half of the meters.
    result.components["csp.north"].demandFirst.fill(1200, MIDNIGHT + 60, MIDNIGHT + 120);
    result.components["csp.north"].demandRetries.fill(600, MIDNIGHT + 60, MIDNIGHT + 120);
    const [run] = record.runs;
    const contracts = [ofNorth, ofReads];
    const runs = [{ ...run!, plan: { ...run!.plan, contracts, ...more }, result: { ...result, contractClasses: [] } }];
    const lines = halfHoursCsv({ ...record, runs }).split("\n");
    return lines.find((line) => line.includes(`,requests,2028-01-17T${halfHour}Z`) && line.includes("csp.north"))!;
  };
  const last3 = (line: string): string[] => line.split(",").slice(-3);

  test("has what is contracted for in the half hour, of all classes, how much is asked of it, and what is left", () => {
    expect(last3(cellsAt("01:00"))).toEqual(["100", "0.6", "0.4"]);
    expect(last3(cellsAt("01:30"))).toEqual(["50", "1.2", "-0.2"]);
    expect(last3(cellsAt("02:00"))).toEqual(["100", "0", "1"]);
  });

  test("has none where the contract or the capacity is private", () => {
    const none = perHalfHour.map(() => Number.NaN);
    expect(last3(cellsAt("01:00", { contracts: [{ ...ofNorth, perHalfHour: none }] }))).toEqual(["", "", ""]);
    const { capacity } = plan;
    const hidden = { ...capacity, perSecond: { ...capacity.perSecond, "csp.north": Number.NaN } };
    expect(last3(cellsAt("01:00", { capacity: hidden }))).toEqual(["", "", ""]);
  });
});

describe("latency spectra", () => {
  const spectrum = (ms: readonly number[], unanswered: number): (readonly number[])[] => {
    const times = new LatencyHistogram();
    for (const one of ms) times.record(one);
    return percentileSpectrum(times, unanswered)
      .split("\n")
      .filter((line) => /^ *\d/.test(line))
      .map((line) => line.trim().split(/ +/).map(Number));
  };
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);

  test("read as HdrHistogram's plotter reads them: four columns that rise, and a last line at the longest", () => {
    const lines = spectrum(hundred, 0);
    expect(lines.slice(0, -1).every((line) => line.length === 4)).toBe(true);
    expect(lines.at(-1)).toEqual([100, 1, 100]);
    for (const [i, [value, share, count]] of lines.entries())
      if (i > 0) {
        const [before, shareBefore, countBefore] = lines[i - 1]!;
        expect([value! >= before!, share! > shareBefore!, count! >= countBefore!]).toEqual([true, true, true]);
      }
  });
  test("a line says what share stays within its time", () => {
    const at = (share: number) => spectrum(hundred, 0).find((line) => line[1] === share);
    expect(at(0.5)).toEqual([50, 0.5, 50, 2]);
    expect(at(0.9)).toEqual([90, 0.9, 90, 10]);
  });
  test("end where the never answered begin", () => {
    const lines = spectrum(hundred, 100);
    expect(Math.max(...lines.map(([, share]) => share!))).toBeLessThanOrEqual(0.5);
    expect(lines.at(-1)![0]).toBe(100);
  });
  test("come by option, process and clock", () => {
    const files = latencySpectra(record);
    expect([...files.keys()]).toEqual([
      "latency/as-today.mhhs-profiles.wanted.hgrm",
      "latency/as-today.mhhs-profiles-agent.wanted.hgrm",
    ]);
    expect(files.get("latency/as-today.mhhs-profiles.wanted.hgrm")).toMatch(/Unanswered +=\s+1\b/);
  });
  test("of needs that none answered there is a head and nothing else", () => expect(spectrum([], 3)).toEqual([]));
});
