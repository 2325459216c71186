import { expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import { fluidDay } from "../../src/fluid/twin.ts";
import { exactCapacityOf, fluidPlanOf } from "../../src/scenario/plan.ts";
import { readScenario } from "./native.ts";

const EIGHT = 8 * 60;
const scenario = await readScenario("scenarios/growth.yaml", []);
const planOf = (option: string) => fluidPlanOf(scenario, option, { replication: 0, scale: 1 });

// What existing use asks of a component from 00:00 to 08:00, of what it carries in that time, has room to grow by this.
const today = scenario.options.get("today")!.values;
const { dsp, csp, s1sp } = today.headroom;
const headroom = [dsp, csp.north, csp.central, csp.south, csp["4g"], s1sp.ioc, s1sp.moc, s1sp.foc];
const carried = planOf("today").capacity.perSecond;
const room = COMPONENTS.map((name, c) => (carried[name] * headroom[c]!) / exactCapacityOf(today)[name]);

test.each([
  ["today", 1],
  ["today-plus-10", 1.1],
  ["today-plus-20", 1.2],
] as const)("%s: just those components have reads waiting at 08:00 that had less room (S-28)", (option, growth) => {
  const plan = planOf(option);
  expect(plan.estate.meters).toBeCloseTo(growth * 30e6, 0);
  expect(plan.capacity.perSecond).toEqual(carried);
  const { emptiesAtMinute } = fluidDay(plan).figures;
  const late = COMPONENTS.filter((_, c) => emptiesAtMinute[c]! > EIGHT);
  expect(late).toEqual(COMPONENTS.filter((_, c) => room[c]! < growth));
});

test("the S1SPs, sized with the least headroom, are the first to fail", () => {
  const least = COMPONENTS.toSorted((p, q) => room[COMPONENTS.indexOf(p)]! - room[COMPONENTS.indexOf(q)]!);
  expect(new Set(least.slice(0, 3))).toEqual(new Set(["s1sp.ioc", "s1sp.moc", "s1sp.foc"]));
});
