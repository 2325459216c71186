import { describe, expect, test } from "vitest";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { row, window } from "../fluid/base-rows.ts";
import { diaryOf, type Entry, smallMarket } from "./small-market.ts";

const SERVICE_MS = 2000;
const COHORTS = ["ioc", "moc", "foc"] as const;
const METERS = 900;

/** A working-hours request of a supplier to one meter in two, all between 09:00 and 09:01. */
const requests = row({
  id: "T08",
  title: "Suppliers' working-hours requests",
  process: "supplier-requests",
  need: "stream",
  srv: "1.1.1",
  role: "supplier",
  profile: [{ fromMinute: 540, toMinute: 541, share: 1 }],
  perMeterDay: { smets2: 0.5, smets1: 0.5 },
});

const market = (smets1Share: number, dualControlShare: number) =>
  smallMarket({
    meters: METERS,
    rows: [requests],
    estate: { smets1Share, s1spSplit: [1 / 3, 1 / 3, 1 / 3] },
    dco: { perSecond: 1000 / SERVICE_MS, dualControlShare },
  });

describe("dual control", () => {
  const diary = diaryOf(market(1, 1));
  const of = (cohort: string): readonly Entry[] => diary.at(`dco.${cohort}`);

  test("takes the requests of a cohort one at a time", () => {
    for (const cohort of COHORTS) {
      const controlled = of(cohort);
      expect(controlled.length).toBeGreaterThan(100);
      // All come within a minute, and each takes two seconds: after the first few the DCO never rests.
      const gaps = controlled.slice(1).map(({ atMs }, i) => atMs - controlled[i]!.atMs);
      expect(Math.min(...gaps)).toBe(SERVICE_MS);
      expect(gaps.slice(10)).toEqual(gaps.slice(10).map(() => SERVICE_MS));
    }
  });

  test("works on the three cohorts in parallel", () => {
    const firsts = COHORTS.map((cohort) => of(cohort)[0]!.atMs);
    const lasts = COHORTS.map((cohort) => of(cohort).at(-1)!.atMs);
    // Each cohort's last is done before a single queue of all three could be half way.
    const alone = SERVICE_MS * Math.max(...COHORTS.map((cohort) => of(cohort).length));
    expect(Math.max(...lasts) - Math.min(...firsts)).toBeLessThan(alone + 60_000);
    expect(Math.max(...firsts)).toBeLessThan(Math.min(...lasts));
  });

  test("stands between the S1SP and the hub: no SMETS1 request that needs it reaches a device without", () => {
    const controlled = COHORTS.flatMap((cohort) => of(cohort));
    expect(diary.at("hub")).toHaveLength(controlled.length);
    expect(COHORTS.flatMap((cohort) => diary.at(`s1sp.${cohort}`))).toHaveLength(controlled.length);
    for (const { meter, atMs } of diary.at("hub"))
      expect(controlled.some((one) => one.meter === meter && one.atMs < atMs)).toBe(true);
  });

  test("never sees a request to a SMETS2 meter", () => {
    const { at } = diaryOf(market(0, 1));
    expect(COHORTS.flatMap((cohort) => at(`dco.${cohort}`))).toEqual([]);
    expect(at("hub").length).toBeGreaterThan(300);
  });

  test("is needed by the stated share of suppliers' requests", () => {
    const plan = { ...market(1, 0.1), scale: 1 };
    const many = diaryOf({ ...plan, rows: [{ ...requests, profile: [window(8, 18)] }] }, 20 * HOUR_MS);
    const all = many.at("hub").length;
    const controlled = COHORTS.flatMap((cohort) => many.at(`dco.${cohort}`)).length;
    expect(Math.abs(controlled - 0.1 * all)).toBeLessThan(4 * Math.sqrt(0.1 * 0.9 * all));
  });
});
