import { createRequire } from "node:module";

// Vitest rewrites imports, and loops run several times slower for it; Node's own loader leaves them as they are.
const native = createRequire(import.meta.url);

type Runs = typeof import("../../src/run/run.ts");
type Plans = typeof import("../../src/scenario/plan.ts");
type Scenarios = typeof import("../../src/cli/scenarios.ts");
type Twin = typeof import("../../src/fluid/twin.ts");

export const { advance, BrokenLaw, close, open, simulate } = native("../../src/run/run.ts") as Runs;
export const { planOf } = native("../../src/scenario/plan.ts") as Plans;
export const { readScenario } = native("../../src/cli/scenarios.ts") as Scenarios;
export const { fluidDay } = native("../../src/fluid/twin.ts") as Twin;
