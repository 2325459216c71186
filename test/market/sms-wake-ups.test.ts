import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/domain/plan.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { row } from "../fluid/base-rows.ts";
import { extending } from "../scenario/loading.ts";
import { diaryOf, scheduledRead, smallMarket } from "./small-market.ts";

// S-06, S-05: each request to a SMETS1 hub takes SMS to wake it; what a cache answers takes none.

const METERS = 40;
const agentRead = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
const SMS = { perRequest: [1, 2, 3], allowancePerHubDay: 3 } as const;
const market = (more: Partial<Plan>, behind: "s1sp.moc" | "s1sp.foc" | "csp.north" = "s1sp.moc"): Plan => ({
  ...smallMarket({
    meters: METERS,
    behind,
    rows: [scheduledRead, agentRead],
    estate: { independentShare: 1 },
    needs: { mhhs: true },
  }),
  sms: SMS,
  ...more,
});
const figures = (plan: Plan) => {
  const { rules } = diaryOf(plan).result;
  return (metric: string, place = "s1sp.moc") =>
    rules.find((one) => one.metric === metric && one.place === place)?.value;
};

describe("SMS that wake SMETS1 hubs", () => {
  test("are so many for each request, by cohort, of which some are above the allowance", () => {
    const of = figures(market({}));
    // Two reads of each meter, two SMS each, three allowed a hub.
    expect(of("sms_sent")).toBe(4 * METERS);
    expect(of("sms_over_allowance")).toBe(METERS);
    expect(of("sms_allowance")).toBe(3 * METERS);
    expect(of("sms_sent", "s1sp.ioc")).toBe(0);
    expect(figures(market({}, "s1sp.foc"))("sms_sent", "s1sp.foc")).toBe(6 * METERS);
  });

  test("are not sent for what a cache answers, and none is over then", () => {
    const of = figures(market({ cache: { lifetimeMs: 24 * HOUR_MS, hitWork: 0.1 } }));
    expect([of("sms_sent"), of("sms_over_allowance")]).toEqual([2 * METERS, 0]);
  });

  test("are sent again for a retry, whether or not the meter can be reached", () => {
    const plan = market({});
    const failing = { ...plan, failures: { ...plan.failures, longTermDark: 1, retryAfterMs: [HOUR_MS] } };
    expect(figures(failing)("sms_sent")).toBe(8 * METERS);
  });

  test("are none behind a CSP, and counting them changes nothing that happens", () => {
    const of = figures(market({}, "csp.north"));
    expect(["ioc", "moc", "foc"].map((cohort) => of("sms_sent", `s1sp.${cohort}`))).toEqual([0, 0, 0]);
    const { sms: _, ...uncounted } = market({});
    expect(diaryOf(market({})).result.pathFingerprint).toEqual(diaryOf(uncounted).result.pathFingerprint);
  });

  test("have a month's allowance, of which a day has its part", () => {
    const sms = (lines: string) => fluidPlanOf(extending(lines), "unchanged", { replication: 0, scale: 1 }).sms;
    expect(sms("")).toBeUndefined();
    expect(sms("smets1Sms.enabled: true")!.allowancePerHubDay).toBeCloseTo(60 / 31, 12);
    expect(sms("smets1Sms.enabled: true\nhorizon.start: 2028-02-14")!.allowancePerHubDay).toBeCloseTo(60 / 29, 12);
  });
});
