import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { isChanged } from "./merge.ts";
import type { Scenario, ScenarioOption } from "./scenario.ts";
import { plainOf, type Source } from "./source.ts";

const optionOf = (scenario: Scenario, option: string): ScenarioOption => {
  const found = scenario.options.get(option);
  if (found === undefined) throw new RangeError(`no option "${option}" in ${scenario.name}`);
  return found;
};

/** A value as a file would write it: with its note, and a changed one with what it was. */
const written = (source: Source): unknown => {
  const value =
    source.kind === "map"
      ? Object.fromEntries([...source.entries].map(([key, entry]) => [key, written(entry)]))
      : source.kind === "list"
        ? source.items.map(written)
        : source.value;
  if (source.note === undefined) return value;
  const { assumption, source: words, original } = source.note;
  if (assumption !== undefined) return { value, assumption };
  return {
    value,
    source: isChanged(source) ? `changed in this scenario, from ${JSON.stringify(plainOf(original))}` : words,
  };
};

/** One option of a scenario as a file that stands alone but for the assumptions log beside it. */
export const resolvedYaml = (scenario: Scenario, option: string): string => {
  const { source } = optionOf(scenario, option);
  const head = `# ${scenario.file}, option ${option}, with everything it extends\n`;
  const values = { ...(written(source) as Record<string, unknown>), alsoAssumed: scenario.alsoAssumed };
  return head + stringify(values, { lineWidth: 118, flowCollectionPadding: true });
};

/** JSON with keys in the order of the alphabet, so that equal values make equal text. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(",")}}`;
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The same for the same values, however files write them: order, units, comments, notes and names don't count. */
export const optionHash = (scenario: Scenario, option: string): string =>
  sha256(canonical(optionOf(scenario, option).values));

/** Hash of all options with their names. */
export const scenarioHash = (scenario: Scenario): string =>
  sha256(canonical([...scenario.options.values()].map(({ name, values }) => [name, values])));
