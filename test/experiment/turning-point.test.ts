import { describe, expect, test } from "vitest";
import { type Contender, ranking } from "../../src/experiment/option-ranking.ts";
import { turningPoint } from "../../src/experiment/turning-point.ts";

const contender = (option: string, worstShare: number, isIn = true): Contender => ({
  option,
  worstShare,
  isDaily: true,
  isIn: () => isIn,
});

describe("a ranking of options", () => {
  test("has the lowest worst peak first, of those whose reads are in", () =>
    expect(ranking([contender("a", 3), contender("b", 1, false), contender("c", 2)], "09:00")).toEqual(["c", "a"]));

  test("keeps the scenario's order where peaks are alike", () =>
    expect(ranking([contender("a", 2), contender("b", 2 - 1e-9), contender("c", 1)], "24 h")).toEqual(["c", "a", "b"]));

  test("tells the first three, and asks no more whether they are in", () => {
    const asked: string[] = [];
    const all = ["a", "b", "c", "d"].map((option, i) => ({
      ...contender(option, i),
      isIn: () => asked.push(option) > 0,
    }));
    expect(ranking(all, "09:00")).toEqual(["a", "b", "c"]);
    expect(asked).toEqual(["a", "b", "c"]);
  });
});

describe("the point at which a ranking turns", () => {
  // Two peaks on a straight line: 1 + 2x and 1.5 + x are alike at x = 0.5, and 1 + x/2 stays under 1.5 + x.
  const lines =
    (slope: number) =>
    (part: number): readonly string[] =>
      ranking([contender("steep", 1 + slope * part), contender("flat", 1.5 + part)], "24 h");
  const quarters = [0.25, 0.5, 0.75, 1];

  test("is where their peaks cross", () => {
    const turn = turningPoint(lines(2), quarters)!;
    expect(turn.part).toBeGreaterThan(0.5);
    expect(turn.part).toBeLessThan(0.5 + 1 / 512 + 1e-6);
    expect([turn.before, turn.after]).toEqual([
      ["steep", "flat"],
      ["flat", "steep"],
    ]);
  });
  test("is the first of several", () => {
    const there = (part: number): readonly string[] => [part < 0.1 ? "a" : part < 0.6 ? "b" : "c"];
    const turn = turningPoint(there, quarters)!;
    expect([turn.part >= 0.1, turn.part < 0.1 + 1 / 512, turn.after]).toEqual([true, true, ["b"]]);
  });
  test("is nowhere when they don't cross", () => expect(turningPoint(lines(0.5), quarters)).toBeUndefined());
  test("is at the end when there is nothing between", () => expect(turningPoint(lines(2), [1])!.part).toBe(1));
});
