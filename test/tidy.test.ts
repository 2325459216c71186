import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readScenario } from "../src/cli/scenarios.ts";
import {
  actors,
  codeOf,
  form,
  importsOf,
  layering,
  leftOut,
  packages,
  purity,
  type SourceFile,
  strayFolders,
  timesAgain,
  timesInFigures,
  uncovered,
  voice,
  width,
} from "./tidy-rules.ts";

const filesUnder = (folder: string): SourceFile[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => ({ file, text: readFileSync(`${folder}/${file}`, "utf8") }));

/** Options as "scenario option", of every scenario that comes with the program. */
const optionsThatShip = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const file of readdirSync("scenarios").sort()) {
    if (!file.endsWith(".yaml") || file === "assumptions.yaml") continue;
    const { name, options } = await readScenario(`scenarios/${file}`, []);
    for (const option of options.keys()) found.push(`${name} ${option}`);
  }
  return found;
};

const source = filesUnder("src");
const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: object };

describe("src", () => {
  test("is looked at", () => expect(source.length).toBeGreaterThan(90));

  test("folders import only what the layering allows", () => expect(source.flatMap(layering)).toEqual([]));

  test("folders use only the packages chosen for them", () => expect(source.flatMap(packages)).toEqual([]));

  test("every package used is installed with the program, not for its tests alone", () => {
    const used = source
      .flatMap(({ text }) => importsOf(text))
      .filter(({ target, isType }) => !isType && !/^(\.|node:)/.test(target))
      .map(({ target }) => target.split("/")[0]!);
    expect([...new Set(used)].filter((name) => !(name in dependencies))).toEqual([]);
  });

  test("actors never import each other: market.ts joins them", () => expect(source.flatMap(actors)).toEqual([]));

  test("nothing below a run asks the clock, chance, the machine, or an engine's own rounding", () =>
    expect(source.flatMap(purity)).toEqual([]));

  test("only the command line prints or ends the program", () => expect(source.flatMap(voice)).toEqual([]));

  test("files are short, lines fit a screen, names say what they hold, nothing is left open", () =>
    expect(source.flatMap(form)).toEqual([]));
});

test("pages on decisions are wrapped as the code is", () => {
  const pages = readdirSync("docs/decisions").map((name) => {
    return { file: name, text: readFileSync(`docs/decisions/${name}`, "utf8") };
  });
  expect(pages.length).toBeGreaterThan(30);
  expect(pages.flatMap(width)).toEqual([]);
});

test("lengths of time are called by their names", () => expect(filesUnder("src").flatMap(timesInFigures)).toEqual([]));

test("lengths of time are defined once", () =>
  expect(["src", "test", "bench"].flatMap(filesUnder).flatMap(timesAgain)).toEqual([]));

test("tests take away the folders that they make", () => expect(filesUnder("test").flatMap(strayFolders)).toEqual([]));

test("no test is left out", () => expect(filesUnder("test").flatMap(leftOut)).toEqual([]));

test("every option of every scenario has its fingerprints recorded", async () => {
  expect(uncovered(await optionsThatShip(), readFileSync("test/fingerprints.csv", "utf8"))).toEqual([]);
});

// A rule that can't fail holds nothing: each one is shown what it forbids, and what it must let pass.
describe("the rules themselves", () => {
  type Planted = readonly [rule: string, check: (file: SourceFile) => string[], file: string, text: string];
  const planted: readonly Planted[] = [
    ["layering", layering, "kernel/rows.ts", 'import { COMPONENTS } from "../domain/components.ts";'],
    ["layering", layering, "fluid/twin.ts", 'import type { Plan } from "../scenario/plan.ts";'],
    ["layering", layering, "smoothing/needs.ts", 'export { Ledger } from "../ledger/ledger.ts";'],
    ["layering", layering, "run/run.ts", 'const load = () => import("../scenario/load.ts");'],
    ["layering", layering, "engine/local.ts", 'import { fitOf } from "../experiment/fits.ts";'],
    ["layering", layering, "store/manifest.ts", 'import { type Scenario } from "../scenario/scenario.ts";'],
    ["layering", layering, "domain/population.ts", 'import { Simulation } from "../kernel/simulation.ts";'],
    ["layering", layering, "report/charts.ts", 'import { run } from "../cli/run.ts";'],
    ["layering", layering, "report/charts.ts", 'import { x } from "../../test/market/options.ts";'],
    ["layering", layering, "report/page/page.ts", 'import { run } from "../../cli/run.ts";'],
    ["layering", layering, "market/dsp.ts", ""],
    ["packages", packages, "kernel/simulation.ts", 'import seedrandom from "seedrandom";'],
    ["packages", packages, "ledger/ledger.ts", 'import * as Effect from "effect/Effect";'],
    ["packages", packages, "actors/hub.ts", 'import { readFileSync } from "node:fs";'],
    ["packages", packages, "experiment/answer.ts", 'import "piscina";'],
    ["packages", packages, "report/outputs.ts", 'const db = require("better-sqlite3");'],
    ["packages", packages, "scenario/load.ts", 'import yargs from "yargs";'],
    ["actors", actors, "actors/dsp.ts", 'import { openHubs } from "./hub.ts";'],
    ["actors", actors, "actors/users.ts", 'import type { Access } from "./access.ts";'],
    ["actors", actors, "actors/hub.ts", 'import { openMarket } from "./market.ts";'],
    ["purity", purity, "run/run.ts", "const now = Date.now();"],
    ["purity", purity, "kernel/rows.ts", "const began = performance.now();"],
    ["purity", purity, "domain/population.ts", "if (Math.random() < 0.5) return;"],
    ["purity", purity, "actors/arrivals.ts", "return -Math.log(1 - draw);"],
    ["purity", purity, "fluid/queues.ts", "const wave = Math.sin(minute);"],
    ["purity", purity, "smoothing/shape.ts", "const weight = Math.pow(2, minute);"],
    ["purity", purity, "metrics/level.ts", "const area = level ** 2;"],
    ["purity", purity, "metrics/level.ts", "const area = 1.5**minute;"],
    ["purity", purity, "actors/dco.ts", "setTimeout(next, 10);"],
    ["purity", purity, "ledger/ledger.ts", "export const end = async () => {};"],
    ["purity", purity, "run/run.ts", 'const debug = process.env["DEBUG"];'],
    ["purity", purity, "run/run.ts", "names.sort((a, b) => a.localeCompare(b));"],
    ["voice", voice, "run/run.ts", 'console.log("here");'],
    ["voice", voice, "store/result-folder.ts", "process.exit(1);"],
    ["form", form, "run/run.ts", "x;\n".repeat(351)],
    ["form", form, "run/run.ts", `// ${"x".repeat(118)}`],
    ["form", form, "run/utils.ts", ""],
    ["form", form, "run/event-manager.ts", ""],
    ["form", form, "common/events.ts", ""],
    ["form", form, "run/run.ts", "// TODO: the rest"],
    ["times in figures", timesInFigures, "actors/dip.ts", "const dayMs = midnight + minute * 60_000;"],
    ["times in figures", timesInFigures, "domain/window.ts", "if (to < from) to += 1440;"],
    ["times again", timesAgain, "actors/dip.ts", "const MINUTE_MS = 60_000;"],
    ["times again", timesAgain, "market/outages.test.ts", "  const DAY_MS = 24 * HOUR_MS;"],
    ["times again", timesAgain, "domain/contracts.ts", "export const HALF_HOURS_A_DAY = 48;"],
    ["times again", timesAgain, "scenario/contracts.ts", "const HALF_HOUR_SECONDS = SECONDS_A_DAY / HALF_HOURS_A_DAY;"],
    ["times again", timesAgain, "scenario/registration.ts", "const HOUR = 60;"],
    ["stray folders", strayFolders, "store/lock.test.ts", 'const folder = mkdtempSync(join(tmpdir(), "lock-"));'],
    ["left out", leftOut, "kernel/order.test.ts", 'test.only("one", () => {});'],
    ["left out", leftOut, "kernel/order.test.ts", 'describe.concurrent.skip("all", () => {});'],
    ["left out", leftOut, "kernel/order.test.ts", 'it.todo("later");'],
  ];
  test.each(planted)("%s: finds what was planted %#", (_rule, check, file, text) =>
    expect(check({ file, text })).toHaveLength(1),
  );

  const allowed: readonly Planted[] = [
    ["layering", layering, "store/manifest.ts", 'import type { Scenario } from "../scenario/scenario.ts";'],
    ["layering", layering, "domain/population.ts", 'import { mix } from "../kernel/keyed-draws.ts";'],
    ["layering", layering, "report/page/page.ts", 'import { count } from "../format.ts";'],
    ["layering", layering, "report/page/page.ts", 'import { answerOf } from "../../experiment/answer.ts";'],
    ["packages", packages, "kernel/keyed-draws.ts", 'import seedrandom from "seedrandom";'],
    ["actors", actors, "actors/market.ts", 'import { openHubs } from "./hub.ts";'],
    ["actors", actors, "actors/dsp.ts", 'import { openMark } from "./market-context.ts";'],
    ["purity", purity, "kernel/elementary.ts", "// Math.log is up to the engine\nconst x = Math.floor(a / 2 ** 32);"],
    ["purity", purity, "domain/components.ts", 'const title = "Date and time, async";'],
    ["purity", purity, "domain/civil-time.ts", "interface CivilDate { day: number; process: ProcessName }"],
    ["purity", purity, "cli/run.ts", "const began = performance.now();"],
    ["voice", voice, "cli/run.ts", "process.exit(1);"],
    ["form", form, "run/run.ts", `${"x;\n".repeat(349)}// ${"x".repeat(117)}`],
    ["form", form, "actors/market-context.ts", "export const commonly = 1;"],
    ["layering", layering, "fluid/bound.ts", 'import { MINUTES_A_DAY } from "../kernel/time.ts";'],
    ["layering", layering, "domain/run-gates.ts", 'import { DAY_MS } from "../kernel/time.ts";'],
    ["times in figures", timesInFigures, "store/cookbook.ts", "const sql = `WHERE\n  minute < 1440 * days`;"],
    ["times in figures", timesInFigures, "report/page/browser/day-charts.ts", "const STEPS = [720, 1440];"],
    ["times in figures", timesInFigures, "scenario/units.ts", 'const example = "60_000 /d"; // 1440 of them'],
    ["times again", timesAgain, "kernel/time.ts", "export const MINUTE_MS = 60 * SECOND_MS;"],
    ["times again", timesAgain, "actors/dip.ts", 'const DRAWS_A_DAY = 8;\nconst text = "const DAY_MS = 24";'],
    [
      "times again",
      timesAgain,
      "settlement/cells.test.ts",
      "const DAY = WINTER_DAY;\nconst isLate = (DAY_MS) => DAY_MS;",
    ],
    ["stray folders", strayFolders, "own-folder.ts", 'const folder = mkdtempSync(join(tmpdir(), "mhhs-test-"));'],
    ["left out", leftOut, "cli/run.test.ts", 'test.skipIf(isRoot)("not as root", () => {});'],
  ];
  test.each(allowed)("%s: lets pass what is meant %#", (_rule, check, file, text) =>
    expect(check({ file, text })).toEqual([]),
  );

  test("fingerprints: an option without a line is named", () => {
    const csv = "scenario,option,scale\npeak,as-today,0.1\n";
    expect(uncovered(["peak as-today", "peak full-trt"], csv)).toEqual(["peak full-trt has no fingerprint"]);
  });

  test("comments are not code, strings are not comments", () =>
    expect(codeOf('a("//", `/*`) /* b */ + c // d\n')).toBe('a("//", `/*`)   + c  \n'));
});
