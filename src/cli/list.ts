import { estimateOf } from "../experiment/estimate.ts";
import { forecastDay } from "../fluid/fault-days.ts";
import { count, wrap } from "../report/format.ts";
import { fluidPlanOf } from "../scenario/plan.ts";
import { shippedFile, shippedScenarios } from "../scenario/shipped.ts";
import { readScenario } from "./scenarios.ts";

const WIDTH = 96;

/** `mhhs list`: the scenarios that come with the program, with their question, size and estimate. */
export const list = async ({ json }: { json: boolean }): Promise<void> => {
  const scenarios = [];
  for (const file of shippedScenarios().flatMap((name) => shippedFile(name) ?? [])) {
    const scenario = await readScenario(file, []);
    const options = [...scenario.options.keys()];
    const plans = options.map((option) => fluidPlanOf(scenario, option, { replication: 0, scale: 1 }));
    const estimates = plans.map((plan) => estimateOf(plan, forecastDay(plan).figures));
    scenarios.push({
      name: scenario.name,
      file,
      question: scenario.question,
      meters: plans[0]!.estate.meters,
      options,
      events: estimates.reduce((sum, { events }) => sum + events, 0),
      coreSeconds: estimates.reduce((sum, { seconds }) => sum + seconds, 0),
      memoryMiB: Math.max(...estimates.map(({ memoryMiB }) => memoryMiB)),
    });
  }
  if (json) process.stdout.write(`${JSON.stringify({ schema: 1, scenarios }, null, 2)}\n`);
  else
    for (const { name, file, question, meters, options, events, coreSeconds, memoryMiB } of scenarios) {
      const size = `${count(meters)} meters, ${count(events / 1e6)} million events in all`;
      const cost = `about ${count(Math.ceil(coreSeconds / 6) / 10)} min of one core, ${count(memoryMiB)} MiB a run`;
      const lines = [
        question,
        `${options.length === 1 ? "option" : "options"}: ${options.join(", ")}`,
        `${size}: ${cost}`,
      ];
      process.stdout.write(`${name} (${file})\n${lines.map((line) => `  ${wrap(line, WIDTH, "  ")}`).join("\n")}\n\n`);
    }
};
