// Fingerprints of every option of every scenario, at a scale that takes seconds.
//   node bin/with-node.cjs bench/fingerprints.ts             compares with test/fingerprints.csv; exit 4 when one differs
//   node bin/with-node.cjs bench/fingerprints.ts --accept "why"   writes them, with the reason where they changed

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readScenario } from "../src/cli/scenarios.ts";
import { simulate } from "../src/run/run.ts";
import { planOf } from "../src/scenario/plan.ts";

const SCALE = 0.0005;
const FILE = fileURLToPath(new URL("../test/fingerprints.csv", import.meta.url));
const HEAD = "scenario,option,scale,path,result,reason";

export interface Fingerprinted {
  readonly scenario: string;
  readonly option: string;
  readonly path: string;
  readonly result: string;
  /** By component; not recorded, but said when something differs. */
  readonly components: Readonly<Record<string, string>>;
}

export const recorded = (): ReadonlyMap<
  string,
  { readonly path: string; readonly result: string; readonly reason: string }
> =>
  new Map(
    readFileSync(FILE, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => {
        const [scenario, option, , path, result, ...reason] = line.split(",");
        return [`${scenario},${option}`, { path: path!, result: result!, reason: reason.join(",") }];
      }),
  );

/** Runs every option of every scenario of the program. */
export const fingerprintAll = async (): Promise<Fingerprinted[]> => {
  const folder = fileURLToPath(new URL("../scenarios/", import.meta.url));
  const found: Fingerprinted[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".yaml") || name === "assumptions.yaml") continue;
    const scenario = await readScenario(`${folder}${name}`, []);
    for (const option of scenario.options.keys()) {
      const result = simulate(planOf(scenario, option, { replication: 0, scale: SCALE }));
      const { all, ...components } = result.pathFingerprint;
      found.push({ scenario: scenario.name, option, path: all!, result: result.resultFingerprint, components });
    }
  }
  return found;
};

/** What changed, in words; undefined when nothing did. */
export const difference = (
  { path, result }: Pick<Fingerprinted, "path" | "result">,
  was: { readonly path: string; readonly result: string } | undefined,
): string | undefined => {
  if (was === undefined) return "is not recorded";
  if (path === was.path && result === was.result) return undefined;
  if (result === was.result) return "has another path and the same result: a refactoring";
  if (path === was.path) return "has the same path and another result: the measuring changed";
  return "has another path and another result: a model change";
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { accept: { type: "string" } } });
  const before =
    values.accept === undefined ||
    readdirSync(fileURLToPath(new URL("../test", import.meta.url))).includes("fingerprints.csv")
      ? recorded()
      : new Map<string, never>();
  const now = await fingerprintAll();
  const changed = now.flatMap((one) => {
    const what = difference(one, before.get(`${one.scenario},${one.option}`));
    return what === undefined ? [] : [`${one.scenario}, option ${one.option}, ${what}`];
  });
  if (values.accept !== undefined) {
    const lines = now.map((one) => {
      const was = before.get(`${one.scenario},${one.option}`);
      const reason = difference(one, was) === undefined ? was!.reason : values.accept!;
      return [one.scenario, one.option, SCALE, one.path, one.result, reason].join(",");
    });
    writeFileSync(FILE, `${[HEAD, ...lines].join("\n")}\n`);
    process.stdout.write(`${now.length} recorded, ${changed.length} changed\n`);
    return;
  }
  for (const line of changed) process.stdout.write(`${line}\n`);
  process.stdout.write(
    `${now.length - changed.length} of ${now.length} fingerprints as recorded, Node ${process.version}\n`,
  );
  if (changed.length > 0) {
    process.stdout.write('If that is meant: node bin/with-node.cjs bench/fingerprints.ts --accept "why"\n');
    process.exitCode = 4;
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
