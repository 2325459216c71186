import { type Answer, answerOf } from "../experiment/answer.ts";
import { loadCurvesOf } from "../experiment/load-curves.ts";
import { loadUnitsOf } from "../experiment/load-unit.ts";
import type { ExperimentRecord } from "../experiment/record.ts";
import { json, manifestOf } from "../store/manifest.ts";
import { costsCsv } from "./cost-text.ts";
import { halfHoursCsv } from "./half-hours-csv.ts";
import { latencySpectra } from "./hdr.ts";
import { junitXml } from "./junit.ts";
import { metricsCsv } from "./metrics-csv.ts";
import { performanceCsv } from "./performance-text.ts";
import { summaryMarkdown } from "./summary-markdown.ts";

export interface OutputOptions {
  readonly charts: boolean;
  /** Name of the User whose view the page opens with. */
  readonly user?: string | undefined;
}

/** Everything that a result folder shows of a record: file name → content. Made from the record alone. */
export const outputsOf = async (
  record: ExperimentRecord,
  { charts, user }: OutputOptions,
): Promise<{ readonly answer: Answer; readonly files: ReadonlyMap<string, string | Uint8Array> }> => {
  const answer = answerOf(record);
  const files = new Map<string, string | Uint8Array>();
  files.set("summary.json", json(answer));
  files.set("manifest.json", json(manifestOf(record)));
  files.set("summary.md", summaryMarkdown(record, answer));
  files.set("metrics.csv", metricsCsv(answer));
  files.set("performance.csv", performanceCsv(answer));
  files.set("costs.csv", costsCsv(answer));
  files.set("half-hours.csv", halfHoursCsv(record));
  files.set("junit.xml", junitXml(answer));
  for (const [name, spectrum] of latencySpectra(record)) files.set(name, spectrum);
  const { pageOf } = await import("./page/page.ts");
  files.set("report.html", pageOf(record, answer, { user }));
  if (charts) {
    const { drawCharts } = await import("./charts.ts");
    const drawn = record.runs.map((run) => ({ units: loadUnitsOf(run.plan), curves: loadCurvesOf(run) }));
    for (const [name, png] of drawCharts(drawn, record.frontiers)) files.set(`charts/${name}`, png);
  }
  return { answer, files };
};
