import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { outlookOf } from "../../src/cli/scenarios.ts";
import { type Answer, answerOf } from "../../src/experiment/answer.ts";
import { LatencyHistogram } from "../../src/metrics/latency-histogram.ts";
import { assumptionsUsed } from "../../src/scenario/notes.ts";
import { COOKBOOK } from "../../src/store/cookbook.ts";
import { openRecord, readRecord, recordBytes } from "../../src/store/record-file.ts";
import { recordOf } from "../experiment/hand-made.ts";
import { planOf, readScenario, simulate } from "../market/native.ts";
import { emptyFolder } from "../own-folder.ts";

const SET = ["estate.independentShare=0.5"];
const SCALE = 0.0005;
const scenario = await readScenario("scenarios/peak-smoothing.yaml", SET);
const options = ["without-mhhs", "as-today", "full-trt"];
const { forecasts } = outlookOf(scenario, options, SCALE, undefined);
const runs = options.map((option, i) => {
  const plan = planOf(scenario, option, { replication: 0, scale: SCALE });
  return { plan, result: simulate(plan), forecast: forecasts[i]! };
});
const file = join(emptyFolder(), "results.sqlite");
writeFileSync(file, recordBytes({ ...recordOf(runs), set: SET, assumptions: assumptionsUsed(scenario) }));
const record = readRecord(file);
const answer: Answer = answerOf(record);
const db = openRecord(file);

type Rows = readonly Readonly<Record<string, number | string | null>>[];
const asked = (name: string): Rows => {
  const recipe = COOKBOOK.find((one) => one.name === name);
  if (recipe === undefined) throw new RangeError(`no recipe ${name}`);
  return db.prepare<[], Rows[number]>(recipe.sql).all();
};
const optionOf = (row: Rows[number]) => answer.options.find(({ option }) => option === row["option"])!;

test("the cookbook has ten questions, and each finds something", () => {
  expect(COOKBOOK).toHaveLength(10);
  for (const { name, question } of COOKBOOK) {
    expect(question).toMatch(/\?/);
    expect(asked(name).length, name).toBeGreaterThan(0);
  }
});

describe("a question to the record is answered as the summary answers it:", () => {
  test("the fullest half hour of each component", () => {
    const rows = asked("fullest half hour");
    expect(rows).toHaveLength(24);
    for (const row of rows) {
      const { peakShareHalfHour } = optionOf(row).components.find(({ component }) => component === row["component"])!;
      expect(row["share_of_capacity"]).toBeCloseTo(peakShareHalfHour, 9);
      expect(row["from_utc"]).toMatch(/^[012]\d:[03]0$/);
    }
  });

  test("the share of reads in by 09:00, by role", () => {
    const places = { supplier: "mhhs-profiles-own", agent: "mhhs-profiles-agent" };
    const rows = asked("in by nine");
    expect(rows.map((row) => `${row["option"]} ${row["role"]}`)).toEqual(
      ["as-today", "full-trt"].flatMap((option) => [`${option} agent`, `${option} supplier`]),
    );
    for (const row of rows) {
      const { processes } = optionOf(row);
      const own = processes.find(({ process }) => process === places[row["role"] as keyof typeof places])!;
      expect(row["in_by_9_share"]).toBeCloseTo(own.inByHour!["9"]!, 9);
    }
  });

  test("a percentile out of the buckets", () => {
    const rows = asked("percentile");
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      const { plan, result } = record.runs.find((run) => run.plan.option === row["option"])!;
      const kinds = plan.rows.filter(({ process }) => process === row["process"]).map(({ id }) => id);
      const all = new LatencyHistogram();
      result.ledger.officialMs.forEach((times, cell) => {
        if (kinds.includes(result.ledger.kinds[cell >> 3]!)) all.merge(Object.assign(new LatencyHistogram(), times));
      });
      const p99Ms = all.quantileMs(0.99);
      // The last bucket's middle may lie above the longest of all, which the program knows.
      if (p99Ms < all.maxMs) expect(row["p99_ms"], String(row["process"])).toBe(p99Ms);
      else expect(row["p99_ms"]).toBeGreaterThanOrEqual(all.maxMs * (1 - 1 / 256));
    }
  });

  test("every figure against the reference", () => {
    const rows = asked("against the reference");
    const reference = answer.options.find(({ option }) => option === "without-mhhs")!;
    expect(new Set(rows.map((row) => row["option"]))).toEqual(new Set(["as-today", "full-trt"]));
    for (const row of rows) {
      const name = `${row["metric"]}:${row["place"]}`;
      expect([row["with_option"], row["without_mhhs"]]).toEqual([optionOf(row).metrics[name], reference.metrics[name]]);
      expect(row["with_option"]).not.toBe(row["without_mhhs"]);
    }
  });

  test("hours above capacity", () => {
    const rows = asked("hours above capacity");
    expect(rows).toHaveLength(24);
    for (const row of rows) {
      const { peakShareAll } = optionOf(row).components.find(({ component }) => component === row["component"])!;
      expect(Number(row["hours_above"]) > 0).toBe(peakShareAll > 1);
    }
    expect(rows[0]!["hours_above"]).toBeGreaterThan(1);
  });

  test("the fullest endpoint of each User", () => {
    const rows = asked("fullest endpoint");
    for (const row of rows) {
      const { peakShare } = optionOf(row).users.find(({ user }) => user === row["name"])!;
      expect(row["share_of_its_rate"]).toBeCloseTo(peakShare, 9);
    }
    expect(rows.length).toBeGreaterThan(100);
  });

  test("what was changed, by --set and by the options", () => {
    const changed = asked("what was changed").map((row) => row["changed"]);
    expect(changed).toEqual(expect.arrayContaining(["--set estate.independentShare=0.5", "estate.independentShare"]));
    expect(changed.filter((path) => !`${path}`.startsWith("--set"))).toEqual(
      assumptionsUsed(scenario)
        .filter(({ changedHere }) => changedHere)
        .map(({ path }) => path),
    );
  });

  test("the distance from the lowest peak", () => {
    for (const row of asked("distance from the lowest")) {
      const own = optionOf(row).components.find(({ component }) => component === row["component"])!;
      expect([row["peak_share"], row["bound_share"], row["distance"]]).toEqual([
        own.forecastPeakShare,
        own.boundShare,
        own.distance,
      ]);
    }
  });

  test("what was never answered", () => {
    // The summary has daily reads and MHHS reads in parts.
    const rows = asked("never answered").filter((row) => !/-reads$/.test(String(row["process"])));
    expect(rows.length).toBeGreaterThan(12);
    for (const row of rows) {
      const own = optionOf(row).processes.find(({ process }) => process === row["process"])!;
      expect([row["wanted"], row["out_of_reach"], row["refused"]]).toEqual([own.wanted, own.dark, own.refused]);
      expect(row["never_answered"]).toBeCloseTo(own.wanted - own.answered, 6);
      expect(row["given_up"]).toBeCloseTo(own.expired - own.dark, 6);
    }
  });

  test("fingerprints to compare", () => {
    expect(
      asked("the same as a colleague's").map((row) => [row["option"], row["path"], row["result_fingerprint"]]),
    ).toEqual(
      answer.options.map(({ option, pathFingerprint, resultFingerprint }) => [
        option,
        pathFingerprint,
        resultFingerprint,
      ]),
    );
  });
});
