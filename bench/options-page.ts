// docs/options.md and its pictures, from the record of a run of all options.
//   npx mhhs run smoothing-options --out RESULT
//   npm run docs:options -- RESULT        a result folder, or its results.sqlite; takes some minutes
// Figures and pictures are the record's. The turning points are the fluid twin's, of the scenario as it is now: it must
// forecast what it did when the record was made.

import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { outlookOf, readScenario, todaysOption } from "../src/cli/scenarios.ts";
import { answerOf } from "../src/experiment/answer.ts";
import { assumptionIds, rankingTurns } from "../src/experiment/ranking-turns.ts";
import type { ExperimentRecord } from "../src/experiment/record.ts";
import { optionsPage } from "../src/reference/options-page.ts";
import { drawFrontiers } from "../src/report/charts.ts";
import type { Scenario } from "../src/scenario/scenario.ts";
import { recordIn } from "../src/store/experiment-folder.ts";
import { readRecord } from "../src/store/record-file.ts";

const DOCS = fileURLToPath(new URL("../docs/", import.meta.url));
/** Two builds' twins agree to rounding. */
const SAME = 1e-9;

/** What a page for everybody can't be made from, in a sentence. */
export const unfit = (record: ExperimentRecord, scenario: Scenario): string | undefined => {
  if (record.overlays.length > 0) return "it has private values";
  const missing = [...scenario.options.keys()].filter((name) => record.runs.every(({ plan }) => plan.option !== name));
  if (missing.length > 0) return `it has no run of ${missing.join(", ")}`;
  const { forecasts } = outlookOf(scenario, record.options, 1, record.seed);
  const moved = record.runs.find(({ forecast }) =>
    forecast.components.some(({ peakShare }, c) => {
      const now = forecasts.find(({ option }) => option === forecast.option)?.components[c]?.peakShare;
      return now === undefined || Math.abs(now - peakShare) > SAME;
    }),
  );
  return (
    moved && `its option ${moved.plan.option} has another forecast now: the scenario or the twin has changed since`
  );
};

const main = async (): Promise<void> => {
  const [result, ...others] = parseArgs({ allowPositionals: true }).positionals;
  if (result === undefined || others.length > 0) throw new Error("Expected one result: npm run docs:options -- RESULT");
  const record = statSync(result).isDirectory() ? recordIn(result) : readRecord(result);
  const scenario = await readScenario(record.scenario.name, record.set);
  const why = unfit(record, scenario);
  if (why !== undefined) throw new Error(`${result} can't be made a page of: ${why}`);
  const ids = assumptionIds(scenario);
  const turns = rankingTurns(scenario, todaysOption(scenario), ids, (id) => {
    process.stderr.write(`varying ${id}, ${ids.indexOf(id) + 1} of ${ids.length}\n`);
  });
  const answer = answerOf(record);
  mkdirSync(`${DOCS}options`, { recursive: true });
  for (const [name, png] of drawFrontiers(answer.frontiers, record.options))
    writeFileSync(`${DOCS}options/${name}`, png);
  writeFileSync(`${DOCS}options.md`, optionsPage(answer, turns));
  process.stdout.write(`docs/options.md, and ${answer.frontiers.length} pictures in docs/options\n`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
