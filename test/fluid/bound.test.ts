import { describe, expect, test } from "vitest";
import { bound, boundProblem } from "../../src/fluid/bound.ts";
import { frontier } from "../../src/fluid/frontier.ts";
import { lexicographicLevels } from "../../src/fluid/joint-level.ts";
import { fluidDay } from "../../src/fluid/twin.ts";
import { asToday, monthAtATime, readOnce, valleyFillAll, valleyFillMhhs } from "./base-case.ts";
import { PUBLISHED, printed } from "./calibration.ts";

// Components as in `COMPONENTS`; 6 is MOC.
const LEVELS = [
  ["mhhs", 24, "0.252 0.275 0.266 0.265 0.165 0.282 0.283 0.280", "0.283"],
  ["mhhs", 22, "0.275 0.300 0.290 0.289 0.180 0.307 0.308 0.305", "0.308"],
  ["all", 24, "0.413 0.451 0.435 0.434 0.270 0.465 0.467 0.462", "0.467"],
  ["all", 22, "0.444 0.485 0.468 0.467 0.290 0.500 0.502 0.497", "0.502"],
] as const;
const FIXED_PEAK = {
  mhhs: "1.564 1.703 1.644 1.639 1.019 1.769 1.777 1.759",
  all: "0.289 0.315 0.304 0.303 0.189 0.327 0.329 0.325",
} as const;
const FRONTIER = {
  mhhs:
    "2.678 2.046 1.684 1.289 1.091 0.889 0.738 0.643 0.580 0.534 0.500 0.466 " +
    "0.441 0.421 0.405 0.393 0.383 0.360 0.340 0.323 0.308 0.295 0.283",
  all:
    "3.643 2.489 1.911 1.557 1.320 1.142 1.009 0.926 0.860 0.805 0.760 0.722 " +
    "0.689 0.661 0.636 0.614 0.595 0.568 0.544 0.522 0.502 0.484 0.467",
} as const;

describe("the lowest peak that any schedule could reach", () => {
  for (const [moves, hours, fill, joint] of LEVELS) {
    const which = moves === "mhhs" ? "MHHS reads" : "all reads with a 24 h target";
    test(`when ${which} are sent within ${hours} h, fill levels are the published ones, MOC binding`, () => {
      const lowest = bound(asToday(), moves, hours);
      expect(printed(lowest.fill, 3)).toBe(fill);
      expect(lowest.joint.level.toFixed(3)).toBe(joint);
      expect(lowest.joint.binding).toBe(6);
      expect(printed(lowest.fixedPeak, 3)).toBe(FIXED_PEAK[moves]);
      // Only when existing reads move too does the fill level set the peak.
      expect(printed(lowest.peak, 3)).toBe(moves === "mhhs" ? FIXED_PEAK.mhhs : fill);
    });

    test(`when ${which} are sent within ${hours} h, one schedule reaches the level of every component`, () => {
      expect(printed(lexicographicLevels(boundProblem(asToday(), moves), 60 * hours), 3)).toBe(fill);
    });
  }

  test("options that remove work are held to their own, lower level", () => {
    const joint = (plan: ReturnType<typeof asToday>) =>
      printed([bound(plan, "mhhs").joint.level, bound(plan, "all").joint.level], 3);
    expect(joint(monthAtATime())).toBe("0.089 0.395");
    expect(joint(readOnce())).toBe("0.283 0.426");
  });

  for (const moves of ["mhhs", "all"] as const)
    test(`the frontier from 2 to 24 h is the published one when ${moves} move`, () => {
      const points = frontier(asToday(), moves);
      expect(points.map(({ deadlineHour }) => deadlineHour)).toEqual(Array.from({ length: 23 }, (_, i) => 2 + i));
      const levels = points.map(({ level }) => level);
      expect(printed(levels, 3)).toBe(FRONTIER[moves]);
    });

  for (const { name, plan } of [
    ...PUBLISHED,
    { name: "valley fill", plan: valleyFillMhhs() },
    { name: "valley fill of all", plan: valleyFillAll() },
  ])
    test(`${name}: no component's peak is under its certificate`, () => {
      const { peakShare } = fluidDay(plan).figures;
      for (const moves of ["mhhs", "all"] as const) {
        // An option that moves existing reads may beat the bound in which they don't move, and only that.
        if (moves === "mhhs" && plan.rows.some((row) => row.moves === "all" && row.byAccess !== undefined)) continue;
        bound(plan, moves).peak.forEach((lowest, component) => {
          expect(peakShare[component]! / lowest).toBeGreaterThan(1 - 1e-6);
        });
      }
    });
});
