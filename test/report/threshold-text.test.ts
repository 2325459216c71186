import { describe, expect, test } from "vitest";
import type { ThresholdResult } from "../../src/experiment/thresholds.ts";
import { foundText, thresholdsText, thresholdTally } from "../../src/report/threshold-text.ts";

const HELD: ThresholdResult = {
  metric: "in_target:top-up",
  is: "share >= 99 %",
  severity: "error",
  option: "as-today",
  outcome: "held",
  place: "top-up",
  actual: 0.995,
  laterThanMs: null,
  limit: 0.99,
  quantity: "share",
  note: null,
};
const of = (more: Partial<ThresholdResult>): ThresholdResult => ({ ...HELD, ...more });

describe("what was found", () => {
  const found = (quantity: ThresholdResult["quantity"], actual: number, limit: number): string =>
    foundText(of({ quantity, actual, limit }));

  test("never reads as the limit that it misses", () => {
    expect(found("share", 0.98996, 0.99)).toBe("98.996 %");
    expect(found("load", 0.8000001, 0.8)).toBe("0.8000001");
    expect(found("load", 0.80001, 0.8)).toBe("0.80001");
    expect(found("duration", 32_400_400, 32_400_000)).toBe("32400.4s");
    expect(found("count", 499_999.6, 500_000)).toBe("499999.6");
  });
  test("is as short as it may be", () => {
    expect(found("share", 0.98, 0.99)).toBe("98.0 %");
    expect(found("load", 1.314, 0.8)).toBe("1.31");
    expect(found("duration", 34_260_000, 32_400_000)).toBe("9h31m");
    expect(found("clock", 571, 480)).toBe("09:31");
    expect(found("rate", 2620.4, 2000)).toBe("2,620 /s");
    expect(found("count", 12_000_000, 1)).toBe("12,000,000");
    expect(found("ratio", 1.004, 1.1)).toBe("1.00");
  });
  test("equal to the limit it reads as the limit", () => expect(found("share", 0.99, 0.99)).toBe("99.0 %"));
  test("an empty queue has no time at which it empties", () => expect(found("clock", 0, 480)).toBe("none"));
  test("names the worst of several places, and not the only one", () => {
    expect(foundText(of({ metric: "in_target:*" }))).toBe("99.5 % at top-up");
    expect(foundText(HELD)).toBe("99.5 %");
  });
  test("a time among needs never answered is later than the longest answer", () =>
    expect(foundText(of({ quantity: "duration", actual: null, laterThanMs: 7_200_000 }))).toBe(
      ">2h00m, never answered",
    ));
  test("where nothing was answered, that is said, and only there", () => {
    expect(foundText(of({ actual: null }))).toBe("nothing answered");
    expect(foundText(of({ quantity: "ratio", metric: "disparity:wanted", place: "wanted", actual: null }))).toBe(
      "no ratio: a percentile of it falls among needs never answered",
    );
    expect(foundText(of({ quantity: "load", actual: null }))).toBe("no figure");
  });
});

describe("the table of a terminal", () => {
  const results = [
    HELD,
    of({ option: "full-trt", outcome: "failed", actual: 0.97 }),
    of({ severity: "warn", outcome: "failed", actual: 0.97, note: "uncertain at scale 0.01: chance" }),
    of({ severity: "warn", option: "full-trt", outcome: "not judged", note: "scale 0.01 is too small for top-up" }),
  ];
  test("has a mark and a word for each outcome, so that it reads without colour", () =>
    expect(thresholdsText(results, 100).split("\n")).toEqual([
      "in_target:top-up share >= 99 %",
      "  ✓ holds  as-today  99.5 %",
      "  ✗ FAILS  full-trt  97.0 %",
      "in_target:top-up share >= 99 % (warn)",
      "  ! warns  as-today  97.0 % ~",
      "  –        full-trt  not judged: scale 0.01 is too small for top-up",
      "~ uncertain at scale 0.01: chance",
    ]));
  test("is counted in its heading, the worst first", () =>
    expect(thresholdTally(results)).toBe("1 fails, 1 warns, 1 holds, 1 is not judged"));
  test("keeps to the width whatever the names", () => {
    const long = of({
      option: "o".repeat(40),
      metric: `endpoint_share:${"Supplier ".repeat(9)}*`,
      place: "x".repeat(30),
    });
    for (const line of thresholdsText([long], 100).split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });
});
