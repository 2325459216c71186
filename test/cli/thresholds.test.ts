import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder } from "../own-folder.ts";
import { type Ended, filesIn, mhhs, scenario } from "./command.ts";

const SMALL = ["--scale", "0.001", "--no-charts"];

/** Runs a scenario of these thresholds in a folder of its own, into `out`. */
const runWith = async (thresholds: string, ...more: string[]): Promise<Ended & { folder: string }> => {
  const folder = emptyFolder();
  const text = `question: What holds?\nextends: ${scenario("second-role")}\nthresholds:\n${thresholds}`;
  writeFileSync(join(folder, "what-holds.yaml"), text);
  const ended = await mhhs(["run", "what-holds.yaml", ...SMALL, "--out", "out", ...more], folder);
  return { ...ended, folder };
};
const junitOf = (folder: string): string => readFileSync(join(folder, "out", "junit.xml"), "utf8");

describe("a planted breach ends the command with 1, and JUnit and stderr name it", async () => {
  const BREACHES = [
    ["demand_share:dsp", "max < 1 %"],
    ["night_queue:*", "max <= 00:05"],
    ["standing_queue:*", "longest < 1 min"],
    ["read_in:daily-reads", "share >= 99.9 % at 06:00"],
    ["wanted_latency:daily-reads", "p99 < 1 s"],
    ["queue_max:dsp", "< 5"],
  ] as const;
  const { code, err, folder } = await runWith(
    BREACHES.map(([metric, is]) => `  - { metric: "${metric}", is: "${is}" }\n`).join(""),
  );
  const failures = junitOf(folder).match(/<failure message="[^"]*"/g)!;

  test("once", () => expect(code).toBe(1));
  test.each(BREACHES)("%s %s", (metric, is) => {
    for (const option of ["without-mhhs", "second-role"])
      expect(err).toContain(`✗ ${option}: expected ${metric} ${is}, found `);
    const written = is.replace("<", "&lt;").replace(">", "&gt;");
    const named = failures.filter((failure) => failure.includes(`${metric}: expected ${written}, found `));
    expect(named).toHaveLength(2);
  });
  test("and nothing else", () => expect(failures).toHaveLength(2 * BREACHES.length));
});

test("a warning that fails ends well", async () => {
  const { code, err, out, folder } = await runWith(
    '  - { metric: "demand_share:dsp", is: "max < 1 %", severity: warn }\n',
  );
  expect([code, err.trim().split("\n").length]).toEqual([0, 1]);
  expect(out).toContain("THRESHOLDS: 2 WARN");
  expect(junitOf(folder)).not.toContain("<failure");
});

test("a threshold that could not be judged is counted, and ends the command with 1 where that is asked for", async () => {
  // Harm is held against the option without MHHS, which was not run.
  const harm = '  - { metric: "harm:*", is: "share < 0.1 %", severity: error }\n';
  const { code, err, folder } = await runWith(harm, "--option", "second-role");
  const counted = "– 1 of 1 threshold of severity error was not judged";
  expect([code, err.trim().split("\n").at(-1)]).toEqual([0, counted]);
  const again = ["report", "out", "--no-charts"];
  expect([(await mhhs(again, folder)).code, (await mhhs([...again, "--strict"], folder)).code]).toEqual([0, 1]);
  const strict = await mhhs(["run", "what-holds.yaml", ...SMALL, "--option", "second-role", "--strict"], folder);
  expect([strict.code, strict.err.trim().split("\n").at(-1)]).toEqual([
    1,
    `${counted}, which --strict takes for failed`,
  ]);
});

test("a threshold on what does not exist ends with 2 before anything runs", async () => {
  const { code, err, out, folder } = await runWith('  - { metric: "demand_shar:dsp", is: "max < 1" }\n');
  expect([code, out]).toEqual([2, ""]);
  expect(err).toBe('what-holds.yaml:4:15 thresholds.0.metric: no metric "demand_shar"; did you mean "demand_share"?\n');
  expect(filesIn(folder)).toEqual(["what-holds.yaml"]);
});

test("check finds the same fault, and counts what is right", async () => {
  const folder = emptyFolder();
  const write = (is: string): void =>
    writeFileSync(
      join(folder, "one.yaml"),
      `question: What?\nextends: ${scenario("second-role")}\nthresholds: [{ metric: queue:dsp, is: "${is}" }]`,
    );
  write("max < 5 h");
  const wrong = await mhhs(["check", "one.yaml"], folder);
  expect([wrong.code, wrong.err]).toEqual([
    2,
    expect.stringContaining('"5 h" has the wrong unit "h"; expected a count'),
  ]);
  write("max < 5");
  expect((await mhhs(["check", "one.yaml"], folder)).out).toContain("ok: no errors, 1 threshold (0 warn)\n");
});

describe("--format prints one document of the result, and nothing else", async () => {
  const folder = emptyFolder();
  const args = ["run", scenario("second-role"), ...SMALL, "--out"];
  const [text, markdown] = await Promise.all([
    mhhs([...args, "out"], folder),
    mhhs([...args, "out-md", "--format", "md"], folder),
  ]);
  const fileOf = (name: string, file: string): string => readFileSync(join(folder, name, file), "utf8");

  test("text by default", () => expect([text.code, text.out.endsWith("results in out\n")]).toEqual([0, true]));
  test("of a run", () => expect([markdown.code, markdown.out]).toEqual([0, fileOf("out", "summary.md")]));
  test.each([
    ["md", "summary.md"],
    ["junit", "junit.xml"],
    ["csv", "metrics.csv"],
    ["json", "summary.json"],
  ])("of a record: %s is %s, to the byte what the run left", async (format, file) => {
    const again = ["report", "out", "--out", `again-${format}`, "--no-charts", "--format", format];
    const { code, out } = await mhhs(again, folder);
    expect([code, out]).toEqual([0, fileOf("out", file)]);
    expect(fileOf(`again-${format}`, file)).toBe(out);
  });
  test("two at once are refused, and so is an unknown one", async () => {
    const both = await mhhs([...args, "x", "--format", "md", "--json"], folder);
    expect([both.code, both.err]).toEqual([2, expect.stringContaining("stdout holds one of them")]);
    const unknown = await mhhs([...args, "x", "--format", "xml"], folder);
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('--format xml: expected one of "text"')]);
  });
});

test("a record is judged again: report ends as the run did", async () => {
  const { code, err, folder } = await runWith('  - { metric: "demand_share:dsp", is: "max < 1 %" }\n');
  const again = await mhhs(["report", "out", "--no-charts"], folder);
  expect([code, again.code]).toEqual([1, 1]);
  expect(again.err).toBe(err.replace(/^running .*\n/, ""));
});
