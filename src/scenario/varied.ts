import { crossChecks } from "./checks.ts";
import { decode } from "./decode.ts";
import { overlay } from "./merge.ts";
import { type Problem, problemText } from "./problem.ts";
import type { ScenarioOption } from "./scenario.ts";
import { readSet } from "./set-argument.ts";
import type { SourceMap } from "./source.ts";
import { type Reading, right, wrong } from "./units.ts";

/** An option with `path=value` arguments laid over it, checked as a file would be; or the first thing that is wrong. */
export const varied = (option: ScenarioOption, set: readonly string[]): Reading<ScenarioOption> => {
  const problems: Problem[] = [];
  const source = set
    .flatMap((argument, i) => readSet(argument, i + 1, problems) ?? [])
    .reduce((under, change) => overlay(under, change, problems) as SourceMap, option.source);
  const values = decode(source, problems);
  if (values !== undefined) crossChecks(source, values, problems);
  return values === undefined || problems.length > 0
    ? wrong(problemText(problems[0]!))
    : right({ ...option, values, source });
};
