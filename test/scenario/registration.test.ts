import { describe, expect, test } from "vitest";
import type { FluidPlan } from "../../src/fluid/first-attempts.ts";
import { twinWarnings } from "../../src/fluid/warnings.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { extending, load } from "./loading.ts";

const RUN = { replication: 0, scale: 1 };
const shipped = load("scenarios/registration.yaml");
const of = (option: string): FluidPlan => fluidPlanOf(shipped, option, RUN);

describe("Registration in a scenario (S-30 to S-33)", () => {
  test("is off where nobody asks for it, with settlement or without", () => {
    for (const lines of ["", "settlement.enabled: true"])
      expect(fluidPlanOf(extending(lines), "unchanged", RUN).settlement?.registration).toBeUndefined();
  });

  test("has the base case's rates: 7,500 switches a day that take five working days, 9,500 exchanges", () => {
    const { switches, exchangesPerWorkingDay, gateClosureMinute, timeBase } = of("as-today").settlement!.registration!;
    expect(switches).toMatchObject({ perDay: 7500, leadDays: 5, objectedShare: 0.06, erroneousShare: 0.0096 });
    expect([exchangesPerWorkingDay, gateClosureMinute, timeBase]).toEqual([9500, 17 * 60, "utc"]);
  });

  test("has the Schedules of outgoing MDRs that switches leave behind in the forecast too (M11)", () => {
    const mdrs = load("scenarios/switched-mdrs.yaml");
    const outgoing = (plan: FluidPlan): number => plan.rows.find(({ id }) => id === "M11")!.perMeterDay.smets2;
    const joined = fluidPlanOf(mdrs, "as-today", RUN);
    // Of agents' meters 0.00083 a day, and of the 7,500 / 30 m switches a day 90.1 % take effect, 0.96 % of those
    // twice; of six MDRs' shares by rank, 1 − 1.491389 / 2.45² of the successors are another.
    const changing = 1 - (1 + 1 / 4 + 1 / 9 + 1 / 16 + 1 / 25 + 1 / 36) / 2.45 ** 2;
    const bySwitch = (7500 / 30e6) * 0.901 * 1.0096 * changing;
    expect(outgoing(joined)).toBeCloseTo(0.3 * (0.00083 + bySwitch) * 0.25, 12);
    expect(outgoing(fluidPlanOf(mdrs, "mdrs-stay", RUN))).toBeCloseTo(0.3 * 0.00083 * 0.25, 12);
    const alone = fluidPlanOf(extending("accessControl.enabled: true"), "unchanged", RUN);
    expect(outgoing(alone)).toBeCloseTo(0.3 * 0.00083 * 0.25, 12);
    expect(joined.settlement!.registration).toMatchObject({ mdrChangesPerMeterDay: 0.00083 });
    expect(of("as-today").settlement!.registration!.mdrChangesPerMeterDay).toBe(0);
  });

  test("leaves nothing of it to the twin without saying so", () => {
    const says = (plan: FluidPlan): string[] => twinWarnings(plan).filter((one) => one.includes("switches"));
    expect([says(of("as-today")).length, says(fluidPlanOf(extending(""), "unchanged", RUN)).length]).toEqual([1, 0]);
  });

  test("its options are one another's but for the midnight, or the number of switches", () => {
    const { settlement, ...rest } = of("as-today");
    for (const [option, change] of [
      ["clock-midnight", { timeBase: "clock" }],
      ["busy-market", { switches: { ...settlement!.registration!.switches, perDay: 21_000 } }],
    ] as const) {
      const { settlement: changed, ...others } = of(option);
      expect({ ...others, option: rest.option }).toEqual(rest);
      expect(changed).toEqual({ ...settlement, registration: { ...settlement!.registration, ...change } });
    }
  });
});
