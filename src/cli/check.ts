import { contractForecasts } from "../experiment/contract-forecast.ts";
import { estimateOf } from "../experiment/estimate.ts";
import { recordedThreshold } from "../experiment/record.ts";
import { redactedContracts } from "../experiment/redaction.ts";
import { contractForecastText } from "../report/contract-text.ts";
import { forecastText } from "../report/forecast-text.ts";
import { count, million } from "../report/format.ts";
import { dayGates, gateText } from "../report/gate-text.ts";
import { textTable } from "../report/text-table.ts";
import { withheldOf } from "../scenario/private-overlay.ts";
import { resolvedYaml } from "../scenario/resolved.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { report } from "./fault.ts";
import { chosenOptions, outlookOf, readScenario, warningTexts } from "./scenarios.ts";

const WIDTH = 100;

interface CheckArguments {
  readonly file: string[];
  readonly set: string[];
  readonly overlay: string[];
  readonly showOverlay: boolean;
  readonly resolved: boolean;
  readonly json: boolean;
}

/** `mhhs check`: every fault of every file, or the forecast and the plan of each. Runs nothing. */
export const check = async (args: CheckArguments): Promise<void> => {
  const { file: files, json } = args;
  const checked: unknown[] = [];
  for (const file of files) {
    try {
      checked.push(await checkOne(file, args));
    } catch (error) {
      process.exitCode = Math.max(Number(process.exitCode ?? 0), report(error));
    }
  }
  if (json && process.exitCode === undefined)
    process.stdout.write(`${JSON.stringify({ schema: 1, scenarios: checked }, null, 2)}\n`);
};

/** ", 5 thresholds (3 warn)": each was found to ask for something that there is. */
const thresholdCount = ({ thresholds }: Scenario): string => {
  if (thresholds.length === 0) return "";
  const warn = thresholds.filter(({ severity }) => severity === "warn").length;
  return `, ${thresholds.length} ${thresholds.length === 1 ? "threshold" : "thresholds"} (${warn} warn)`;
};

const checkOne = async (
  file: string,
  { set, overlay, showOverlay, resolved, json }: CheckArguments,
): Promise<unknown> => {
  const scenario = await readScenario(file, set, overlay);
  const options = chosenOptions(scenario, undefined);
  const { plans, forecasts } = outlookOf(scenario, options, 1, undefined);
  const contracts = plans.map((plan, i) => {
    const told = showOverlay ? plan.contracts : redactedContracts(plan.contracts, withheldOf(scenario, options[i]!));
    return { option: options[i]!, contracts: contractForecasts(plan, told) };
  });
  const estimates = plans.map((plan, i) => estimateOf(plan, forecasts[i]!));
  if (!json) {
    for (const warning of warningTexts(scenario, showOverlay)) process.stderr.write(warning);
    if (resolved)
      for (const option of options)
        process.stdout.write(`# ${file}, option ${option}\n${resolvedYaml(scenario, option, { showOverlay })}\n`);
    const plan = textTable(
      ["plan", "events", "simulated", "memory", "one core"],
      estimates.map(({ events, memoryMiB, seconds, simulatedHours }, i) => [
        options[i]!,
        million(events),
        `${simulatedHours.toFixed(1)} h`,
        `${count(memoryMiB)} MiB`,
        `${count(seconds)} s`,
      ]),
    );
    const forecast = `${forecastText(scenario.question, forecasts)}\n${contractForecastText(contracts)}`;
    const gates = gateText(plans, WIDTH);
    process.stdout.write(
      `${file}\n${forecast}\n${gates === undefined ? "" : `${gates}\n\n`}${plan}\n\n` +
        `ok: no errors${thresholdCount(scenario)}\n\n`,
    );
  }
  return {
    file,
    question: scenario.question,
    thresholds: scenario.thresholds.map(recordedThreshold),
    options: forecasts.map(({ demand: _, ...forecast }, i) => ({
      ...forecast,
      contracts: contracts[i]!.contracts,
      estimate: estimates[i],
      ...(plans[i]!.settlement === undefined ? {} : { gates: dayGates(plans[i]!) }),
      ...(resolved ? { resolved: resolvedYaml(scenario, options[i]!, { showOverlay }) } : {}),
    })),
  };
};
