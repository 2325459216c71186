import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { isChanged } from "./merge.ts";
import { plainShown, REDACTED } from "./private-overlay.ts";
import type { Scenario, ScenarioOption } from "./scenario.ts";
import type { Resolved } from "./schema.ts";
import { plainOf, type Source } from "./source.ts";

const optionOf = (scenario: Scenario, option: string): ScenarioOption => {
  const found = scenario.options.get(option);
  if (found === undefined) throw new RangeError(`no option "${option}" in ${scenario.name}`);
  return found;
};

export interface ResolvedAs {
  /** Private values stand as they are, not redacted: for their owner's eyes. */
  readonly showOverlay: boolean;
}

/** A value as a file would write it: with its note, and a changed one with what it was. */
const written = (source: Source, as: ResolvedAs): unknown => {
  // An overlay's own note may name a contract: it goes with the value.
  if (source.isPrivate === true && !as.showOverlay) return REDACTED;
  const value =
    source.kind === "map"
      ? Object.fromEntries([...source.entries].map(([key, entry]) => [key, written(entry, as)]))
      : source.kind === "list"
        ? source.items.map((item) => written(item, as))
        : source.value;
  if (source.note === undefined || (source.note.isPrivate === true && !as.showOverlay)) return value;
  const { assumption, source: words, original } = source.note;
  if (assumption !== undefined) return { value, assumption };
  const before = as.showOverlay ? plainOf : plainShown;
  return {
    value,
    source: isChanged(source) ? `changed in this scenario, from ${JSON.stringify(before(original))}` : words,
  };
};

/** Windows and targets that rows of an option refer to: others that the scenario defines are for its other options. */
const usedNames = ({
  policy,
}: Resolved): { readonly windows: readonly string[]; readonly targets: readonly string[] } => {
  const rows = Object.values(policy);
  return { windows: rows.map((row) => row.window), targets: rows.map((row) => row.target) };
};

const only = <T>(named: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(named).filter(([name]) => names.includes(name)));

/** One option of a scenario as a file that stands alone but for the assumptions log beside it. */
export const resolvedYaml = (scenario: Scenario, option: string, as: ResolvedAs = { showOverlay: false }): string => {
  const { source, values } = optionOf(scenario, option);
  const head = `# ${scenario.name}, option ${option}, with everything it extends\n`;
  const all = written(source, as) as Record<string, Record<string, unknown>>;
  const { windows, targets } = usedNames(values);
  const resolved = {
    ...all,
    windows: only(all["windows"]!, windows),
    targets: only(all["targets"]!, targets),
    assumptions: "assumptions.yaml",
    alsoAssumed: scenario.alsoAssumed,
  };
  return head + stringify(resolved, { lineWidth: 118, flowCollectionPadding: true });
};

/** JSON with keys in the order of the alphabet, so that equal values make equal text. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(",")}}`;
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const canonicalOption = ({ values }: ScenarioOption): string => {
  const { windows, targets } = usedNames(values);
  return canonical({
    ...values,
    question: "",
    windows: only(values.windows, windows),
    targets: only(values.targets, targets),
  });
};

/** The same for the same values, however files write them: order, units, notes and the question don't count. */
export const optionHash = (scenario: Scenario, option: string): string =>
  sha256(canonicalOption(optionOf(scenario, option)));

/** Hash of all options with their names. */
export const scenarioHash = (scenario: Scenario): string =>
  sha256([...scenario.options.values()].map((option) => `${option.name} ${canonicalOption(option)}`).join("\n"));
