import { fileURLToPath } from "node:url";
import { readScenario } from "../src/cli/scenarios.ts";
import { COMPONENTS, type ComponentName } from "../src/domain/components.ts";
import type { Plan } from "../src/domain/plan.ts";
import { PathFingerprint } from "../src/kernel/fingerprint.ts";
import { draw, exponentialQuantiles, openStream } from "../src/kernel/keyed-draws.ts";
import { Simulation } from "../src/kernel/simulation.ts";
import { DAY_MS } from "../src/kernel/time.ts";
import { advance, open, simulate } from "../src/run/run.ts";
import { planOf } from "../src/scenario/plan.ts";

const memoryMiB = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

const timed = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1e6;
};

/** Every event sends itself again, Exp(10 s) later: the kernel, its ports, a draw and a mark, as in the trial. */
const phold = (pending: number) => {
  const sim = new Simulation();
  const path = new PathFingerprint(sim);
  const component = path.open("phold");
  const stream = openStream("phold", 0, "delay");
  const quantiles = exponentialQuantiles();
  const delayMs = Int32Array.from({ length: 65536 }, (_, i) => Math.round(quantiles.at((i << 16) >>> 0) * 10_000));
  const count = new Uint32Array(pending);
  const port: number = sim.open("phold", (row) => {
    path.mark(component, row);
    sim.send(sim.now + delayMs[draw(stream, row, ++count[row]!) >>> 16]!, port, row);
  });
  for (let row = 0; row < pending; row++) sim.send(delayMs[draw(stream, row, 0) >>> 16]!, port, row);
  const seconds = timed(() => sim.run((2e7 / pending) * 10_000));
  return { events: sim.events, seconds, memoryMiB: memoryMiB() };
};

/** A plan of a scenario's option for so many meters, every capacity in proportion, from the measured midnight on. */
const planFor = async (file: string, option: string, meters: number): Promise<Plan> => {
  const scenario = await readScenario(fileURLToPath(new URL(`../scenarios/${file}`, import.meta.url)), []);
  const plan = planOf(scenario, option, { replication: 0, scale: 1 });
  const size = meters / plan.estate.meters;
  const perSecond = {} as Record<ComponentName, number>;
  for (const component of COMPONENTS) perSecond[component] = plan.capacity.perSecond[component] * size;
  return {
    ...plan,
    estate: { ...plan.estate, meters },
    capacity: { ...plan.capacity, perSecond },
    horizon: { ...plan.horizon, warmUpMs: 0 },
  };
};

/** Runs a plan's measured day, or until all is answered. */
const market = (plan: Plan, untilAnswered: boolean) => {
  const run = open(plan);
  const { ledger, path } = run.context;
  const seconds = timed(() => {
    advance(run, DAY_MS);
    for (let hour = 25; untilAnswered && ledger.openMeasured > 0 && hour < 96; hour++) advance(run, hour * 3_600_000);
  });
  return { events: path.total, seconds, memoryMiB: memoryMiB(), requests: ledger.endedAll };
};

const SETTLEMENT = fileURLToPath(new URL("../scenarios/settlement.yaml", import.meta.url));

const settlementPlan = async (meters: number, isOn: boolean): Promise<Plan> => {
  const scenario = await readScenario(SETTLEMENT, [`settlement.enabled=${isOn}`]);
  const { estate } = planOf(scenario, "as-today", { replication: 0, scale: 1 });
  return planOf(scenario, "as-today", { replication: 0, scale: meters / estate.meters });
};

/** A whole run, with what is worked out after its last event: energy and runs of settlement are. */
const whole = (plan: Plan) => {
  let events = 0;
  const seconds = timed(() => {
    ({ events } = simulate(plan));
  });
  return { events, seconds, memoryMiB: memoryMiB() };
};

const WARM_RUNS = 20;

/** One measurement, in a process of its own. */
export const measure = async (mode: string, size: number) => {
  switch (mode) {
    case "phold":
      return phold(size);
    case "reads":
      return market(await planFor("reads-only.yaml", "reads-only", size), false);
    case "warm-reads": {
      // The engine has compiled the loop by then: what is left is what a request costs.
      const plan = await planFor("reads-only.yaml", "reads-only", size);
      const runs = Array.from({ length: 2 * WARM_RUNS }, () => market(plan, false)).slice(WARM_RUNS);
      const sum = (of: (run: (typeof runs)[number]) => number): number => runs.reduce((all, run) => all + of(run), 0);
      return {
        events: sum(({ events }) => events),
        seconds: sum(({ seconds }) => seconds),
        memoryMiB: memoryMiB(),
        requests: sum(({ requests }) => requests),
      };
    }
    case "instant": {
      const plan = await planFor("reads-only.yaml", "reads-only", size);
      const atMidnight = [{ fromMinute: 0, toMinute: 0, share: 1 }];
      return market({ ...plan, rows: plan.rows.map((row) => ({ ...row, profile: atMidnight })) }, true);
    }
    case "day":
      return market(await planFor("smoothing-options.yaml", "as-today", size), false);
    case "options":
      return market(await planFor("smoothing-options.yaml", "all-together", size), false);
    case "settled":
      return whole(await settlementPlan(size, true));
    case "unsettled":
      return whole(await settlementPlan(size, false));
    default:
      throw new RangeError(`no measurement "${mode}"`);
  }
};
