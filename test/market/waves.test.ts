import { describe, expect, test } from "vitest";
import type { Wave } from "../../src/domain/campaign.ts";
import type { Plan, TrafficRow } from "../../src/domain/plan.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { each, row, window } from "../fluid/base-rows.ts";
import { fluidDay, planOf, readScenario, simulate } from "./native.ts";
import { countOf, type Diary, diaryOf, scheduledRead, smallMarket } from "./small-market.ts";

// S-11, S-13: what suppliers send once to each meter, as new prices and the activation of firmware are.

const METERS = 1000;
const sent = (id: string, need: TrafficRow["need"], srv = "1.1.1"): TrafficRow =>
  row({
    id,
    title: id,
    process: need === "firmware" ? "firmware" : "price-change",
    need,
    srv,
    role: "supplier",
    profile: [window(8, 20)],
    perMeterDay: each(1),
  });
const ELECTRICITY = sent("W01", "price-electricity");
const GAS = sent("W02", "price-gas");
const FIRMWARE = sent("F01", "firmware", "11.3");
const wave = (need: Wave["need"], more: Partial<Wave> = {}): Wave => ({ need, share: 1, fromDay: 0, days: 1, ...more });

const market = (waves: readonly Wave[], more: Partial<Parameters<typeof smallMarket>[0]> = {}): Plan =>
  smallMarket({ meters: METERS, rows: [scheduledRead, ELECTRICITY, GAS, FIRMWARE], needs: { waves }, ...more });
const metersOf = ({ at }: Diary, id: string): ReadonlySet<number> =>
  new Set(
    at("dsp")
      .filter((one) => one.row === id)
      .map(({ meter }) => meter),
  );
const within = (found: number, n: number, share: number): void =>
  expect(Math.abs(found - n * share)).toBeLessThan(4 * Math.sqrt(n * share * (1 - share)));

describe("a change of prices", () => {
  const both = [wave("price-electricity"), wave("price-gas")];

  test("sends one update to each meter of either fuel, and no more", () => {
    const { result } = diaryOf(market(both, { estate: { gasShare: 1 } }));
    expect(countOf(result, "answered", "W01")).toBe(METERS);
    expect(countOf(result, "answered", "W02")).toBe(METERS);
    const none = diaryOf(market(both)).result;
    expect(countOf(none, "wanted", "W02")).toBe(0);
  });

  test("is sent in the hours of its window, and leaves the reads as they are", () => {
    const diary = diaryOf(market(both));
    for (const { atMs } of diary.at("dsp").filter((one) => one.row === "W01"))
      expect(atMs >= 8 * HOUR_MS && atMs < 20 * HOUR_MS).toBe(true);
    const reads = ({ at }: Diary) => at("dsp").filter((one) => one.row === "T01");
    expect(reads(diary)).toEqual(reads(diaryOf(market([]))));
  });

  test("reaches each meter once over its days, and the same meters under another scale of days", () => {
    const plan = market([wave("price-electricity", { share: 0.4, days: 2 })]);
    const two = diaryOf({ ...plan, horizon: { ...plan.horizon, measuredDays: 2 } }, 48 * HOUR_MS);
    const one = diaryOf(market([wave("price-electricity", { share: 0.4 })]));
    expect(metersOf(two, "W01")).toEqual(metersOf(one, "W01"));
    expect(countOf(two.result, "sent", "W01")).toBe(metersOf(two, "W01").size);
    within(metersOf(one, "W01").size, METERS, 0.4);
  });

  test("goes through the DCO on SMETS1, where critical requests are under dual control, and past it on SMETS2", () => {
    const behind = (name: "s1sp.moc" | "csp.north") => diaryOf(market(both, { behind: name }));
    const atDco = (diary: Diary) => diary.at("dco.moc").filter((one) => one.row === "W01").length;
    expect(atDco(behind("s1sp.moc"))).toBe(METERS);
    expect(
      behind("s1sp.moc")
        .at("dco.moc")
        .filter((one) => one.row === "T01"),
    ).toEqual([]);
    expect(atDco(behind("csp.north"))).toBe(0);
  });
});

describe("firmware", () => {
  test("is activated on the share of meters that have it, once", () => {
    const { result } = diaryOf(market([wave("firmware", { share: 0.25 })]));
    within(countOf(result, "answered", "F01"), METERS, 0.25);
    expect(countOf(result, "wanted", "W01")).toBe(0);
  });

  test("that is past asks nothing, whatever its rate in the forecast", () => {
    const { result } = diaryOf(market([wave("firmware", { fromDay: -2, days: 2 })]));
    expect(countOf(result, "wanted", "F01")).toBe(0);
  });
});

describe("the scenarios of waves", async () => {
  const prices = await readScenario("scenarios/price-change-week.yaml", []);
  const firmware = await readScenario("scenarios/firmware.yaml", []);
  const plan = (option: string, of = prices) => planOf(of, option, { replication: 0, scale: 0.0005 });

  test("new prices are known to the twin by minute: 51 million over five days of twelve hours", () => {
    const added = (option: string) =>
      fluidDay(plan(option)).demand[0]![12 * 60]! - fluidDay(plan("quiet-week")).demand[0]![12 * 60]!;
    expect(added("as-today")).toBeCloseTo(51e6 / 5 / 720, 4);
    expect(added("in-a-day")).toBeCloseTo(51e6 / 720, 4);
  });

  test("a run sends what the twin says, within 4√n", () => {
    const found = simulate(plan("as-today"));
    const n = (51e6 / 5) * 0.0005;
    expect(Math.abs(countOf(found, "sent", "W01") + countOf(found, "sent", "W02") - n)).toBeLessThan(4 * Math.sqrt(n));
  });

  test("existing use stays what capacity was derived from", () => {
    const derived = (option: string, of: typeof prices) => plan(option, of).capacity.perSecond;
    expect(derived("activations", firmware)).toEqual(derived("quiet-month", firmware));
    expect(plan("activations", firmware).rows.find(({ id }) => id === "F01")!.perMeterDay.smets2).toBeCloseTo(
      0.25 / 28,
      12,
    );
  });
});
