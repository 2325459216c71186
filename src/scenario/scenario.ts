import type { Assumption } from "./assumptions.ts";
import type { Problem } from "./problem.ts";
import type { Resolved } from "./schema.ts";
import type { SourceMap } from "./source.ts";
import type { WrittenThreshold } from "./thresholds.ts";

/** One option of a scenario: the scenario with these values changed. */
export interface ScenarioOption {
  readonly name: string;
  /** In base units. */
  readonly values: Resolved;
  /** As written, with the place and the note of each value. */
  readonly source: SourceMap;
}

/** A scenario that was read, merged and found right. */
export interface Scenario {
  /** The file's name without its ending. */
  readonly name: string;
  readonly file: string;
  readonly question: string;
  readonly seed: string;
  /** In the order of the file; at least one. */
  readonly options: ReadonlyMap<string, ScenarioOption>;
  /** What must hold of the options' figures. */
  readonly thresholds: readonly WrittenThreshold[];
  /** The whole assumptions log, by id. */
  readonly assumptions: ReadonlyMap<string, Assumption>;
  /** Assumptions that are built in: no value of the scenario stands for them. */
  readonly alsoAssumed: readonly string[];
  /** Content hashes of the private overlays, in the order in which they were laid. */
  readonly overlays: readonly string[];
  /** The option that the others are compared with. */
  readonly reference: string;
  /** What is allowed and yet worth knowing before a run. */
  readonly warnings: readonly Problem[];
}
