import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { assumptionsUsed, valuesUsed } from "../../src/scenario/notes.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { optionHash, resolvedYaml, scenarioHash } from "../../src/scenario/resolved.ts";
import { BASE, extending, folderOf, load } from "./loading.ts";

const RUN = { replication: 0, scale: 1 };
const base = load(BASE);

describe("the assumptions log", () => {
  const used = assumptionsUsed(base);

  test("has every assumption that the model uses, and no other", () => {
    const shipped = readdirSync("scenarios").filter((name) => name.endsWith(".yaml") && name !== "assumptions.yaml");
    const ofAll = [base, ...shipped.map((name) => load(join("scenarios", name)))].flatMap((one) =>
      assumptionsUsed(one),
    );
    expect([...new Set(ofAll.map(({ id }) => id))].sort()).toEqual([...base.assumptions.keys()].sort());
  });

  test("stands behind the base case with those of the calibration", () => {
    const ids = [...new Set(used.map(({ id }) => id))].filter((id) => id <= "A-055");
    // Of the calibration, not yet used: tags (042) and settlement (044 to 047).
    const expected = Array.from({ length: 55 }, (_, i) => `A-0${String(i + 1).padStart(2, "0")}`).filter(
      (id) => !["A-042", "A-044", "A-045", "A-046", "A-047"].includes(id),
    );
    expect(ids).toEqual(expected);
  });

  test("has the same value as the base case, wherever it stands for one value", () => {
    const WORDS = [
      ...["A-017", "A-021", "A-028", "A-037", "A-054", "A-070", "A-092", "A-095", "A-100", "A-121", "A-152"],
      ...["A-190", "A-191", "A-192", "A-193", "A-194", "A-201"],
    ];
    for (const { id, path, value } of used) {
      if (path === "" || WORDS.includes(id)) continue;
      expect([path, valuesUsed(base, "unchanged").find((one) => one.path === path)!.value]).toEqual([path, value]);
    }
  });

  test("every entry is complete", () => {
    for (const entry of base.assumptions.values()) {
      expect(["assumption", "derived"]).toContain(entry.mark);
      expect(entry.reason.length).toBeGreaterThan(10);
    }
  });

  test("says nothing is changed in the base case", () => expect(used.filter((one) => one.changedHere)).toEqual([]));
});

describe("what a scenario changes", () => {
  const changed = (lines: string, set: readonly string[] = []) =>
    assumptionsUsed(extending(lines, { set }))
      .filter((one) => one.changedHere)
      .map(({ id, path }) => `${id} ${path}`);

  test("by its own values, an option's, or --set", () => {
    expect(changed("estate.independentShare: 0.5")).toEqual(["A-011 estate.independentShare"]);
    expect(changed("options: { as-today: {}, late: { windows.overnight.shape: uniform } }")).toEqual([
      "A-010 windows.overnight",
    ]);
    expect(changed("", ["failures.attempt.smets1=0.2"])).toEqual(["A-025 failures.attempt"]);
  });

  test("not by the same value again", () => expect(changed("estate.independentShare: 0.30")).toEqual([]));

  test("of one option when it is named", () => {
    const scenario = extending("options: { as-today: {}, more: { estate.independentShare: 0.5 } }");
    const independent = (option: string) =>
      assumptionsUsed(scenario, option).find(({ id }) => id === "A-011")!.changedHere;
    expect([independent("as-today"), independent("more")]).toEqual([false, true]);
  });

  test("a value with a source of its own is not a change to the one before", () => {
    const scenario = extending("estate.smets1Share: { value: 0.25, source: a count }");
    const used = valuesUsed(scenario, "unchanged").find(({ path }) => path === "estate.smets1Share");
    expect(used).toMatchObject({ value: 0.25, source: "a count", assumption: undefined, changedHere: false });
  });
});

describe("a resolved scenario", () => {
  test("printed as YAML and read again is the same plan with the same hash", () => {
    const scenario = load("scenarios/peak-smoothing.yaml");
    for (const option of scenario.options.keys()) {
      const folder = folderOf({
        "one.yaml": resolvedYaml(scenario, option),
        "assumptions.yaml": readFileSync("scenarios/assumptions.yaml", "utf8"),
      });
      const again = load(join(folder, "one.yaml"));
      expect(optionHash(again, "unchanged")).toBe(optionHash(scenario, option));
      const { rows } = fluidPlanOf(again, "unchanged", RUN);
      expect(rows).toEqual(fluidPlanOf(scenario, option, RUN).rows);
    }
  });

  test("doesn't claim a source for a value that was changed", () => {
    const text = resolvedYaml(extending("estate.gasShare: 0.6"), "unchanged");
    expect(text).toMatch(/gasShare:\s+value: 0.6\s+source: changed in this scenario, from 0.7/);
  });

  test("has a hash that only values move", () => {
    const hash = (lines: string) => optionHash(extending(lines), "unchanged");
    const before = hash("");
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(hash("# a comment\nestate: { smets1Share: 27 %, meters: 30_000_000 }")).toBe(before);
    expect(hash("horizon.warmUp: 360 min")).toBe(before);
    expect(hash("estate.smets1Share: 0.26")).not.toBe(before);
    expect(scenarioHash(extending("options: { a: {} }"))).not.toBe(scenarioHash(extending("options: { b: {} }")));
  });

  test("has a hash that the order of names in a file doesn't move", () => {
    const text = readFileSync(BASE, "utf8");
    const spike = text.split("\n").find((line) => line.startsWith("  midnight-spike:"))!;
    const swapped = text.replace(`${spike}\n`, "").replace("  overnight:", `${spike}\n  overnight:`);
    expect(swapped.indexOf("midnight-spike:")).toBeLessThan(swapped.indexOf("overnight:"));
    const log = readFileSync("scenarios/assumptions.yaml", "utf8");
    const folder = folderOf({ "base/base.yaml": swapped, "assumptions.yaml": log });
    expect(scenarioHash(load(join(folder, "base/base.yaml")))).toBe(scenarioHash(base));
  });

  test("in which everything is where the scenario is, wherever it is read from", () =>
    expect(scenarioHash(load(join(dirname(BASE), "../peak-smoothing.yaml")))).toBe(
      scenarioHash(load("scenarios/peak-smoothing.yaml")),
    ));
});
