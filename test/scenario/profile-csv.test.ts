import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { HALF_HOURS_A_DAY } from "../../src/kernel/time.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { resolvedYaml } from "../../src/scenario/resolved.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { steadyMinuteShares } from "../../src/smoothing/shape.ts";
import { folderOf, load, problemsOf } from "./loading.ts";

const timeOf = (row: number): string => `${String(row >> 1).padStart(2, "0")}:${row % 2 === 0 ? "00" : "30"}`;
/** Twice as many in the first half hour as in the second, and none after. */
const TWO_TO_ONE = Array.from({ length: HALF_HOURS_A_DAY }, (_, i) => (i === 0 ? 20 : i === 1 ? 10 : 0));

const LINES = `question: What if?
extends: BASE
policy.T05: { window: "00:00-24:00", shape: { csv: profiles/top-ups.csv } }
windows.top-ups: null
`;
const filesOf = (csv: string) => folderOf({ "scenario.yaml": LINES, "profiles/top-ups.csv": csv });
const withCsv = (csv: string): Scenario => load(join(filesOf(csv), "scenario.yaml"));
const problemsWith = (csv: string): readonly string[] => problemsOf(join(filesOf(csv), "scenario.yaml"));

const sharesOf = (scenario: Scenario): Float64Array => {
  const { rows } = fluidPlanOf(scenario, "unchanged", { replication: 0, scale: 1 });
  return steadyMinuteShares(rows.find(({ id }) => id === "T05")!, 0);
};

describe("a day profile from a CSV file", () => {
  test("of 48 rows has the proportions of its rows in the half-hours of the UTC day", () => {
    const shares = sharesOf(withCsv(TWO_TO_ONE.join("\n")));
    expect(shares[0]).toBeCloseTo(2 / 3 / 30, 12);
    expect(shares[29]).toBeCloseTo(2 / 3 / 30, 12);
    expect(shares[30]).toBeCloseTo(1 / 3 / 30, 12);
    expect(shares[60]).toBe(0);
  });

  test("of 1,440 rows has them in its minutes", () => {
    const shares = sharesOf(
      withCsv(Array.from({ length: 1440 }, (_, i) => (i === 7 ? 3 : i === 1439 ? 1 : 0)).join("\n")),
    );
    expect([shares[7], shares[1439], shares[8]]).toEqual([0.75, 0.25, 0]);
  });

  test("may have a heading, comments, empty lines, times, numbers of rows, quotes, and the line ends of any system", () => {
    const plain = sharesOf(withCsv(TWO_TO_ONE.join("\n")));
    const rich = [
      "\uFEFF# from our data warehouse",
      "period start;requests",
      "",
      ...TWO_TO_ONE.map((value, i) => `"${i % 2 === 0 ? timeOf(i) : i + 1}";${value} # fine`),
    ].join("\r\n");
    expect(sharesOf(withCsv(rich))).toEqual(plain);
  });

  test("stands in the resolved scenario as hours and shares, so that it stands alone", () => {
    const text = resolvedYaml(withCsv(TWO_TO_ONE.join("\n")), "unchanged");
    expect(text).toMatch(/"?00:00-00:30"?: 0\.666/);
    expect(text).not.toContain("top-ups.csv");
  });

  test("takes the place of hours that stood there before, instead of joining them", () => {
    const lines = "question: What?\nextends: BASE\nwindows.top-ups.shape: { csv: top-ups.csv }\n";
    const folder = folderOf({ "scenario.yaml": lines, "top-ups.csv": TWO_TO_ONE.join("\n") });
    expect(sharesOf(load(join(folder, "scenario.yaml")))[0]).toBeCloseTo(2 / 3 / 30, 12);
  });

  test("may be named on the command line, relative to where that is called", () => {
    const folder = filesOf(TWO_TO_ONE.toReversed().join("\n"));
    const set = [`policy.T05.shape={ csv: ${join(folder, "profiles/top-ups.csv")} }`];
    expect(sharesOf(load(join(folder, "scenario.yaml"), { set }))[1439]).toBeCloseTo(2 / 3 / 30, 12);
  });
});

describe("a day profile is refused, with the line of its file,", () => {
  const rows = TWO_TO_ONE.map(String);
  const PLACE = "profiles/top-ups.csv";

  test("when it has neither 48 nor 1,440 rows", () =>
    expect(problemsWith(rows.slice(0, 47).join("\n"))).toEqual([
      `${PLACE}:47:1 policy.T05.shape: 47 rows; expected 48 (half-hours of the UTC day) or 1,440 (its minutes)`,
    ]));

  test("when a row is no number, or below zero", () =>
    expect(problemsWith(`# ours\n${rows.with(3, "n/a").with(5, "-1").join("\n")}`)).toEqual([
      `${PLACE}:5:1 policy.T05.shape: "n/a" isn't a number of 0 or more; expected one, or a time and one, as in 00:30,0.02`,
      `${PLACE}:7:1 policy.T05.shape: "-1" isn't a number of 0 or more; expected one, or a time and one, as in 00:30,0.02`,
    ]));

  test("when a row has three columns", () =>
    expect(problemsWith(rows.with(1, "00:30,1,2").join("\n"))).toEqual([
      `${PLACE}:2:1 policy.T05.shape: "00:30,1,2" isn't a number of 0 or more; ` +
        "expected one, or a time and one, as in 00:30,0.02",
    ]));

  test("when a row says another time than its own", () =>
    expect(problemsWith(TWO_TO_ONE.map((value, i) => `${timeOf(i === 9 ? 10 : i)},${value}`).join("\n"))).toEqual([
      `${PLACE}:10:1 policy.T05.shape: "05:00" stands here; ` +
        "expected 04:30 or 10, the beginning or the number of this row",
    ]));

  test("when nothing is in it but zeros", () =>
    expect(problemsWith(TWO_TO_ONE.map(() => "0").join("\n"))).toEqual([
      `${PLACE}:1:1 policy.T05.shape: the rows sum to 0; expected at least one above 0`,
    ]));

  test("when there is no such file", () => {
    const folder = folderOf({ "scenario.yaml": LINES });
    expect(problemsOf(join(folder, "scenario.yaml"))).toEqual([
      "scenario.yaml:3:52 policy.T05.shape: profiles/top-ups.csv: no such file; " +
        "expected a CSV file of 48 or 1,440 rows",
    ]);
  });

  test("when it is not named by words", () => {
    const folder = folderOf({ "scenario.yaml": LINES.replace("profiles/top-ups.csv", "48") });
    expect(problemsOf(join(folder, "scenario.yaml"))).toEqual([
      "scenario.yaml:3:52 policy.T05.shape.csv: isn't a file; expected a CSV of 48 or 1,440 rows, relative to this",
    ]);
  });
});
