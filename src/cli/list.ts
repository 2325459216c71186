import { readdirSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { count, wrap } from "../report/format.ts";
import { readScenario } from "./scenarios.ts";

/** `mhhs list`: the scenarios that come with the program. */
export const list = async ({ json }: { json: boolean }): Promise<void> => {
  const folder = fileURLToPath(new URL("../../scenarios/", import.meta.url));
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml") && name !== "assumptions.yaml");
  const scenarios = [];
  for (const name of files.sort()) {
    const file = relative(process.cwd(), `${folder}${name}`);
    const scenario = await readScenario(file, []);
    const { values } = [...scenario.options.values()][0]!;
    scenarios.push({
      file,
      question: scenario.question,
      meters: values.estate.meters,
      options: [...scenario.options.keys()],
    });
  }
  if (json) process.stdout.write(`${JSON.stringify({ schema: 1, scenarios }, null, 2)}\n`);
  else
    for (const { file, question, meters, options } of scenarios)
      process.stdout.write(
        `${file}\n  ${wrap(question, 96, "  ")}\n  ${wrap(`${count(meters)} meters; options: ${options.join(", ")}`, 96, "  ")}\n\n`,
      );
};
