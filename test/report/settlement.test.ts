import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EXCEPTIONS, REJECTED_TOO_LATE } from "../../src/domain/exceptions.ts";
import { answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { BUCKETS, bucketOf } from "../../src/metrics/latency-histogram.ts";
import { metricsCsv } from "../../src/report/metrics-csv.ts";
import { pageOf } from "../../src/report/page/page.ts";
import { summaryMarkdown } from "../../src/report/summary-markdown.ts";
import { answerText } from "../../src/report/text-answer.ts";
import type { SettlementRecord } from "../../src/run/settlement-record.ts";
import { readRecord, recordBytes } from "../../src/store/record-file.ts";
import { emptyResult, recordOf } from "../experiment/hand-made.ts";
import { optionNamed } from "../market/options.ts";
import { emptyFolder } from "../own-folder.ts";
import { saidTwice, unnamed } from "./said-twice.ts";

// S-17: what each Settlement Run settles on stands in every document and in the record, as it was counted.

const SCALE = 0.5;
const plan = optionNamed("as-today").plan(SCALE);
const runs = ["II", "SF", "R1", "RF"] as const;
const suppliers = plan.estate.supplierShares.length;
const gspGroups = plan.estate.gspGroupShares.length;

const record = (() => {
  const result = emptyResult(plan);
  const minutes = result.components.dsp.arrived.length;
  const firstRun = new Float64Array(2 * suppliers * gspGroups * 5);
  // 60 import meter-days of Supplier 1 in _A first at II, 20 at SF; 20 export meter-days of Supplier 2 in _B at none.
  firstRun[0] = 60;
  firstRun[1] = 20;
  firstRun[((suppliers + 1) * gspGroups + 1) * 5 + 4] = 20;
  const counts = new Float64Array(BUCKETS);
  counts[bucketOf(3_600_000)] = 2;
  const settlement: SettlementRecord = {
    runs,
    firstRun,
    suppliers,
    gspGroups,
    followed: Float64Array.of(0, 20, 0, 0),
    messages: { sent: 90, estimates: 3, swept: 7, accepted: 84, rejected: 1, waiting: 5 },
    exceptions: {
      // Three of Supplier 1 below zero, four of Supplier 2 rejected.
      totals: Float64Array.from({ length: EXCEPTIONS.length * suppliers }, (_, i) =>
        i === 2 * suppliers ? 3 : i === REJECTED_TOO_LATE * suppliers + 1 ? 4 : 0,
      ),
      details: [
        { type: 2, system: 17, day: 0 },
        { type: REJECTED_TOO_LATE, system: 4, day: -3 },
      ],
    },
    stepsMs: Float64Array.from([13, 19, 21, 23, 31, 33.5], (hours) => hours * 3_600_000),
    deliveries: [
      { delivered: 85, failed: 2 },
      { delivered: 86, failed: 3 },
      { delivered: 87, failed: 4 },
    ],
    toSuppliers: Float64Array.from({ length: suppliers }, (_, i) => (i === 0 ? 86 : 0)),
    toLdsos: Float64Array.from({ length: gspGroups }, (_, i) => (i === 13 ? 87 : 0)),
    acceptedMs: { counts, count: 2, sumMs: 7_200_000, maxMs: 3_600_000 },
    dip: {
      perSecond: 2,
      arrived: new Uint32Array(minutes).fill(90, 1500, 1501),
      carried: new Uint32Array(minutes).fill(60, 1500, 1501),
      queuedMax: new Uint32Array(minutes).fill(30, 1500, 1502),
    },
  };
  return recordOf([{ plan, result: { ...result, settlement }, forecast: forecastOf(plan, plan) }]);
})();
const answer = answerOf(record);

test("the answer says so in a sentence", () => {
  expect(answer.options[0]!.sentence).toMatch(
    / Meter-days on actual data: 60\.0 % at II, 80\.0 % at SF, 80\.0 % at R1, 80\.0 % at RF\.$/,
  );
});

test("80 of 100 meter-days are on actuals at SF, 60 at II: so says every document", () => {
  for (const text of [answerText(answer), summaryMarkdown(record, answer), pageOf(record, answer)]) {
    expect(text).toMatch(/Settlement: meter-days on actual data/i);
    expect(text.replaceAll("\u00a0", " ")).toMatch(/as-today.{0,40}60\.0 %.{0,40}80\.0 %.{0,40}80\.0 %.{0,40}80\.0 %/s);
    // 90 messages in the measured day, of half the meters; 90 in a minute of a DIP that takes 60 in.
    expect(text).toMatch(/180.{0,60}1\.50/s);
    expect(text.replaceAll("\u00a0", " ")).toMatch(
      /they\s+brought,\s+of\s+the\s+days\s+on\s+actuals,\s+as-today\s+25\.0\s%/,
    );
  }
});

test("suppliers get totals of exceptions by type, and no document has a metering system's own (PRI-009, S-44)", () => {
  expect(answer.options[0]!.metrics).toMatchObject({
    "data_exceptions:below zero": 6,
    "data_exceptions:rejected: the last run has been": 8,
    "data_exceptions:clock drift": 0,
  });
  for (const text of [answerText(answer), summaryMarkdown(record, answer), pageOf(record, answer)])
    expect(text).toMatch(/below zero.{0,90}6.{0,200}rejected: the last run has been.{0,90}8/s);
  expect([saidTwice(pageOf(record, answer)), unnamed(pageOf(record, answer))]).toEqual([[], 0]);
  for (const text of [summaryMarkdown(record, answer), pageOf(record, answer)])
    expect(text).toMatch(/Supplier 1.{0,60}below zero.{0,60}6.{0,90}Supplier 2.{0,60}rejected: the last run/s);
});

test("each step of the settlement day is told by when it was done at the latest: reports at 09:30 (S-52)", () => {
  for (const text of [answerText(answer), summaryMarkdown(record, answer), pageOf(record, answer)])
    expect(text).toMatch(/completeness\s+sweep.*19:00.*07:00 \+1 d.*09:30 \+1 d/s);
  expect(answer.options[0]!.metrics["settlement_step_ms:reports"]).toBe(33.5 * 3_600_000);
});

test("metrics say it by run, segment, supplier, GSP Group and participant, at full scale", () => {
  const { metrics } = answer.options[0]!;
  expect(metrics).toMatchObject({
    "on_actuals_share:II": 0.6,
    "on_actuals_share:SF": 0.8,
    "on_actuals_followed_share:SF": 0.25,
    "on_actuals_share_of:SF import of smart meters": 1,
    "on_actuals_share_of:RF export of smart meters": 0,
    "on_actuals_share_of:II Supplier 1": 0.75,
    "on_actuals_share_of:SF Supplier 2": 0,
    "on_actuals_share_of:SF _A": 1,
    "messages_sent:all": 180,
    "messages_swept:all": 14,
    "messages_rejected:all": 2,
    "messages_delivered:all": 516,
    "messages_delivered_to:Supplier 1": 172,
    "messages_delivered_to:LDSO _P": 174,
    "dip_messages_a_day:all": 180,
    "dip_peak_share:all": 1.5,
    "dip_queue_max:all": 60,
    "settled_max_ms:all": 3_600_000,
  });
  expect(metricsCsv(answer)).toContain("as-today,on_actuals_share,SF,0.8,of meter-days,");
});

test("the record has all of it, to the last bit", () => {
  const file = join(emptyFolder(), "results.sqlite");
  writeFileSync(file, recordBytes(record));
  expect(readRecord(file).runs[0]!.result.settlement).toEqual(record.runs[0]!.result.settlement);
});
