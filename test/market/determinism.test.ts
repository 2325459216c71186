import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { MINUTES_A_DAY } from "../../src/kernel/time.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { simulate } from "./native.ts";
import { optionNamed } from "./options.ts";

const SCALE = 0.001;
const PATIENCE_MS = 60_000;

const prints = ({ pathFingerprint, resultFingerprint }: RunResult) => ({ pathFingerprint, resultFingerprint });
const plan = (seed?: string): Plan => optionNamed("as-today").plan(SCALE, seed);

describe("the same plan", () => {
  const first = simulate(plan());

  test("gives the same run twice, to the last event", () => {
    expect(simulate(plan())).toEqual(first);
  });

  test("gives the same run with and without progress", () => {
    const progress = new Float64Array(2);
    expect(simulate(plan(), { progress })).toEqual(first);
    expect(progress[0]).toBeGreaterThan(65_536);
  });

  test("gives the same run with every law checked row by row", () => {
    expect(prints(simulate(plan(), { debug: true }))).toEqual(prints(first));
  });

  test("gives another run with another seed, and in another replication", () => {
    for (const other of [simulate(plan("another")), simulate({ ...plan(), replication: 1 })]) {
      expect(other.resultFingerprint).not.toBe(first.resultFingerprint);
      for (const [component, print] of Object.entries(first.pathFingerprint))
        expect([component, other.pathFingerprint[component] === print]).toEqual([component, false]);
    }
  });

  test(
    "has the same first day when it is measured for three",
    () => {
      const asked = plan();
      const three = simulate({ ...asked, horizon: { ...asked.horizon, measuredDays: 3 } });
      const midnight = -first.firstMinuteMs / 60_000;
      for (const component of COMPONENTS)
        for (const [name, values] of Object.entries(first.components[component]) as [string, Uint32Array][]) {
          const longer = (three.components[component] as unknown as Record<string, Uint32Array>)[name]!;
          const day = (series: Uint32Array) => series.slice(0, midnight + MINUTES_A_DAY);
          expect([component, name, day(longer)]).toEqual([component, name, day(values)]);
        }
    },
    PATIENCE_MS,
  );
});
