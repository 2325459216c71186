import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import type { FluidPlan } from "../../src/fluid/twin.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { extending, load } from "./loading.ts";

const RUN = { replication: 0, scale: 1 };
const options = load("scenarios/smoothing-options.yaml");
const plan = (option: string): FluidPlan => fluidPlanOf(options, option, RUN);
const unchanged = (lines: string): FluidPlan => fluidPlanOf(extending(lines), "unchanged", RUN);

describe("capacity uplift (S-26)", () => {
  test("a quarter more at every component is 1.25 of the base case's capacity, and nothing else", () => {
    const { capacity, ...rest } = plan("capacity-uplift");
    const { capacity: base, ...others } = plan("as-today");
    expect(COMPONENTS.map((name) => capacity.perSecond[name])).toEqual([
      3275, 606.25, 693.75, 612.5, 550, 156.25, 350, 275,
    ]);
    expect({ ...capacity, perSecond: base.perSecond }).toEqual(base);
    expect({ ...rest, option: "as-today" }).toEqual(others);
  });

  test("one component may be lifted by itself, and on top of a capacity that is derived", () => {
    expect(unchanged("uplift.s1sp.moc: 20 %").capacity.perSecond).toMatchObject({ "s1sp.moc": 336, "s1sp.foc": 220 });
    expect(unchanged("uplift.dsp: 10 %\ncapacity: derived").capacity.perSecond).toMatchObject({ dsp: 2882 });
  });
});
