import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { outlookOf } from "../../src/cli/scenarios.ts";
import { COMPONENTS, type ComponentName } from "../../src/domain/components.ts";
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
const runOf = (row: Rows[number]) => record.runs.find(({ plan }) => plan.option === row["option"])!;

/** First attempts, and attempts in all, of a component in each minute of the measured day; and what it carries in one. */
const minutesOf = (row: Rows[number]) => {
  const { plan, result } = runOf(row);
  const component = row["component"] as ComponentName;
  const midnight = -result.firstMinuteMs / 60_000;
  const day = (series: Uint32Array): number[] => Array.from(series.subarray(midnight, midnight + 1440));
  const first = day(result.components[component].demandFirst);
  const retries = day(result.components[component].demandRetries);
  const perMinute = 60 * plan.capacity.perSecond[component] * SCALE;
  return { first, all: first.map((n, minute) => n + retries[minute]!), perMinute };
};

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
      const [hour, minute] = String(row["from_utc"]).split(":").map(Number) as [number, number];
      const { first, perMinute } = minutesOf(row);
      const from = 60 * hour + minute;
      const requests = first.slice(from, from + 30).reduce((sum, n) => sum + n, 0);
      expect(requests / (30 * perMinute)).toBeCloseTo(peakShareHalfHour, 9);
    }
    const shares = rows.map((row) => Number(row["share_of_capacity"]));
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
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
    // The summary's is of needs: what was never answered is later than any answer, so that it is no sooner.
    const told = rows.flatMap((row) => {
      const own = optionOf(row).processes.find(({ process }) => process === row["process"]);
      return own === undefined ? [] : [{ row, own }];
    });
    expect(told.length).toBeGreaterThan(12);
    for (const { row, own } of told)
      if (own.officialClock.p99Ms < own.officialClock.maxMs)
        expect(row["p99_ms"], own.process).toBeLessThanOrEqual(own.officialClock.p99Ms);
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
    const changed = answer.options.flatMap(({ option, metrics }) =>
      Object.entries(metrics).flatMap(([name, value]) =>
        option === "without-mhhs" || reference.metrics[name] === undefined || reference.metrics[name] === value
          ? []
          : [`${option} ${name}`],
      ),
    );
    expect(rows.map((row) => `${row["option"]} ${row["metric"]}:${row["place"]}`).sort()).toEqual(changed.sort());
  });

  test("hours above capacity", () => {
    const rows = asked("hours above capacity");
    expect(rows).toHaveLength(24);
    for (const row of rows) {
      const { peakShareAll } = optionOf(row).components.find(({ component }) => component === row["component"])!;
      expect(Number(row["hours_above"]) > 0).toBe(peakShareAll > 1);
      const { all, perMinute } = minutesOf(row);
      expect(row["hours_above"]).toBeCloseTo(all.filter((n) => n > perMinute).length / 60, 9);
    }
    expect(rows[0]!["hours_above"]).toBeGreaterThan(1);
  });

  test("the fullest endpoint of each User", () => {
    const rows = asked("fullest endpoint");
    for (const row of rows) {
      const { peakShare, peakAtMinute, role } = optionOf(row).users.find(({ user }) => user === row["name"])!;
      expect(row["share_of_its_rate"]).toBeCloseTo(peakShare, 9);
      expect([row["minute"], row["role"]]).toEqual([peakAtMinute, role]);
    }
    // Nothing comes to MDRs where there are no MHHS reads.
    const all = answer.options.flatMap(({ option, users }) =>
      users.filter(({ peakShare }) => peakShare > 0).map(({ user }) => `${option} ${user}`),
    );
    expect(rows.map((row) => `${row["option"]} ${row["name"]}`).sort()).toEqual(all.sort());
  });

  test("what was changed, by --set and by the options", () => {
    const rows = asked("what was changed");
    const changed = rows.map((row) => row["changed"]);
    expect(changed).toEqual(expect.arrayContaining(["--set estate.independentShare=0.5", "estate.independentShare"]));
    expect(changed.filter((path) => !`${path}`.startsWith("--set"))).toEqual(
      assumptionsUsed(scenario)
        .filter(({ changedHere }) => changedHere)
        .map(({ path }) => path),
    );
    const used = assumptionsUsed(scenario).find(({ path }) => path === "estate.independentShare")!;
    const told = rows.find((row) => row["changed"] === "estate.independentShare")!;
    expect([told["log_has"], told["title"]]).toEqual([`${used.value} ${used.unit}`, `${used.id} ${used.title}`]);
  });

  test("the distance from the lowest peak", () => {
    const rows = asked("distance from the lowest");
    expect(rows).toHaveLength(COMPONENTS.length * options.length);
    for (const row of rows) {
      const own = optionOf(row).components.find(({ component }) => component === row["component"])!;
      expect([row["peak_share"], row["bound_share"], row["distance"]]).toEqual([
        own.forecastPeakShare,
        own.boundShare,
        own.distance,
      ]);
    }
  });

  test("what was never answered", () => {
    const all = asked("never answered");
    for (const row of all) {
      const { plan, result } = runOf(row);
      const kinds = plan.rows.filter(({ process }) => process === row["process"]).map(({ id }) => id);
      const of = (counts: Float64Array): number =>
        counts.reduce((sum, n, cell) => sum + (kinds.includes(result.ledger.kinds[cell >> 3]!) ? n : 0), 0) / SCALE;
      const { wanted, answered } = result.ledger;
      expect(row["wanted"]).toBeCloseTo(of(wanted), 6);
      expect(row["never_answered"]).toBeCloseTo(of(wanted) - of(answered), 6);
    }
    // The summary has daily reads and MHHS reads in parts.
    const rows = all.filter((row) => !/-reads$/.test(String(row["process"])));
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
