import { describe, expect, test } from "vitest";
import type { AlertStorm, HubFamily, OutOfReach } from "../../src/domain/faults.ts";
import { openFamily } from "../../src/domain/hub-families.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { open, simulate } from "./native.ts";
import { countOf, diaryOf, scheduledRead, smallMarket, TWO_MS } from "./small-market.ts";

const METERS = 6000;
const SHARE = 0.3;
const ACCESS_OF_MOC = 5;
const family: HubFamily = { name: "one make", access: ACCESS_OF_MOC, share: SHARE };

// A read of each meter at 02:00, which a DSP Schedule sends.
const market = smallMarket({ meters: METERS, behind: "s1sp.moc", rows: [scheduledRead] });
const inFamily = (plan: Plan): ReadonlySet<number> => {
  const holds = openFamily(family, plan);
  const { words } = open(plan).context;
  return new Set(Array.from(words, (word, meter) => (holds(meter, word) ? meter : -1)).filter((meter) => meter >= 0));
};

describe("a family of hubs", () => {
  test("holds its share of the component's meters, and none of another's", () => {
    const found = inFamily(market).size;
    expect(Math.abs(found - METERS * SHARE)).toBeLessThan(4 * Math.sqrt(METERS * SHARE * (1 - SHARE)));
    expect(inFamily(smallMarket({ meters: METERS, behind: "csp.north", rows: [scheduledRead] })).size).toBe(0);
  });

  test("off the network, is read by the first retry after it is back; all others at once", () => {
    const off: OutOfReach = { kind: "out-of-reach", title: "off", fromMs: HOUR_MS, toMs: 5 * HOUR_MS, family };
    const result = simulate({ ...market, faults: [off] });
    // Retries come 1, 4 and 10 h after: the one at 03:00 fails too, the one at 06:00 succeeds.
    expect(countOf(result, "retries", "T01")).toBe(2 * inFamily(market).size);
    expect(countOf(result, "answered", "T01")).toBe(METERS);
    expect(countOf(simulate(market), "retries", "T01")).toBe(0);
  });

  test("in a storm raises so many times its alerts, from its own meters, while it lasts", () => {
    const PER_DAY = 2;
    const TIMES = 11;
    const hours = 3;
    const quiet: Plan = { ...market, alerts: { devicePerMeterDay: PER_DAY, dccPerMeterDay: 0 } };
    const storm: AlertStorm = {
      kind: "alert-storm",
      title: "storm",
      fromMs: TWO_MS,
      toMs: TWO_MS + hours * HOUR_MS,
      family,
      times: TIMES,
    };
    const stormy = diaryOf({ ...quiet, faults: [storm] });
    const raised = stormy.result.ledger.alerts.raised - diaryOf(quiet).result.ledger.alerts.raised;
    const meters = inFamily(quiet);
    const expected = (meters.size * PER_DAY * (TIMES - 1) * hours) / 24;
    expect(Math.abs(raised - expected)).toBeLessThan(4 * Math.sqrt(expected));
    const alerts = stormy.at("alert storm 1");
    expect(alerts).toHaveLength(raised);
    expect(alerts.every(({ meter, atMs }) => meters.has(meter) && atMs >= storm.fromMs && atMs <= storm.toMs)).toBe(
      true,
    );
  });
});
