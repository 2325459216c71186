import { expect, test } from "vitest";
import { ESCAPE, mhhs } from "./command.ts";

const tooWide = (text: string): string[] => text.split("\n").filter((line) => line.length > 100);

test("a word is explained, in any spelling", async () => {
  const [one, other] = await Promise.all([mhhs(["explain", "TRT"]), mhhs(["explain", "target", "response", "time"])]);
  expect([one.code, one.err]).toEqual([0, ""]);
  expect(one.out).toMatch(/^TRT \(term\): Target Response Time\nThe time in which/);
  expect(other.out).toBe(one.out);
});

test("an exit code is explained by its number and by the error that leads to it", async () => {
  const [code, error] = await Promise.all([mhhs(["explain", "2"]), mhhs(["explain", "ScenarioError"])]);
  expect(code.out).toMatch(/^2 \(exit code\): .*\n.*nothing was\srun/);
  expect(error.out).toBe(code.out);
});

test("a Service Request keeps its last nought", async () =>
  expect((await mhhs(["explain", "4.10"])).out).toMatch(/^4\.10 \(Service Request\): Read Network Data/));

test("without a word all are listed, within 100 columns", async () => {
  const { code, out, err } = await mhhs(["explain"]);
  expect([code, err]).toEqual([0, ""]);
  for (const word of ["demand_peak_share", "official", "csp.4g", "MDR", "4.8.1", "O10", "A-011", "130"])
    expect(out.split(/\s+/)).toContain(word);
  expect(tooWide(out)).toEqual([]);
  expect(out).not.toMatch(ESCAPE);
});

test("an unknown word ends with 2 and the right words near it", async () => {
  const { code, out, err } = await mhhs(["explain", "demnd_peak_share"]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^No word "demnd_peak_share"; did you mean demand_peak_share/);
});

test("--json is JSON and nothing else", async () => {
  const { out, err } = await mhhs(["explain", "A-002", "--json"]);
  expect(err).toBe("");
  expect(JSON.parse(out)).toMatchObject({ schema: 1, words: [{ kind: "assumption", word: "A-002" }] });
});

test("the examples of its help work", async () => {
  const { out } = await mhhs(["explain", "--help"]);
  const examples = [...out.matchAll(/^ {2}mhhs (explain \S.*)$/gm)].map(([, args]) => args!.split(" "));
  expect(examples.length).toBe(2);
  for (const args of examples) expect((await mhhs(args)).code, args.join(" ")).toBe(0);
});
