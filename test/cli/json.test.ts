import { expect, test } from "vitest";
import { mhhs, scenario } from "./command.ts";

interface Listed {
  schema: number;
  scenarios: { file: string; question: string; meters: number; options: string[] }[];
}
interface Checked {
  schema: number;
  scenarios: {
    options: { option: string; resolved?: string; estimate: { events: number }; components: unknown[] }[];
  }[];
}
interface Summary {
  schema: number;
  seed: string;
  scale: number;
  options: { option: string; components: unknown[]; pathFingerprint: string; resultFingerprint: string }[];
}

test("list --json is JSON and nothing else", async () => {
  const { code, out, err } = await mhhs(["list", "--json"]);
  expect([code, err]).toEqual([0, ""]);
  const { schema, scenarios } = JSON.parse(out) as Listed;
  expect(schema).toBe(1);
  expect(scenarios.length).toBeGreaterThan(1);
  for (const one of scenarios) {
    expect(one.question).toMatch(/\?$/);
    expect(one.options.length).toBeGreaterThan(0);
    expect(one.meters).toBeGreaterThan(0);
  }
});

test("list shows every scenario with its question, within 100 columns", async () => {
  const [text, json] = await Promise.all([mhhs(["list"]), mhhs(["list", "--json"])]);
  for (const { options } of (JSON.parse(json.out) as Listed).scenarios)
    for (const option of options) expect(text.out).toContain(option);
  expect(text.out.split("\n").filter((line) => line.length > 100)).toEqual([]);
});

test("check --json is JSON and nothing else, with the forecast of every option", async () => {
  const { code, out, err } = await mhhs(["check", "--json", scenario("second-role"), scenario("reads-only")]);
  expect([code, err]).toEqual([0, ""]);
  const { schema, scenarios } = JSON.parse(out) as Checked;
  expect(schema).toBe(1);
  expect(scenarios.map(({ options }) => options.map(({ option }) => option))).toEqual([
    ["without-mhhs", "second-role"],
    ["reads-only"],
  ]);
  for (const { components, estimate } of scenarios.flatMap(({ options }) => options)) {
    expect(components).toHaveLength(8);
    expect(estimate.events).toBeGreaterThan(1e6);
  }
});

test("check --json --resolved has every value as it will be used", async () => {
  const { out } = await mhhs(["check", "--json", "--resolved", scenario("reads-only")]);
  expect((JSON.parse(out) as Checked).scenarios[0]!.options[0]!.resolved).toContain("meters:");
});

test("check in text says that nothing is wrong, within 100 columns", async () => {
  const { code, out } = await mhhs(["check", scenario("smoothing-options")]);
  expect(code).toBe(0);
  expect(out).toContain("ok: no errors");
  expect(out.split("\n").filter((line) => line.length > 100)).toEqual([]);
});

test("run --json is JSON and nothing else", async () => {
  const args = ["run", scenario("second-role"), "--scale", "0.0002", "--seed", "json", "--json"];
  const { code, out, err } = await mhhs(args);
  expect(code).toBe(0);
  expect(err).toMatch(/^running 2 options/);
  const { schema, seed, scale, options } = JSON.parse(out) as Summary;
  expect([schema, seed, scale]).toEqual([1, "json", 0.0002]);
  expect(options.map(({ option }) => option)).toEqual(["without-mhhs", "second-role"]);
  for (const { pathFingerprint, resultFingerprint, components } of options) {
    expect(`${pathFingerprint} ${resultFingerprint}`).toMatch(/^[0-9a-f]{16} [0-9a-f]{16}$/);
    expect(components).toHaveLength(8);
  }
});
