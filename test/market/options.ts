import type { Plan } from "../../src/domain/plan.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { planOf, readScenario } from "./native.ts";

/** One option of a scenario that comes with the simulator. */
export interface Option {
  readonly name: string;
  readonly plan: (scale: number, seed?: string) => Plan;
}

const optionsOf = (scenario: Scenario): Option[] =>
  [...scenario.options.keys()].map((name) => ({
    name,
    plan: (scale, seed) => planOf(scenario, name, { replication: 0, scale, ...(seed === undefined ? {} : { seed }) }),
  }));

const read = async (name: string): Promise<Option[]> => optionsOf(await readScenario(`scenarios/${name}.yaml`, []));

export const peakSmoothing = await read("peak-smoothing");
export const smoothingOptions = await read("smoothing-options");
export const secondRole = await read("second-role");

/** Every option once: those of the short list are in the long one, and existing use alone is in all. */
export const everyOption: readonly Option[] = [
  ...smoothingOptions,
  ...secondRole.filter(({ name }) => smoothingOptions.every((other) => other.name !== name)),
];

export const optionNamed = (name: string): Option => {
  const found = everyOption.find((option) => option.name === name);
  if (found === undefined) throw new RangeError(`no option ${name}`);
  return found;
};

/** The same plan with nothing but requests: alerts share no queue with them on the way to a meter. */
export const withoutAlerts = (plan: Plan): Plan => ({
  ...plan,
  alerts: { devicePerMeterDay: 0, dccPerMeterDay: 0 },
});
