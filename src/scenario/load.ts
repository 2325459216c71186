import { basename, normalize } from "node:path";
import * as Effect from "effect/Effect";
import * as Schema from "effect/Schema";
import { type Assumption, readAssumptions } from "./assumptions.ts";
import { crossChecks, warningsOf } from "./checks.ts";
import { readReference } from "./compare-reference.ts";
import { decode, decodeSections } from "./decode.ts";
import { type Inherited, inherit } from "./inherit.ts";
import { overlay } from "./merge.ts";
import { didYouMean } from "./near.ts";
import { noteProblems, unexplained } from "./notes.ts";
import { pricesUnread } from "./price-checks.ts";
import { readPrivateOverlay } from "./private-overlay.ts";
import { inOrder, type Problem, problemText, type Spot } from "./problem.ts";
import type { Scenario, ScenarioOption } from "./scenario.ts";
import { FILE_KEYS, type Resolved, SHARED_KEYS } from "./schema.ts";
import { readSet } from "./set-argument.ts";
import { plainOf, type Source, type SourceMap, START } from "./source.ts";
import { readThresholds } from "./thresholds.ts";
import { unreadProblems } from "./unread.ts";
import { unusedProblems } from "./unused.ts";

/** A scenario that can't be run, with everything that is wrong with it. */
export class ScenarioError extends Schema.TaggedError<ScenarioError>()("ScenarioError", {
  file: Schema.String,
  problems: Schema.Array(
    Schema.Struct({
      at: Schema.Struct({ file: Schema.String, line: Schema.Number, column: Schema.Number }),
      path: Schema.String,
      message: Schema.String,
    }),
  ),
}) {
  override get message(): string {
    return this.problems.map(problemText).join("\n");
  }
}

export interface LoadOptions {
  /** Files of private values, laid over every option before `set`, the later over the earlier. */
  readonly overlays?: readonly string[];
  /** `path=value` arguments, laid over every option, the later over the earlier. */
  readonly set?: readonly string[];
}

/** Reads a scenario with all that it extends, merges, decodes and checks it. Fails with all problems at once. */
export const loadScenario = (file: string, options: LoadOptions = {}): Effect.Effect<Scenario, ScenarioError> =>
  Effect.suspend(() => {
    const problems: Problem[] = [];
    const scenario = assemble(normalize(file), options, problems);
    return scenario === undefined || problems.length > 0
      ? Effect.fail(new ScenarioError({ file, problems: inOrder(problems) }))
      : Effect.succeed(scenario);
  });

/** The option of a scenario without any: the scenario as it stands. */
const UNCHANGED = "unchanged";

const assemble = (
  file: string,
  { overlays: overlayFiles = [], set: sets = [] }: LoadOptions,
  problems: Problem[],
): Scenario | undefined => {
  const read = inherit(file, problems);
  if (read === undefined) return undefined;
  if ([...read.own.entries.keys()].every((key) => /^A-\d{3}$/.test(key))) {
    // What was found in it so far is of reading it as a scenario.
    problems.splice(0, problems.length, { at: { file, ...START }, path: "", message: LOG_GIVEN });
    return undefined;
  }
  checkOwn(read, file, problems);
  const log = readLog(read, problems);
  const { root, compared, alsoAssumed } = splitOff(read.root, log, problems);
  const overlays = overlayFiles.flatMap((name) => readPrivateOverlay(name, problems) ?? []);
  if (log !== undefined) for (const { tree } of overlays) noteProblems(tree, log.entries, log.file, problems);
  const settings = sets
    .map((argument, i) => readSet(argument, i + 1, problems))
    .filter((change) => change !== undefined)
    .map((change) => withoutShared(change, "", "--set", problems));
  const changes = [...overlays.map(({ tree }) => tree), ...settings];
  const over = (source: SourceMap): SourceMap =>
    changes.reduce((under, change) => overlay(under, change, problems) as SourceMap, source);
  const base = over(root);
  const common: Problem[] = [];
  const values = decodeAndCheck(base, common);
  if (lacksBase(read, common)) return sayBase(common, root.at, problems);
  problems.push(...common);
  unexplained(onlyFrom(root, read.baseFile), problems);
  if (log === undefined && problems.length === 0) problems.push({ at: root.at, path: "assumptions", message: NO_LOG });
  if (log !== undefined) noteProblems(root, log.entries, log.file, problems);
  const wanted: ReadonlyMap<string, SourceMap> =
    read.options.size > 0 ? read.options : new Map([[UNCHANGED, { kind: "map", at: root.at, entries: new Map() }]]);
  const reference = readReference(compared, [...wanted.keys()], problems);
  const thresholds = readThresholds(read.thresholds, [...wanted.keys()], problems);
  const options = new Map<string, ScenarioOption>();
  for (const [name, changed] of wanted) {
    const tree = withoutShared(changed, `options.${name}`, `option ${name}`, problems);
    if (log !== undefined) noteProblems(tree, log.entries, log.file, problems);
    const found: Problem[] = [];
    const source = over(overlay(root, tree, found) as SourceMap);
    const resolved = tree.entries.size === 0 ? values : decodeAndCheck(source, found);
    problems.push(...ofOptionAlone(found, common, name));
    if (resolved !== undefined) options.set(name, { name, values: resolved, source });
  }
  if (values !== undefined) unusedProblems(base, [...options.values()], problems);
  // A file that extends nothing says everything, as --resolved writes it.
  if (options.size === wanted.size) unreadProblems(file === read.baseFile ? "" : file, [...options.values()], problems);
  pricesUnread(base, [...options.values()], [...wanted.keys()], problems);
  if (values === undefined || problems.length > 0) return undefined;
  return {
    name: basename(file).replace(/\.ya?ml$/, ""),
    file,
    question: values.question,
    seed: values.seed,
    options,
    reference,
    thresholds,
    assumptions: log?.entries ?? new Map(),
    alsoAssumed,
    overlays: overlays.map(({ hash }) => hash),
    warnings: inOrder([...options.values()].flatMap((option) => warningsOf(option.source, option.values))),
  };
};

const LOG_GIVEN = "this is an assumptions log; expected a scenario";

const isMissing = ({ message }: Problem): boolean => message.startsWith("is missing");

/** A file that forgot to extend a base lacks nearly every section. */
const lacksBase = ({ own }: Inherited, problems: readonly Problem[]): boolean =>
  !own.entries.has("extends") && problems.filter((one) => isMissing(one) && !one.path.includes(".")).length > 3;

/** That is said once, beside what is wrong with what the file does have. */
const sayBase = (found: readonly Problem[], at: Spot, problems: Problem[]): undefined => {
  const message = "is missing; expected extends: base/gb-end-state.yaml, or another base, or all sections of one";
  problems.push({ at, path: "extends", message }, ...found.filter((one) => !isMissing(one)));
  return undefined;
};

const decodeAndCheck = (source: SourceMap, problems: Problem[]): Resolved | undefined => {
  const values = decode(source, problems);
  crossChecks(source, values ?? decodeSections(source), problems);
  return values;
};

/** What is wrong with an option and not with the scenario as a whole, under the option's own path. */
const ofOptionAlone = (found: readonly Problem[], common: readonly Problem[], name: string): readonly Problem[] => {
  const said = new Set(common.map(({ path, message }) => `${path}: ${message}`));
  return found
    .filter(({ path, message }) => !said.has(`${path}: ${message}`))
    .map((problem) => ({ ...problem, path: `options.${name}.${problem.path}` }));
};

/** A scenario answers one question, and says it itself. */
const checkOwn = ({ own }: Inherited, file: string, problems: Problem[]): void => {
  if (own.entries.has("question") || !own.entries.has("extends")) return;
  problems.push({
    at: { file, ...START },
    path: "question",
    message: "is missing; expected the question that this scenario answers, in a sentence",
  });
};

interface Log {
  readonly file: string;
  readonly entries: ReadonlyMap<string, Assumption>;
}

const NO_LOG = "is missing; expected the file of the assumptions log, as in assumptions: ../assumptions.yaml";

const readLog = ({ assumptions }: Inherited, problems: Problem[]): Log | undefined => {
  if (assumptions === undefined) return undefined;
  const before = problems.length;
  const entries = readAssumptions(assumptions.file, assumptions.at, problems);
  return problems.length > before ? undefined : { file: assumptions.file, entries };
};

const splitOff = (
  source: SourceMap,
  log: Log | undefined,
  problems: Problem[],
): { readonly root: SourceMap; readonly compared: Source | undefined; readonly alsoAssumed: readonly string[] } => {
  const entries = new Map(source.entries);
  const compared = entries.get("compare");
  const list = entries.get("alsoAssumed");
  for (const key of ["compare", "alsoAssumed"]) entries.delete(key);
  const root = { ...source, entries };
  if (list === undefined) return { root, compared, alsoAssumed: [] };
  const put = (at: Spot, message: string): void => void problems.push({ at, path: "alsoAssumed", message });
  if (list.kind !== "list") {
    put(list.at, "isn't a list; expected ids of assumptions that no value stands for, as in [A-008, A-023]");
    return { root, compared, alsoAssumed: [] };
  }
  const ids: string[] = [];
  for (const item of list.items) {
    const id = String(plainOf(item));
    if (log !== undefined && !log.entries.has(id))
      put(item.at, `no assumption ${id} in ${log.file}; expected an id from there`);
    ids.push(id);
  }
  return { root, compared, alsoAssumed: ids };
};

/** Changes without those that all options share: these are problems. */
const withoutShared = (tree: SourceMap, prefix: string, who: string, problems: Problem[]): SourceMap => {
  const entries = new Map(tree.entries);
  for (const key of who === "--set" ? FILE_KEYS : SHARED_KEYS) {
    const entry = entries.get(key);
    if (entry === undefined) continue;
    entries.delete(key);
    const path = prefix === "" ? key : `${prefix}.${key}`;
    const message = `can't be changed by ${who}; expected it in the file itself: all options share it`;
    problems.push({ at: entry.keyAt ?? entry.at, path, message });
  }
  return { ...tree, entries };
};

/** The values that stand in one file, without those that another file put over them. */
const onlyFrom = (source: SourceMap, file: string): SourceMap => {
  const entries = new Map<string, Source>();
  for (const [key, entry] of source.entries) {
    if (entry.kind === "map") entries.set(key, onlyFrom(entry, file));
    else if (entry.at.file === file) entries.set(key, entry);
  }
  return { ...source, entries };
};

/** The option of this name, or the sentence that says which there are. */
export const optionNamed = (scenario: Scenario, name: string): ScenarioOption | string =>
  scenario.options.get(name) ??
  `no option "${name}" in ${scenario.file}; ${didYouMean(name, [...scenario.options.keys()])}`;
