import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BoundProblem, boundProblem, boundVariant, fillLevels } from "../../src/fluid/bound.ts";
import { frontier, frontierDot } from "../../src/fluid/frontier.ts";
import { isReachable, jointLevel, lexicographicLevels, slotKinds } from "../../src/fluid/joint-level.ts";
import { earliestFlow } from "../../src/fluid/max-flow.ts";
import { fluidDay } from "../../src/fluid/twin.ts";
import { wholeRequests } from "../../src/fluid/valley-fill.ts";
import {
  asToday,
  fullTarget,
  fullTargetAll,
  scheduleOnly,
  valleyFillAll,
  valleyFillMhhs,
  windows,
} from "./base-case.ts";
import { printed } from "./calibration.ts";

/** The DSP first, then access components. */
const problem = (capacity: number[], fixed: number[][], movable: number[]): BoundProblem => ({
  capacity: Float64Array.from(capacity),
  fixed: fixed.map((curve) => Float64Array.from(curve)),
  movable: Float64Array.from(movable),
});
const slotsOf = ({ fixed }: BoundProblem): number => fixed[0]!.length;
const levelOf = (one: BoundProblem): number => jointLevel(one, slotsOf(one), fillLevels(one, slotsOf(one))).level;

/** Two access components, three slots. In the last ones the DSP is scarce: it carries less than the two together. */
const SMALL = [
  problem(
    [300, 100, 150],
    [
      [90, 30, 0],
      [60, 10, 0],
      [30, 20, 0],
    ],
    [60, 40],
  ),
  problem(
    [300, 100, 150],
    [
      [200, 120, 10],
      [90, 20, 10],
      [110, 100, 0],
    ],
    [70, 30],
  ),
  problem(
    [100, 200, 200],
    [
      [60, 30, 0],
      [60, 0, 0],
      [0, 30, 0],
    ],
    [60, 50],
  ),
  problem(
    [120, 100, 100],
    [
      [90, 90, 0],
      [0, 90, 0],
      [90, 0, 0],
    ],
    [40, 60],
  ),
];

/** All ways to place whole requests in three slots. */
const placements = (requests: number): number[][] => {
  const ways: number[][] = [];
  for (let a = 0; a <= requests; a++) for (let b = 0; a + b <= requests; b++) ways.push([a, b, requests - a - b]);
  return ways;
};

/** Lowest worst fill over every schedule of whole requests; a minute counts where it has placed requests. */
const bruteForce = ({ capacity, fixed, movable }: BoundProblem): number => {
  let lowest = Number.POSITIVE_INFINITY;
  const ofSecond = placements(movable[1]!);
  for (const first of placements(movable[0]!))
    for (const second of ofSecond) {
      let worst = 0;
      for (let slot = 0; slot < 3; slot++) {
        const placed = [first[slot]! + second[slot]!, first[slot]!, second[slot]!];
        for (let component = 0; component < 3; component++)
          if (placed[component]! > 0)
            worst = Math.max(worst, (fixed[component]![slot]! + placed[component]!) / capacity[component]!);
      }
      lowest = Math.min(lowest, worst);
    }
  return lowest;
};

/** Whether a max-flow places everything when each component keeps to its level. */
const flowPlacesAll = (
  { capacity, fixed, movable }: BoundProblem,
  slots: number,
  levels: readonly number[],
): boolean => {
  const rooms = fixed.map((curve, component) =>
    curve.slice(0, slots).map((stays) => Math.max(0, levels[component]! * capacity[component]! - stays)),
  );
  const placed = earliestFlow({ supply: movable, room: rooms.slice(1), roomAtDsp: rooms[0]! });
  const sum = placed.reduce((all, curve) => all + curve.reduce((part, one) => part + one, 0), 0);
  return sum > movable.reduce((all, one) => all + one, 0) - 1e-6;
};

describe("the bound, proved on small markets", () => {
  SMALL.forEach((small, index) => {
    test(`market ${index + 1}: no schedule is less full than the bound, and one is as full but for rounding`, () => {
      const level = levelOf(small);
      const lowest = bruteForce(small);
      expect(lowest).toBeGreaterThanOrEqual(level - 1e-9);
      // Rounding adds at most one request per access component, two at the DSP.
      const rounding = Math.max(2 / small.capacity[0]!, 1 / small.capacity[1]!, 1 / small.capacity[2]!);
      expect(lowest).toBeLessThanOrEqual(level + rounding);
    });
  });

  test("when the DSP is the scarce one, the joint level is above what each component needs alone", () => {
    // Two access components are full in the first slot, a third in the second: 60 reads must share the DSP's 400 θ
    // − 200.
    const fixed = [
      [200, 200],
      [100, 0],
      [100, 0],
      [0, 200],
    ];
    const scarce = problem([400, 100, 100, 1000], fixed, [30, 30, 0]);
    expect(printed(fillLevels(scarce, 2), 3)).toBe("0.575 0.300 0.300 0.000");
    const joint = jointLevel(scarce, 2, fillLevels(scarce, 2));
    expect(joint.level).toBeCloseTo(0.65, 6);
    expect(joint.binding).toBe(0);
    expect(printed(lexicographicLevels(scarce, 2), 3)).toBe("0.650 0.300 0.300 0.000");
  });

  test("the subset condition and the max-flow agree on random markets", () => {
    const amounts = (count: number, max: number) =>
      fc.array(fc.integer({ min: 0, max }), { minLength: count, maxLength: count });
    const market = fc.tuple(amounts(4, 40), amounts(16, 30), amounts(3, 40), amounts(4, 20));
    fc.assert(
      fc.property(market, ([capacity, fixed, movable, levels]) => {
        const curves = capacity.map((_, component) => fixed.slice(4 * component, 4 * component + 4));
        const one = problem(capacity, curves, movable);
        const shares = levels.map((level) => level / 10);
        expect(flowPlacesAll(one, 4, shares)).toBe(isReachable(one, slotKinds(one, 4), shares));
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  for (const moves of ["mhhs", "all"] as const)
    test(`the subset condition and the max-flow agree on the whole market at 21 levels when ${moves} move`, () => {
      const market = boundProblem(asToday(), moves);
      const level = jointLevel(market, 1320, fillLevels(market, 1320)).level;
      for (let step = -10; step <= 10; step++) {
        const levels = market.fixed.map(() => level * (1 + step / 100 + 1e-6));
        const reachable = isReachable(market, slotKinds(market, 1320), levels);
        expect(reachable).toBe(step >= 0);
        expect(flowPlacesAll(market, 1320, levels)).toBe(reachable);
      }
    });
});

describe("the schedule that reaches the bound", () => {
  test("earliest slots come first, also when that takes giving back an earlier place", () => {
    // Slot 0 has room for one request of each. The first has none in slot 1, so the second leaves it its place in
    // slot 0.
    const first = earliestFlow({
      supply: [2, 2],
      room: [
        [2, 0, 2],
        [2, 2, 2],
      ],
      roomAtDsp: [2, 2, 2],
    });
    expect(first.map((placed) => Array.from(placed))).toEqual([
      [2, 0, 0],
      [0, 2, 0],
    ]);
  });

  test("whole requests keep the sum, and no slot moves by one or more", () => {
    const placed = Float64Array.of(1.25, 2.5, 0.75, 3.5);
    expect(Array.from(wholeRequests(placed, 8))).toEqual([1, 3, 1, 3]);
  });

  test("placed reads are at the bound at every component, scheduled, and all sent by 22:00", () => {
    const plan = valleyFillAll();
    expect(printed(fluidDay(plan).figures.peakShare, 3)).toBe("0.444 0.485 0.468 0.467 0.290 0.500 0.502 0.497");
    for (const row of plan.rows) {
      expect(row.byAccess !== undefined).toBe(row.moves !== "no");
      if (row.byAccess === undefined) continue;
      expect([row.mode, row.priority]).toEqual(["scheduled", 1]);
      for (const curve of row.byAccess) {
        expect(curve).toHaveLength(1440);
        expect(curve.every((requests, minute) => Number.isInteger(requests) && (minute < 1320 || requests === 0))).toBe(
          true,
        );
      }
    }
  });

  test("the placed schedules lie on the frontier, and no option lies under it", () => {
    const dot = frontierDot(valleyFillMhhs(), "mhhs");
    expect([dot.sentByHour, dot.fill.toFixed(3)]).toEqual([22, "0.308"]);
    expect(frontierDot(valleyFillAll(), "all").fill.toFixed(3)).toBe("0.502");
    for (const plan of [asToday(), fullTarget(), fullTargetAll(), scheduleOnly(), windows()]) {
      const moves = boundVariant(plan, asToday());
      const { sentByHour, fill } = frontierDot(plan, moves);
      expect(fill).toBeGreaterThan(frontier(plan, moves, [sentByHour])[0]!.level);
    }
  });

  test("reads sent two hours after midnight on top of existing ones are as full as the frontier says", () => {
    const plan = asToday();
    const rows = plan.rows.map((row) =>
      row.moves === "mhhs" ? { ...row, profile: [{ fromMinute: 0, toMinute: 120, share: 1 }] } : row,
    );
    const { sentByHour, fill } = frontierDot({ ...plan, rows }, "mhhs");
    expect(sentByHour).toBe(2);
    expect(fill.toFixed(3)).toBe("2.678");
  });
});
