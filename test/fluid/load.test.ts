import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import { fluidDay } from "../../src/fluid/twin.ts";
import { asToday, scheduleOnly, secondRole, withoutMhhs } from "./base-case.ts";
import { PUBLISHED, printed } from "./calibration.ts";

const reference = fluidDay(withoutMhhs());

describe("load of a steady day", () => {
  for (const { name, plan, peak, added } of PUBLISHED) {
    const day = fluidDay(plan);
    test(`${name}: the busiest minute asks the published share of each component`, () => {
      expect(printed(day.figures.peakShare, 2)).toBe(peak);
    });
    if (added !== undefined)
      test(`${name}: beside the day without MHHS, it adds the published share of each component`, () => {
        const largest = day.demand.map((curve, component) => {
          const addition = curve.map((requests, minute) => requests - reference.demand[component]![minute]!);
          return Math.max(...addition) / (60 * plan.capacity.perSecond[COMPONENTS[component]!]);
        });
        expect(printed(largest, 2)).toBe(added);
      });
  }

  test("over 24 h everything fits: the S1SPs are the fullest, then North, Central and South, then the DSP", () => {
    const [dsp, north, central, south, , ioc, moc, foc] = fluidDay(asToday()).figures.utilisation;
    expect(printed([dsp!], 2)).toBe("0.46");
    expect(printed([north!, central!, south!], 2)).toBe("0.50 0.48 0.48");
    expect(printed([ioc!, moc!, foc!], 2)).toBe("0.53 0.53 0.53");
  });

  test("with automatic retries, a day of MHHS as expected is 104.36 million requests", () => {
    const { firstAttemptsPerDay, retriesPerDay } = fluidDay(asToday()).figures;
    expect(firstAttemptsPerDay / 1e6).toBeCloseTo(93.54, 2);
    expect((firstAttemptsPerDay + retriesPerDay) / 1e6).toBeCloseTo(104.36, 2);
  });

  test("what is sent in a day is carried in a day, row by row and component by component", () => {
    for (const plan of [asToday(), scheduleOnly(), secondRole()]) {
      const { carried, demand, steady } = fluidDay(plan);
      expect(steady).toBe(true);
      COMPONENTS.slice(1).forEach((_, access) => {
        const sent = demand[1 + access]!.reduce((sum, one) => sum + one, 0);
        const left = carried.reduce((sum, row) => sum + row[access]!.reduce((part, one) => part + one, 0), 0);
        expect(left / sent).toBeCloseTo(1, 9);
      });
    }
  });

  test("a scheduled read takes 1.190 attempts at a SMETS2 meter and 1.255 at a SMETS1 meter", () => {
    const plan = withoutMhhs();
    const scheduled = fluidDay({ ...plan, rows: plan.rows.filter((row) => row.mode === "scheduled") });
    const attempts = scheduled.demand.map((curve, component) => {
      const first = curve.reduce((sum, one) => sum + one, 0);
      return 1 + scheduled.retries[component]!.reduce((sum, one) => sum + one, 0) / first;
    });
    expect(printed(attempts.slice(1), 3)).toBe("1.190 1.190 1.190 1.190 1.255 1.255 1.255");
  });
});
