import { describe, expect, test } from "vitest";
import type { ComponentName } from "../../src/domain/components.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { type ComponentMeasures, measuresOf, type ProcessMeasures } from "../../src/experiment/measures.ts";
import { HOUR_MINUTES } from "../../src/kernel/time.ts";
import { DEADLINE_HOURS } from "../../src/ledger/deadlines.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { optionNamed } from "../market/options.ts";
import { addNeeds, emptyResult, MIDNIGHT } from "./hand-made.ts";

const SCALE = 0.5;
const PER_SECOND = 100;

/** A plan in which every component carries a hundred a second, of which a run at half scale has fifty. */
const base = optionNamed("as-today").plan(SCALE);
const plan: Plan = {
  ...base,
  capacity: {
    ...base.capacity,
    responseFactor: 2,
    perSecond: Object.fromEntries(Object.keys(base.capacity.perSecond).map((name) => [name, PER_SECOND])) as Record<
      ComponentName,
      number
    >,
  },
};
const days = (measuredDays: number): Plan => ({ ...plan, horizon: { ...plan.horizon, measuredDays } });

/** What is measured of the DSP when a test has written into its series. */
const dspWith = (write: (series: RunResult["components"]["dsp"]) => void, of = plan): ComponentMeasures => {
  const result = emptyResult(of);
  write(result.components.dsp);
  return measuresOf(of, result).components[0]!;
};

describe("load", () => {
  test("a peak is the busiest minute of first attempts, at full scale, and named", () => {
    const dsp = dspWith(({ demandFirst }) => {
      demandFirst[MIDNIGHT + 3 * HOUR_MINUTES] = 2999;
      demandFirst[MIDNIGHT + 4 * HOUR_MINUTES + 31] = 6000;
    });
    expect(dsp.peakShare).toBe(6000 / (PER_SECOND * 60 * SCALE));
    expect(dsp.peakAtMinute).toBe(4 * HOUR_MINUTES + 31);
  });

  test("warm-up and tail have no peak", () => {
    const dsp = dspWith(({ demandFirst, demandRetries, demandFirstBusiestSecond }) => {
      for (const minute of [MIDNIGHT - 1, MIDNIGHT + 24 * HOUR_MINUTES])
        for (const series of [demandFirst, demandRetries, demandFirstBusiestSecond]) series[minute] = 9000;
    });
    expect([dsp.peakShare, dsp.peakShareAll, dsp.busiestSecondPerSecond, dsp.utilisation]).toEqual([0, 0, 0, 0]);
  });

  test("retries count beside first attempts, and not in their peak", () => {
    const dsp = dspWith(({ demandFirst, demandRetries }) => {
      demandFirst[MIDNIGHT + 1] = 1500;
      demandFirst[MIDNIGHT + 2] = 1200;
      demandRetries[MIDNIGHT + 2] = 600;
    });
    expect([dsp.peakShare, dsp.peakShareAll]).toEqual([0.5, 0.6]);
    expect(dsp.utilisation).toBeCloseTo(3300 / (1440 * 3000), 12);
  });

  test("the busiest half hour begins on the hour or half past", () => {
    const dsp = dspWith(({ demandFirst }) => demandFirst.fill(3000, MIDNIGHT + 45, MIDNIGHT + 75));
    expect(dsp.peakShareHalfHour).toBe(0.5);
  });

  test("the busiest second is given at full scale", () =>
    expect(dspWith((series) => (series.demandFirstBusiestSecond[MIDNIGHT] = 75)).busiestSecondPerSecond).toBe(150));

  test("responses are a share of what the way back carries", () =>
    expect(dspWith((series) => (series.returnArrived[MIDNIGHT] = 3000)).returnPeakShare).toBe(0.5));
});

describe("queues", () => {
  test("what waits is more than the component carries in a second", () => {
    const empties = (queued: number): number | undefined =>
      dspWith(({ queuedForMax }) => queuedForMax.fill(queued, MIDNIGHT, MIDNIGHT + 6 * HOUR_MINUTES + 12))
        .emptiesAtMinute;
    expect(empties(PER_SECOND * SCALE)).toBe(undefined);
    expect(empties(PER_SECOND * SCALE + 1)).toBe(6 * HOUR_MINUTES + 12);
  });

  test("under a hundred requests in a busiest minute are of chance, and a queue of ten where that is over a second's", () => {
    const at = (scale: number, requests: number) => {
      const { isPeakOfChance, isQueueOfChance } = dspWith(
        ({ demandFirst }) => {
          demandFirst[MIDNIGHT] = requests;
        },
        { ...plan, scale },
      );
      return [isPeakOfChance, isQueueOfChance];
    };
    // A hundred a second: ten requests are a second's at a tenth of the meters.
    expect(at(0.1, 100)).toEqual([false, false]);
    expect(at(0.1, 99)).toEqual([true, false]);
    expect(at(0.099, 100)).toEqual([false, true]);
    expect(at(1, 1)).toEqual([false, false]);
  });

  test("in a very small run ten requests are not yet a queue", () => {
    const small = { ...plan, scale: 0.001 };
    const empties = (queued: number): number | undefined =>
      dspWith(({ queuedForMax }) => (queuedForMax[MIDNIGHT] = queued), small).emptiesAtMinute;
    expect([empties(10), empties(11)]).toEqual([undefined, 1]);
  });

  test("a queue that comes and goes ends with the last, and evening queues are not the night's", () => {
    const dsp = dspWith(({ queuedForMax }) => {
      queuedForMax[MIDNIGHT + 2 * HOUR_MINUTES] = 1000;
      queuedForMax[MIDNIGHT + 9 * HOUR_MINUTES] = 1000;
      queuedForMax[MIDNIGHT + 18 * HOUR_MINUTES] = 5000;
    });
    expect(dsp.emptiesAtMinute).toBe(9 * HOUR_MINUTES + 1);
    expect(dsp.queuedMax).toBe(5000 / SCALE);
  });

  test("of several days the worst counts, whichever it is", () => {
    for (const late of [0, 1, 2]) {
      const write = ({ queuedForMax }: RunResult["components"]["dsp"]): void => {
        for (let day = 0; day < 3; day++)
          queuedForMax[MIDNIGHT + day * 24 * HOUR_MINUTES + (day === late ? 10 : 5) * HOUR_MINUTES] = 1000;
      };
      expect(dspWith(write, days(3)).emptiesAtMinute).toBe(10 * HOUR_MINUTES + 1);
    }
  });

  test("a queue stands when it never empties through a half hour; a burst that drains does not", () => {
    const burst = dspWith(({ queuedForMin }) => queuedForMin.fill(800, MIDNIGHT + 1, MIDNIGHT + 30));
    const standing = dspWith(({ queuedForMin }) => queuedForMin.fill(800, MIDNIGHT, MIDNIGHT + 30));
    expect([burst.standingQueueMax, standing.standingQueueMax]).toEqual([0, 800 / SCALE]);
  });
});

describe("processes", () => {
  const named = (result: RunResult, name: string, of = plan): ProcessMeasures =>
    measuresOf(of, result).processes.find(({ process }) => process === name)!;
  const range = (count: number, ms: (i: number) => number): number[] => Array.from({ length: count }, (_, i) => ms(i));

  test("counts are those of full scale", () => {
    const result = emptyResult(plan);
    addNeeds(result, "M03", 0, { answeredMs: [100, 200], late: 3, dark: 1 });
    const { wanted, answered, expired, dark, open, neverSent } = named(result, "mhhs-profiles-agent");
    expect([wanted, answered, expired, dark, open, neverSent]).toEqual([12, 4, 8, 2, 0, 0]);
  });

  test("percentiles are over all that could be reached: the never answered are longer than any", () => {
    const result = emptyResult(plan);
    addNeeds(result, "M03", 0, { answeredMs: range(96, (i) => i + 1), late: 4, dark: 50 });
    const { p50Ms, p95Ms, p99Ms, maxMs } = named(result, "mhhs-profiles-agent").officialClock;
    expect([p50Ms, p95Ms, p99Ms, maxMs]).toEqual([50, 95, Number.POSITIVE_INFINITY, 96]);
  });

  test("who was out of reach moves no percentile", () => {
    const result = emptyResult(plan);
    addNeeds(result, "M03", 0, { answeredMs: range(100, (i) => i + 1), dark: 900 });
    expect(named(result, "mhhs-profiles-agent").wantedClock).toEqual({ p50Ms: 50, p95Ms: 95, p99Ms: 99, maxMs: 100 });
  });

  test("inside target is a share of the answered", () => {
    const result = emptyResult(plan);
    addNeeds(result, "M03", 0, { answeredMs: range(10, () => 1), inTarget: 9, late: 90 });
    expect(named(result, "mhhs-profiles-agent").inTargetShare).toBe(0.9);
  });

  test("in by an hour is a share of all wanted, and never falls", () => {
    const result = emptyResult(plan);
    addNeeds(result, "M03", 0, { answeredMs: range(8, () => 1), dark: 2 });
    const cell = result.ledger.kinds.indexOf("M03") * 8;
    result.ledger.byDeadline.set([5, 0, 2, 1, 0], cell * DEADLINE_HOURS.length);
    const { inByHour } = named(result, "mhhs-profiles-agent");
    expect(inByHour).toEqual({ "6": 0.5, "8": 0.5, "9": 0.7, "12": 0.8, "24": 0.8 });
  });

  test("MHHS profiles are suppliers' and agents' together, and those that an existing read serves", () => {
    const result = emptyResult(plan);
    addNeeds(result, "M01", 0, { answeredMs: [1] });
    addNeeds(result, "M03", 1, { answeredMs: [1, 1] });
    addNeeds(result, "M00", 2, { answeredMs: [1, 1, 1] });
    const wanted = ["mhhs-profiles", "mhhs-profiles-own", "mhhs-profiles-agent"].map(
      (name) => named(result, name).wanted,
    );
    expect(wanted.map((count) => count * SCALE)).toEqual([6, 4, 2]);
  });

  test("of requests on demand to SMETS1, those to CSPs are not", () => {
    const result = emptyResult(plan);
    const onDemand = plan.rows.find((row) => row.process === "top-up")!.id;
    addNeeds(result, onDemand, 0, { answeredMs: [1, 1] });
    addNeeds(result, onDemand, 5, { answeredMs: [1] });
    expect(named(result, "smets1-on-demand").wanted * SCALE).toBe(1);
    expect(named(result, "top-up").wanted * SCALE).toBe(3);
  });

  test("what was never wanted is not in the answer", () =>
    expect(measuresOf(plan, emptyResult(plan)).processes).toEqual([]));
});
