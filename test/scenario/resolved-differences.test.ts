import { describe, expect, test } from "vitest";
import { resolvedYaml } from "../../src/scenario/resolved.ts";
import { resolvedDifferences } from "../../src/scenario/resolved-differences.ts";
import { extending } from "./loading.ts";

const resolved = (lines: string): string => resolvedYaml(extending(lines), "unchanged");

describe("what two resolved options have otherwise", () => {
  const base = resolved("");

  test("is nothing for the same values, whatever their notes and questions are", () => {
    expect(resolvedDifferences(base, resolved(""))).toEqual([]);
    expect(resolvedDifferences(base, resolved("estate.smets1Share: { value: 0.27, source: a count }"))).toEqual([]);
    expect(resolvedDifferences(base.replace("What if?", "What else?"), base)).toEqual([]);
  });

  test("is each value by its path, from and to", () =>
    expect(resolvedDifferences(base, resolved("estate.gasShare: 0.6\ncapacity.s1sp.moc: 300 /s"))).toEqual([
      { path: "estate.gasShare", from: 0.7, to: 0.6 },
      { path: "capacity.s1sp.moc", from: "280 /s", to: "300 /s" },
    ]));

  test("is a list as a whole, and a value that only one of them has", () =>
    expect(
      resolvedDifferences(base, resolved("failures.retryAfter: [1 h, 5 h]\nschedule: { fill: mhhs, deadline: 22 h }")),
    ).toEqual([
      { path: "failures.retryAfter", from: ["1 h", "4 h", "10 h"], to: ["1 h", "5 h"] },
      { path: "schedule.fill", from: "none", to: "mhhs" },
      { path: "schedule.deadline", from: undefined, to: "22 h" },
    ]));

  test("may be one where a value is withheld, even in both", () => {
    const withheld = base.replace("moc: 280 /s", "moc: redacted (overlay)");
    expect(withheld).not.toBe(base);
    expect(resolvedDifferences(base, withheld)).toEqual([
      { path: "capacity.s1sp.moc", from: "280 /s", to: "redacted (overlay)" },
    ]);
    expect(resolvedDifferences(withheld, withheld)).toHaveLength(1);
  });
});
