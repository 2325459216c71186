import { describe, expect, test } from "vitest";
import { figuresIn, type RangeEnds, rangeEnds } from "../../src/scenario/assumption-range.ts";
import { assumptionsUsed, valuesUsed } from "../../src/scenario/notes.ts";
import { varied } from "../../src/scenario/varied.ts";
import { load } from "./loading.ts";

const of = (range: string, value: unknown): RangeEnds => rangeEnds(range, figuresIn("a", value));
/** The figures half-way to the low end, at it, half-way to the high end, and at it. */
const way = (range: string, value: unknown): (readonly string[] | undefined)[] =>
  of(range, value).flatMap((end) => [0.5, 1].map((part) => end?.setAt(part)));

describe("a range of the assumptions log", () => {
  test("of a number leads from the scenario's own value to both of its ends", () =>
    expect(way("0.1 to 0.5", 0.3)).toEqual([["a=0.2"], ["a=0.1"], ["a=0.4"], ["a=0.5"]]));

  test("has no way to an end where the value is already", () => {
    expect(way("0 to 1", 1)).toEqual([["a=0.5"], ["a=0"], undefined, undefined]);
    expect(way("3 to 7", 8), "and none at all where it is outside").toEqual(Array(4).fill(undefined));
  });

  test("keeps the unit of the value, or takes a time in any unit", () => {
    expect(way("0 to 1", "0.20 /meter-day")[3]).toEqual(["a=1 /meter-day"]);
    expect(way("0.1 to 0.4 /meter-day", "0.30 /meter-day")[1]).toEqual(["a=0.1 /meter-day"]);
    expect(way("6 h to 7 d", "24 h")).toEqual([["a=15 h"], ["a=6 h"], ["a=4 d"], ["a=7 d"]]);
    expect(way("1 to 1,000 million", "64 million")[1]).toEqual(["a=1 million"]);
  });

  test("is not of a value in another unit", () =>
    expect(of("0.1 to 0.4 /meter-day", 0.3)).toEqual([undefined, undefined]));

  test("of what is counted stays whole, of a share does not", () => {
    expect(way("3 to 7", 6)).toEqual([["a=5"], ["a=3"], ["a=7"], ["a=7"]]);
    expect(way("0 to 1", 0)[2]).toEqual(["a=0.5"]);
  });

  test("of a list of shares sums to one on the whole way", () =>
    expect(way("[0.334, 0.333, 0.333] to [0.80, 0.125, 0.075]", [0.6, 0.25, 0.15])).toEqual([
      ["a=[0.467, 0.2915, 0.2415]"],
      ["a=[0.334, 0.333, 0.333]"],
      ["a=[0.7, 0.1875, 0.1125]"],
      ["a=[0.8, 0.125, 0.075]"],
    ]));

  test("of a window is its length in minutes", () =>
    expect(way("1 to 60 minutes", { window: "00:00-00:10", shape: "uniform" })).toEqual([
      ["a.window=00:00-00:06"],
      ["a.window=00:00-00:01"],
      ["a.window=00:00-00:35"],
      ["a.window=00:00-01:00"],
    ]));

  test("of one word or another leads to the other at once", () => {
    const [low, high] = of("by-class or single-class", "by-class");
    expect(low).toBeUndefined();
    expect([high!.setAt(1), high!.isGradual]).toEqual([["a=single-class"], false]);
  });

  test("with semicolons is of each figure in order; what has one value keeps it", () => {
    const value = { smets2: 0.04, smets1: 0.1, mean: "5 d" };
    const [, high] = rangeEnds("0.01 to 0.10; 0.03 to 0.25; 5 d", figuresIn("a", value));
    expect(high!.setAt(1)).toEqual(["a.smets2=0.1", "a.smets1=0.25"]);
    expect(high!.textAt(1)).toBe("smets2 0.1, smets1 0.25");
    expect(of("0.01 to 0.10; 0.03 to 0.25", value), "not where there are more figures").toEqual([undefined, undefined]);
  });

  test("without semicolons is of every figure in it, and said once where they agree", () => {
    const [low] = of("1.0 to 1.4", { ioc: 1.1, moc: 1.1 });
    expect(low!.setAt(1)).toEqual(["a.ioc=1", "a.moc=1"]);
    expect(low!.textAt(1)).toBe("1");
  });

  test.each(["each +/- 0.15", "uniform to 60 % in the evening", "any hours", "-", "07:00 to 20:00"])(
    "in words is for people: %s",
    (range) => expect(of(range, 0.3)).toEqual([undefined, undefined]),
  );
});

describe("the assumptions of the base case", () => {
  const base = load("scenarios/peak-smoothing.yaml");
  const option = base.options.get("as-today")!;
  const ends = new Map(
    assumptionsUsed(base, "as-today").map(({ id, range }) => [
      id,
      rangeEnds(
        range,
        valuesUsed(base, "as-today")
          .filter(({ assumption }) => assumption === id)
          .flatMap(({ path, value }) => figuresIn(path, value)),
      ),
    ]),
  );

  test("that the load hangs on most have a range in figures", () => {
    for (const id of [
      "A-002",
      "A-004",
      "A-008",
      "A-009",
      "A-010",
      "A-011",
      "A-012",
      "A-013",
      "A-014",
      "A-015",
      "A-016",
    ])
      expect(
        ends.get(id)!.some((end) => end !== undefined),
        id,
      ).toBe(true);
    for (const id of [
      "A-018",
      "A-019",
      "A-020",
      "A-021",
      "A-024",
      "A-025",
      "A-028",
      "A-029",
      "A-030",
      "A-031",
      "A-032",
    ])
      expect(
        ends.get(id)!.some((end) => end !== undefined),
        id,
      ).toBe(true);
  });

  test("can be had at the ends of these, but for steps that a rule can't take", () => {
    const wrong = [...ends].flatMap(([id, both]) =>
      both.flatMap((end) => (end === undefined || "value" in varied(option, end.setAt(1)) ? [] : [id])),
    );
    expect(wrong).toEqual([]);
  });

  test("are laid over an option as a file would be: its values change, and what is wrong is said", () => {
    const more = varied(option, ["mhhs.onDemandShare=0.5"]);
    expect("value" in more && more.value.values.mhhs.onDemandShare).toBe(0.5);
    expect(option.values.mhhs.onDemandShare).toBe(0.15);
    const less = varied(option, ["mhhs.onDemandShare=-1"]);
    expect("wrong" in less && less.wrong).toContain("out of range");
    expect(varied(option, ["estate.s1spSplit.ioc=0.5"]), "across values too").toHaveProperty("wrong");
  });
});
