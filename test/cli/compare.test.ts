import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder } from "../own-folder.ts";
import { mhhs, STACK, scenario } from "./command.ts";

const folder = emptyFolder();
const ran = async (out: string, ...more: string[]): Promise<void> => {
  const small = ["--scale", "0.0005", "--no-charts", "--out", out];
  const { code, err } = await mhhs(["run", scenario("second-role"), ...small, ...more], folder);
  expect(code, err).toBeLessThanOrEqual(1);
};
const compared = (...args: string[]) => mhhs(["compare", ...args], folder);

interface Compared {
  readonly schema: number;
  readonly comparisons: readonly {
    readonly reference: { readonly result: string; readonly option: string };
    readonly other: { readonly result: string; readonly option: string };
    readonly isPaired: boolean;
    readonly unpaired: readonly string[];
    readonly verdict: string;
    readonly values: readonly { readonly path: string; readonly from: unknown; readonly to: unknown }[];
    readonly differences: readonly { readonly metric: string; readonly verdict: string }[];
    readonly same: number;
  }[];
}

describe("results of two runs", async () => {
  await ran("before");
  await ran("after", "--set", "estate.independentShare=0.5", "--seed", "other", "--option", "second-role");

  test("options of one: the first is held against the others, where there is no as-today", async () => {
    const { code, out, err } = await compared("before");
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n")[0]).toBe("second-role against without-mhhs");
    expect(out).toContain("Paired: both met the same meters and draws");
    expect(out).toContain("secondRole.perMeterDay: 0 /meter-day → ");
    expect(out.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });

  test("another reference when it is named", async () => {
    const { out } = await compared("before", "--reference", "second-role");
    expect(out.split("\n")[0]).toBe("without-mhhs against second-role");
  });

  test("the same option of two, by folder or by record, with what differs between their scenarios", async () => {
    const { code, out, err } = await compared("before", "after/results.sqlite", "--json");
    expect(code).toBe(0);
    expect(err).toBe("note: without-mhhs is not in after\n");
    const { schema, comparisons } = JSON.parse(out) as Compared;
    expect(schema).toBe(1);
    expect(comparisons).toHaveLength(1);
    const [{ reference, other, isPaired, unpaired, values, differences, same }] = comparisons as [
      Compared["comparisons"][number],
    ];
    expect([reference.result, reference.option, other.option]).toEqual(["before", "second-role", "second-role"]);
    expect([isPaired, unpaired]).toEqual([false, ["seed mhhs-2028 and other"]]);
    expect(values).toContainEqual({ path: "estate.independentShare", from: 0.3, to: 0.5 });
    expect(differences.length).toBeGreaterThan(0);
    expect(same).toBeGreaterThan(0);
  });

  test("what is the same too, with --all", async () => {
    const figures = async (...more: string[]): Promise<number> =>
      (JSON.parse((await compared("before", "--json", ...more)).out) as Compared).comparisons[0]!.differences.length;
    const [all, some] = [await figures("--all"), await figures()];
    expect(all).toBeGreaterThan(some);
    expect(some).toBeGreaterThan(0);
  });

  test("a record that was kept is a baseline: the same passes, what moved ends with 3 and is counted", async () => {
    cpSync(join(folder, "before/results.sqlite"), join(folder, "kept/baseline.sqlite"));
    const same = await compared("--baseline", "kept/baseline.sqlite", "before");
    expect([same.code, same.err]).toEqual([0, ""]);
    // The first of its options was not run again, and that is no answer either.
    const moved = await compared("--baseline", "kept/baseline.sqlite", "after");
    expect(moved.code).toBe(3);
    expect(moved.err).toMatch(/\n✗ second-role of after: \d+ figures moved, \d+ for the worse\n/);
    expect(moved.err).toContain("✗ without-mhhs of kept/baseline.sqlite is not in after\n");
    expect(moved.out).toContain("second-role of after against second-role of kept/baseline.sqlite");
    // Without a baseline a difference is no failure.
    expect((await compared("before", "after")).code).toBe(0);
  });

  test("in Markdown when asked", async () => {
    const { out } = await compared("before", "--format", "md");
    expect(out).toMatch(/^### second-role against without-mhhs/);
    expect(out).toContain("|---|---|---|---:|---:|---:|");
  });

  test.each([
    [["nowhere"], "nowhere: no such result; expected a result folder of mhhs run, or its results.sqlite"],
    [["."], ". holds no finished run; expected results.sqlite or runs/*.sqlite, as of mhhs run"],
    [["before/summary.json"], "before/summary.json is no record"],
    [["before", "--options", "secnd-role"], 'No option "secnd-role" in before; did you mean "second-role"? it has'],
    [["before", "--options", "second-role"], "Nothing to compare second-role with in before"],
    [["before", "after", "--reference", "second-role"], "--reference is for the options of one result"],
    [["before", "after", "--options", "without-mhhs"], "No option is in before and in another result"],
    [["before", "--noise", "lots"], "--noise lots: expected a share from 0 to 1"],
    [["before", "--format", "xml"], "xml"],
    [[], "Name a result folder of mhhs run, or its results.sqlite."],
  ])("a wrong use is said in a sentence and exits 2: %j", async (args, sentence) => {
    const { code, out, err } = await compared(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(STACK);
  });
});
