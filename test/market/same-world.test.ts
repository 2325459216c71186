import { beforeAll, describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import { IS_PREPAY } from "../../src/domain/meter-word.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { Reachability } from "../../src/domain/reachability.ts";
import { openStream } from "../../src/kernel/keyed-draws.ts";
import { DAY_MS } from "../../src/kernel/time.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { advance, close, open } from "./native.ts";
import { everyOption, optionNamed, withoutAlerts } from "./options.ts";
import { diaryOf, type Entry } from "./small-market.ts";

const SCALE = 0.0005;
const PATIENCE_MS = 60_000;
const BUSINESS = ["top-up", "install-and-commission", "other-users", "supplier-requests", "network-requests"];

const dayOf = (plan: Plan): RunResult => {
  const run = open(plan);
  advance(run, DAY_MS);
  return close(run, DAY_MS);
};

describe("every option meets the same world", () => {
  const days = new Map<string, RunResult>();
  beforeAll(() => {
    for (const { name, plan } of everyOption) days.set(name, dayOf(withoutAlerts(plan(SCALE))));
  }, PATIENCE_MS);

  test("requests that business brings about come at the same instants from the same meters", () => {
    const paths = ({ pathFingerprint }: RunResult) => BUSINESS.map((process) => pathFingerprint[process]);
    const reference = paths(days.get("without-mhhs")!);
    expect(reference.every((path) => path !== undefined)).toBe(true);
    for (const [name, day] of days) expect([name, paths(day)]).toEqual([name, reference]);
  });

  for (const name of ["as-today", "full-trt", "schedule-only", "valley-fill", "month-at-a-time", "second-role"])
    test(`${name}: settlement comes on top of existing use, minute by minute at every component`, () => {
      const before = days.get("without-mhhs")!;
      const after = days.get(name)!;
      for (const component of COMPONENTS) {
        const less = before.components[component].demandFirst;
        const more = after.components[component].demandFirst;
        expect(less.findIndex((requests, minute) => more[minute]! < requests)).toBe(-1);
        expect(more.some((requests, minute) => requests > less[minute]!)).toBe(true);
      }
    });
});

describe("the same meter", () => {
  const small = (name: string): Plan => {
    const plan = withoutAlerts(optionNamed(name).plan(0.0005));
    return { ...plan, horizon: { ...plan.horizon, warmUpMs: 0 } };
  };
  const inReach = new Reachability(small("as-today").failures, openStream(small("as-today").seed, 0, "reachability"));
  const ONCE = ["T02", "T04", "T05", "T06", "T07", "T08", "T09"];

  /** When each conversation with a hub that is tried once began, and how long it took. */
  const talksOf = (plan: Plan) => {
    const left = new Map<string, number>();
    const freeAt = new Map<number, number>();
    const talks = new Map<string, { readonly fromMs: number; readonly tookMs: number }>();
    const visit = ({ place, meter, row, atMs }: Entry): void => {
      const key = `${row} of ${meter}`;
      if (place === "hub") {
        const fromMs = Math.max(left.get(key)!, freeAt.get(meter) ?? 0);
        freeAt.set(meter, atMs);
        if (ONCE.includes(row) && !talks.has(key)) talks.set(key, { fromMs, tookMs: atMs - fromMs });
      } else if (place.startsWith("csp.") || place.startsWith("s1sp.") || place.startsWith("dco."))
        if (!place.endsWith(" return")) left.set(key, atMs);
    };
    for (const entry of diaryOf(plan).entries) visit(entry);
    return talks;
  };

  test("is dark, fails or takes as long to answer under every option", () => {
    const reference = talksOf(small("without-mhhs"));
    expect(reference.size).toBeGreaterThan(5000);
    for (const name of ["as-today", "windows-schedule-only", "valley-fill-all"]) {
      let compared = 0;
      for (const [key, talk] of talksOf(small(name))) {
        const same = reference.get(key);
        if (same === undefined) continue;
        const meter = Number(key.split(" of ")[1]);
        // A spell may begin or end between the two instants.
        if (inReach.isDark(meter, talk.fromMs) !== inReach.isDark(meter, same.fromMs)) continue;
        compared++;
        if (talk.tookMs !== same.tookMs) expect.fail(`${name}, ${key}: ${talk.tookMs} ms, not ${same.tookMs} ms`);
      }
      expect(compared).toBeGreaterThan(0.99 * reference.size);
    }
  });

  test("has the same word in a smaller run: fewer meters are the first of more", () => {
    const words = (scale: number): Uint32Array => open(optionNamed("as-today").plan(scale)).context.words;
    const few = words(0.001);
    const many = words(0.01);
    expect(few).toHaveLength(30_000);
    expect(many).toHaveLength(300_000);
    expect(many.slice(0, few.length)).toEqual(few);
    expect(few.some((word) => (word & IS_PREPAY) !== 0)).toBe(true);
  });
});
