import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { FIELDS } from "../../src/scenario/known-fields.ts";
import { isValid } from "./validator.ts";

const SCHEMA = JSON.parse(readFileSync("scenarios/scenario.schema.json", "utf8"));
const accepts = (yaml: string): boolean => isValid(SCHEMA, parse(yaml, { logLevel: "silent" }));
const changed = (lines: string): boolean => accepts(`question: What if?\nextends: base.yaml\n${lines}`);

const SHIPPED = [
  "base/gb-end-state.yaml",
  ...readdirSync("scenarios").filter((name) => name.endsWith(".yaml") && name !== "assumptions.yaml"),
];

describe("what the loader reads, the schema lets pass", () => {
  test.each(SHIPPED)("scenarios/%s, which names the schema", (name) => {
    const text = readFileSync(`scenarios/${name}`, "utf8");
    expect(accepts(text)).toBe(true);
    const above = name.includes("/") ? "../" : "./";
    expect(text.split("\n")[0]).toBe(`# yaml-language-server: $schema=${above}scenario.schema.json`);
  });

  test.each([
    ["a value in other units", 'horizon.warmUp: 360 min\nlimits.queueMax: 1_000_000\nestate.gasShare: "70 %"'],
    ["dotted keys at any depth", "estate: { suppliers.small.count: 20 }\nfailures.dark.longTerm: 1 %"],
    ["a value with its source", "estate.smets1Share: { value: 0.3, source: a count of meters }"],
    ["a section with its assumption", "failures.dark: { value: { longTerm: 0.01 }, assumption: A-024 }"],
    ["a list of values with a note", "failures.retryAfter: { value: [1 h, 2 h], assumption: A-026 }"],
    ["a capacity that is derived", "capacity: derived"],
    ["a component's capacity", 'capacity.csp.4g: 500 /s\ncapacity: { s1sp.moc: "300/s" }'],
    ["a window of the scenario's own", 'windows.late: { window: "20:00-24:00", shape: at-once }'],
    ["a shape in hours", 'policy.T05.shape: { "00:00-12:00": 60 %, "12:00-24:00": 0.4 }'],
    ["a shape from a file", "policy.T05.shape: { csv: top-ups.csv }"],
    ["null where something may be deleted", "schedule.deadline: null\npolicy.M03.shape: null\nwindows.all-day: null"],
    [
      "options, one of them dropped",
      "options: { as-today: {}, other: { policy.M03: { mode: on-demand } }, old: null }",
    ],
    ["thresholds", 'thresholds: [{ metric: demand_share:dsp, is: "max < 0.80", severity: warn, options: [as-today] }]'],
  ])("%s", (_what, lines) => expect(changed(lines)).toBe(true));
});

describe("what the loader refuses for its form, so does the schema", () => {
  // Files whose fault is one of form: a key or a type or a unit, not a sum, a name of elsewhere or a range in text.
  const FORM = [
    "unknown-key",
    "unknown-section",
    "unknown-row",
    "unknown-row-field",
    "unknown-component",
    "unknown-mode",
    "unknown-process",
    "unknown-role",
    "key-in-wrong-section",
    "duration-without-unit",
    "duration-in-words",
    "rate-with-wrong-unit",
    "rate-per-day-unit",
    "rate-in-sr",
    "share-with-unit",
    "share-above-one",
    "share-negative",
    "count-in-millions-short",
    "number-with-commas",
    "not-finite",
    "word-for-number",
    "list-for-number",
    "number-for-list",
    "number-for-section",
    "number-for-map-of-names",
    "date-british",
    "yes-for-true",
    "srv-as-number",
    "shape-unknown",
    "text-is-empty",
    "value-without-note",
    "sourced-and-assumed",
    "note-with-unknown-key",
    "note-not-text",
    "no-question",
    "no-base",
    "extends-list",
    "options-empty",
    "option-name",
    "option-not-a-map",
    "option-changes-horizon",
    "option-unknown-path",
    "top-is-a-list",
    "null-deletes-section",
    "null-deletes-row",
  ];
  test.each(FORM)("%s", (name) =>
    expect(accepts(readFileSync(`test/scenario/malformed/${name}.yaml`, "utf8"))).toBe(false),
  );

  test.each([
    ["a threshold without a condition", "thresholds: [{ metric: demand_share:dsp }]"],
    ["a severity that there isn't", 'thresholds: [{ metric: queue:dsp, is: "max < 1", severity: fatal }]'],
    ["a unit that a factor doesn't have", "limits.responseFactor: 3 /s"],
    ["a misspelt dotted key", "estate.smets1Shar: 0.3"],
  ])("%s", (_what, lines) => expect(changed(lines)).toBe(false));
});

test("every field has a title and words for an editor to show", () => {
  const defined = Object.values(SCHEMA.$defs as Record<string, { title?: string; description?: string }>);
  for (const { title } of FIELDS) {
    const shown = defined.find((one) => one.title === title);
    expect(shown?.description, title).toMatch(/Expected: .{4,}\./);
  }
});
