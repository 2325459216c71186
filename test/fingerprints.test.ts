import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { ACCEPT, compare, type Found, linesOf, textOf } from "../bench/fingerprints.ts";

// Runs are several times slower where vitest has rewritten imports: Node's own loader leaves them as they are.
const { check } = createRequire(import.meta.url)(
  "../bench/fingerprints.ts",
) as typeof import("../bench/fingerprints.ts");

/** Some two hundred runs, each also saved and taken up: minutes on a machine that is busy with the other files. */
const RUNS_MS = 900_000;

test(
  "every option of every scenario runs as recorded",
  async () => {
    const changed = await check();
    expect(changed, `Compare test/fingerprints.updated.csv. If that is meant: ${ACCEPT}`).toEqual([]);
  },
  RUNS_MS,
);

describe("what changed is said in words", () => {
  const now: Found = {
    scenario: "peak",
    option: "as-today",
    scale: "0.0005",
    seed: "one",
    path: "aaaa",
    result: "bbbb",
    marks: "111122223333",
    reason: "",
    components: ["Supplier 1", "hub", "daily reads"],
    endsAlikeTakenUp: true,
  };
  const was = { ...now, reason: "first, of all" };
  const changedFrom = (before: Partial<Found>): string => compare([now], [{ ...was, ...before }], "why").changed.join();

  test("nothing", () => expect(changedFrom({})).toBe(""));

  test("the path alone: a refactoring, with the component farthest upstream that differs", () =>
    expect(changedFrom({ path: "0000", marks: "000000003333" })).toBe(
      "peak, option as-today, has another path to the same result, a refactoring: first at hub (2 of 3 components differ)",
    ));

  test("path and result: a model change", () =>
    expect(changedFrom({ path: "0000", result: "0000", marks: "111122220000" })).toMatch(
      /a model change: first at daily reads \(1 of 3 components differ\)$/,
    ));

  test("the result alone: the measuring", () =>
    expect(changedFrom({ result: "0000" })).toMatch(/what is measured changed, not what happens$/));

  test("components that came or went", () =>
    expect(changedFrom({ path: "0000", marks: "1111" })).toMatch(/a refactoring: there are other components$/));

  test("an option that is new, one that is gone, one at another seed", () => {
    expect(compare([now], [], "why").changed).toEqual(["peak, option as-today, is not recorded"]);
    expect(compare([], [was], "why").changed).toEqual(["peak, option as-today, is recorded and no longer there"]);
    expect(changedFrom({ seed: "two" })).toMatch(/at another scale or seed$/);
  });

  test("a run that ends otherwise when it is saved and taken up, whatever is recorded", () =>
    expect(compare([{ ...now, endsAlikeTakenUp: false }], [was], "why").changed).toEqual([
      "peak, option as-today, ends otherwise when it is saved at a midnight and taken up",
    ]));

  test("a reason stays with what is as it was, and a new one comes with what changed", () => {
    expect(compare([now], [was], "why").updated[0]!.reason).toBe("first, of all");
    expect(compare([now], [{ ...was, path: "0000" }], "why").updated[0]!.reason).toBe("why");
  });

  test("the file reads back as it was written, commas in a reason too", () => {
    const { components: _, endsAlikeTakenUp: __, ...line } = was;
    expect(linesOf(textOf([was]))).toEqual([line]);
  });
});
