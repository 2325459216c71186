import { expect, test } from "vitest";
import { extending, load } from "./loading.ts";

const referenceOf = (lines: string): string => extending(lines).reference;
const OPTIONS = "options: { early: { capacity.dsp: 2000 /s }, as-today: {}, late: { capacity.dsp: 3000 /s } }";

test("options are compared with the one that the scenario names", () =>
  expect(referenceOf(`${OPTIONS}\ncompare: { reference: late }`)).toBe("late"));

test("else with as-today, and where there is none with the first", () => {
  expect(referenceOf(OPTIONS)).toBe("as-today");
  expect(referenceOf("options: { early: {}, late: { capacity.dsp: 3000 /s } }")).toBe("early");
  expect(load("scenarios/second-role.yaml").reference).toBe("without-mhhs");
});
