import { describe, expect, test } from "vitest";
import { ACCESS } from "../../src/domain/components.ts";
import { recordedPlan } from "../../src/experiment/record.ts";
import { workingHours } from "../../src/experiment/working-hours.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { readWorkingDays } from "../../src/scenario/working-hours.ts";
import { optionNamed } from "../market/options.ts";
import { extending } from "../scenario/loading.ts";
import { addNeeds, emptyResult, MIDNIGHT } from "./hand-made.ts";

// S-14: return traffic is to stay off install & commission in working hours.

const plan = optionNamed("as-today").plan(0.5);
const capacity = { ...plan.capacity, responseFactor: 2, perSecond: { ...plan.capacity.perSecond, "csp.south": 10 } };
const DAY = { fromMinute: 600, toMinute: 660, isWorking: true };
const SOUTH = ACCESS.indexOf("csp.south");
const of = (
  workingDays: typeof plan.workingDays,
  fill: (result: ReturnType<typeof emptyResult>) => void = () => {},
) => {
  const horizon = { ...plan.horizon, measuredDays: workingDays.length };
  const result = emptyResult({ ...plan, horizon });
  fill(result);
  return workingHours({ ...recordedPlan({ ...plan, capacity }), horizon, workingDays }, result);
};

describe("the working day", () => {
  test("has what comes back in its hours, on average and in the busiest minute, of the return path", () => {
    const { returns } = of([DAY], ({ components }) => {
      const { returnArrived } = components["csp.south"];
      returnArrived[MIDNIGHT + 599] = 9000;
      returnArrived[MIDNIGHT + 600] = 300;
      returnArrived[MIDNIGHT + 659] = 150;
      returnArrived[MIDNIGHT + 660] = 9000;
    });
    // Of half the meters, 10 requests a second and twice the responses are 600 a minute.
    expect(returns[SOUTH]).toMatchObject({ component: "csp.south", peakShare: 0.5 });
    expect(returns[SOUTH]!.meanShare).toBeCloseTo(450 / (60 * 600), 12);
    expect(returns[0]).toMatchObject({ meanShare: 0, peakShare: 0 });
  });

  test("is none on a day of rest", () => {
    const busy = ({ components }: ReturnType<typeof emptyResult>): void => {
      components["csp.south"].returnArrived[MIDNIGHT + 630] = 600;
    };
    expect(of([{ ...DAY, isWorking: false }, DAY], busy).returns[SOUTH]).toMatchObject({ meanShare: 0, peakShare: 0 });
    const { meanShare, peakShare } = of([{ ...DAY, isWorking: false }], busy).returns[SOUTH]!;
    expect([meanShare, peakShare]).toEqual([Number.NaN, Number.NaN]);
  });

  test("gets the reads of the night that run over, of those that were sent in the night", () => {
    const { overnight } = of([DAY], (result) => {
      addNeeds(result, "T01", SOUTH, { answeredMs: new Array<number>(100).fill(1000), late: 7 });
      const cell = result.ledger.kinds.indexOf("T01") * 8 + SOUTH;
      result.ledger.sentInDay[cell] = 60;
      result.ledger.ranOver[cell] = 10;
    });
    expect(overnight).toEqual([{ process: "daily-reads", ranOverShare: 0.25 }]);
  });
});

describe("working hours of a scenario", () => {
  const daysOf = (lines: string) =>
    fluidPlanOf(extending(lines), "unchanged", { replication: 0, scale: 1 }).workingDays;
  const hours = (fromHour: number, toHour: number, isWorking: boolean) => {
    return { fromMinute: 60 * fromHour, toMinute: 60 * toHour, isWorking };
  };

  test("are by the clock: in summer an hour earlier in UTC", () => {
    expect(daysOf("")).toEqual([hours(8, 18, true)]);
    expect(daysOf("horizon.start: 2028-07-17")).toEqual([hours(7, 17, true)]);
  });

  test("are of every measured day, and a Sunday is a day of rest", () => {
    // From Saturday 25 March 2028; clocks go forward that night.
    const start = Date.UTC(2028, 2, 25) / 86_400_000;
    expect(readWorkingDays("Mon-Sat 08:00-18:00 local", { start, measure: 3 * 86_400_000 })).toEqual({
      value: [hours(8, 18, true), hours(7, 17, false), hours(7, 17, true)],
    });
  });
});
