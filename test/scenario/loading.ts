import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import * as Effect from "effect/Effect";
import * as Result from "effect/Result";
import { thresholdProblems } from "../../src/experiment/threshold-problems.ts";
import { type LoadOptions, loadScenario } from "../../src/scenario/load.ts";
import { problemText } from "../../src/scenario/problem.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { emptyFolder } from "../own-folder.ts";

export const BASE = resolve("scenarios/base/gb-end-state.yaml");

/** The scenario, or an error with all its problems as people read them. */
export const load = (file: string, options: LoadOptions = {}): Scenario => Effect.runSync(loadScenario(file, options));

/** The problems of a scenario and of its thresholds as people read them, with the folder cut off. */
export const problemsOf = (file: string, options: LoadOptions = {}): readonly string[] => {
  const result = Effect.runSync(Effect.result(loadScenario(file, options)));
  const problems = Result.isSuccess(result) ? thresholdProblems(result.success) : result.failure.problems;
  const folder = `${dirname(file)}/`;
  return problems.map((problem) => problemText(problem).replaceAll(folder, ""));
};

/** A folder of scenario files that is its own; `BASE` in a text stands for the base case. */
export const folderOf = (files: Readonly<Record<string, string>>): string => {
  const folder = emptyFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text.replaceAll("BASE", relative(folder, BASE)));
  }
  return folder;
};

/** A scenario that extends the base case by these lines. */
export const extending = (lines: string, options: LoadOptions = {}): Scenario =>
  load(join(folderOf({ "scenario.yaml": `question: What if?\nextends: BASE\n${lines}` }), "scenario.yaml"), options);
