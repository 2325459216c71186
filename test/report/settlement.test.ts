import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { BUCKETS, bucketOf } from "../../src/metrics/latency-histogram.ts";
import { metricsCsv } from "../../src/report/metrics-csv.ts";
import { pageOf } from "../../src/report/page/page.ts";
import { summaryMarkdown } from "../../src/report/summary-markdown.ts";
import { answerText } from "../../src/report/text-answer.ts";
import type { SettlementRecord } from "../../src/run/settlement-record.ts";
import { readRecord, recordBytes } from "../../src/store/record-file.ts";
import { emptyFolder } from "../cli/command.ts";
import { emptyResult, recordOf } from "../experiment/hand-made.ts";
import { optionNamed } from "../market/options.ts";

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
  const counts = new Uint32Array(BUCKETS);
  counts[bucketOf(3_600_000)] = 2;
  const settlement: SettlementRecord = {
    runs,
    firstRun,
    suppliers,
    gspGroups,
    followed: Float64Array.of(0, 20, 0, 0),
    messages: { sent: 90, estimates: 3, swept: 7, accepted: 84, rejected: 1, waiting: 5 },
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
