import { describe, expect, test } from "vitest";
import { ACCESS, FIRST_S1SP } from "../../src/domain/components.ts";
import type { Plan, TrafficRow } from "../../src/domain/plan.ts";
import { expectedPerDay } from "../../src/domain/population.ts";
import { fluidDay } from "../../src/fluid/twin.ts";
import { DAY_MS } from "../../src/kernel/time.ts";
import { row } from "../fluid/base-rows.ts";
import { extending, load } from "../scenario/loading.ts";
import { planOf, simulate } from "./native.ts";
import { countOf, diaryOf, onDemandRead, scheduledRead, smallMarket } from "./small-market.ts";

// S-05: the share of SMETS1 reads that a Schedule sends, cohort by cohort.

const METERS = 3000;
const onDemand = row({ ...scheduledRead, id: "T02", mode: "on-demand", priority: 0 });
const agents = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
const agentsOnDemand = row({ ...agents, id: "M04", mode: "on-demand", priority: 0 });

const market = (smets1Scheduled: readonly (number | undefined)[] | undefined): Plan =>
  smallMarket({
    meters: METERS,
    rows: [scheduledRead, onDemand, agents, agentsOnDemand],
    estate: { smets1Share: 0.6, s1spSplit: [0.3, 0.4, 0.3], independentShare: 1 },
    needs: {
      mhhs: true,
      scheduledShare: 0.8,
      mhhsOnDemandShare: 0.3,
      ...(smets1Scheduled === undefined ? {} : { smets1Scheduled }),
    },
  });
/** Needs wanted of a row behind an access component. */
const wanted = ({ kinds, wanted: all }: ReturnType<typeof simulate>["ledger"], id: string, access: number): number =>
  all[8 * kinds.indexOf(id) + access]!;
const shareOf = (plan: Plan, scheduled: TrafficRow, rest: TrafficRow): readonly { share: number; of: number }[] => {
  const { ledger } = diaryOf(plan).result;
  return ACCESS.map((_, access) => {
    const [one, other] = [wanted(ledger, scheduled.id, access), wanted(ledger, rest.id, access)];
    return { share: one / (one + other), of: one + other };
  });
};
const within = (found: { share: number; of: number }, share: number): void =>
  expect(Math.abs(found.share - share)).toBeLessThanOrEqual(4 * Math.sqrt((share * (1 - share)) / found.of));

/** So many minutes in which as many requests are expected, each by itself. */
interface Minutes {
  readonly minutes: number;
  readonly mean: number;
}
const atMost = (mean: number, most: number): number => {
  let term = Math.exp(-mean);
  let sum = term;
  for (let k = 1; k <= most; k++) {
    term *= mean / k;
    sum += term;
  }
  return sum;
};
/** The count that the busiest minute stays within, by this chance, where counts are Poisson's. */
const busiestOf = (all: readonly Minutes[], chance: number): number => {
  let most = 0;
  while (all.reduce((product, { minutes, mean }) => product * atMost(mean, most) ** minutes, 1) < chance) most++;
  return most;
};

describe("the share of SMETS1 reads that a Schedule sends (S-05)", () => {
  test("is that of its cohort, for existing reads and for MHHS, and on SMETS2 as it was", () => {
    const plan = market([0, 1, 0.5]);
    for (const [rows, smets2] of [
      [[scheduledRead, onDemand], 0.8],
      [[agents, agentsOnDemand], 0.7],
    ] as const) {
      const shares = shareOf(plan, rows[0], rows[1]);
      for (let access = 0; access < FIRST_S1SP; access++) within(shares[access]!, smets2);
      [0, 1, 0.5].forEach((share, cohort) => void within(shares[FIRST_S1SP + cohort]!, share));
    }
  });

  test("is as on SMETS2 in a cohort that has none of its own", () => {
    const shares = shareOf(market([undefined, 1, undefined]), scheduledRead, onDemand);
    within(shares[FIRST_S1SP]!, 0.8);
    expect(shares[FIRST_S1SP + 1]!.share).toBe(1);
    within(shares[FIRST_S1SP + 2]!, 0.8);
  });

  test("changes how a meter is read, not whether: as many reads, of the same meters", () => {
    const [before, after] = [undefined, [0, 1, 0.5]].map((shares) => diaryOf(market(shares)));
    const read = ({ at }: typeof before & object) =>
      at("dsp")
        .map(({ meter }) => meter)
        .sort((p, q) => p - q);
    expect(read(after!)).toEqual(read(before!));
    expect(countOf(after!.result, "answered", "T01")).toBeGreaterThan(0);
  });
});

describe("rates by cohort", () => {
  const lines = "smets1Scheduled: { moc: 1, foc: 0 }";
  const plan = planOf(extending(lines), "unchanged", { replication: 0, scale: 0.0005 });
  const perMeter = (id: string, access: number): number => {
    const one = plan.rows.find((each) => each.id === id)!;
    return expectedPerDay(one, plan.estate)[access]! / (8.1e6 * [0.2, 0.45, 0.35][access - FIRST_S1SP]!);
  };

  test("are those of the shares, in sum the same", () => {
    // 0.924 daily reads and 0.30 agents' reads a meter; IOC as on SMETS2.
    for (const [access, scheduled] of [
      [4, 0.85],
      [5, 1],
      [6, 0],
    ] as const) {
      expect(perMeter("T01", access)).toBeCloseTo(0.924 * scheduled, 9);
      expect(perMeter("T02", access)).toBeCloseTo(0.924 * (1 - scheduled), 9);
      expect(perMeter("M03", access)).toBeCloseTo(0.3 * scheduled, 9);
      expect(perMeter("M04", access)).toBeCloseTo(0.3 * (1 - scheduled), 9);
    }
  });

  test("are what the run sends, within chance", () => {
    const { ledger } = diaryOf(plan, 1).result;
    for (const id of ["T01", "T02", "T03", "T04", "M03", "M04"])
      expectedPerDay(plan.rows.find((one) => one.id === id)!, plan.estate).forEach((perDay, access) => {
        const expected = perDay * plan.scale;
        expect(Math.abs(wanted(ledger, id, access) - expected)).toBeLessThanOrEqual(4 * Math.sqrt(expected) + 1e-9);
      });
  });
});

describe("the scenario of SMETS1 schedule shares", () => {
  const scenario = load("scenarios/smets1-scheduled.yaml");
  const plan = (option: string): Plan => planOf(scenario, option, { replication: 0, scale: 0.0005 });
  const peaks = (option: string): readonly number[] => fluidDay(plan(option)).figures.peakShare;

  test("the more is scheduled, the lower is each S1SP's peak, and no CSP's moves", () => {
    const all = ["scheduled-0", "scheduled-50", "scheduled-85", "scheduled-100"].map(peaks);
    for (const component of [5, 6, 7])
      all.slice(1).forEach((of, i) => void expect(of[component]).toBeLessThan(all[i]![component]!));
    for (const component of [1, 2, 3, 4])
      for (const of of all) expect(of[component]).toBeCloseTo(all[0]![component]!, 9);
  });

  test("a cohort scheduled by itself has its own peak, the others theirs", () => {
    const [one, half, full] = ["moc-100", "scheduled-50", "scheduled-100"].map(peaks);
    expect(one![6]).toBeCloseTo(full![6]!, 9);
    for (const component of [5, 7]) expect(one![component]).toBeCloseTo(half![component]!, 9);
  });

  test("the DCO's peak moves where reads are under dual control, and only there", () => {
    const dco = (option: string): number =>
      Math.max(
        ...simulate(plan(option)).rules.flatMap(({ metric, value }) => (metric === "dco_peak_share" ? [value] : [])),
      );
    const [none, all] = [dco("scheduled-0"), dco("scheduled-100")];
    // Working-hours requests alone: the same, on the same draws.
    expect(none).toBe(all);
    expect(dco("scheduled-0-dual-control")).toBeGreaterThan(none);
  });
});

// Twelve reads of SMETS1 meters at one instant; the DCO carries one a second.
const twelve = smallMarket({
  meters: 12,
  behind: "s1sp.moc",
  rows: [{ ...onDemandRead, id: "T01", need: "existing-electricity", process: "daily-reads" }],
  needs: { dualControlShare: 1 },
  dco: { perSecond: 1, dualControlShare: 0 },
});

describe("the DCO's peak, where reads are under dual control", () => {
  const dcoPeak = (plan: Plan): number | undefined =>
    diaryOf(plan).result.rules.find(({ metric, place }) => metric === "dco_peak_share" && place === "dco.moc")?.value;

  // S-07: one at a time, so that of twelve that come at one instant the last waits for eleven.
  test.each(["cache", "sms"] as const)("stands beside its work and its longest wait, where %s is on", (rule) => {
    const rules = {
      cache: { cache: { lifetimeMs: DAY_MS, hitWork: 0.1 } },
      sms: { sms: { perRequest: [2, 2, 2], allowancePerHubDay: 2 } },
    } as const;
    const { dualControlShare: _, ...needs } = twelve.needs;
    const figures = (plan: Plan): Record<string, number> =>
      Object.fromEntries(
        diaryOf(plan).result.rules.flatMap(({ metric, place, value }) =>
          place === "dco.moc" ? [[metric, value]] : [],
        ),
      );
    expect(figures({ ...twelve, needs })).toEqual({});
    expect(figures({ ...twelve, ...rules[rule] })).toEqual({
      dco_requests: 12,
      dco_busy_share: 12 / 86_400,
      dco_longest_wait_ms: 11_000,
      dco_peak_share: 12 / 60,
    });
    expect(figures({ ...twelve, needs, ...rules[rule] })).toMatchObject({ dco_requests: 0, dco_longest_wait_ms: 0 });
  });

  test("is its busiest minute over what it carries", () => {
    expect(dcoPeak(twelve)).toBeCloseTo(12 / 60, 12);
  });

  test("is of the measured days, whatever came before", () => {
    const plan = smallMarket({
      meters: 50,
      behind: "s1sp.moc",
      rows: [{ ...onDemandRead, id: "T01", need: "existing-electricity", process: "daily-reads" }],
      needs: { dualControlShare: 1, dailyReadsPerMeterDay: 0.5 },
      dco: { perSecond: 10, dualControlShare: 0 },
    });
    const warm = { ...plan, horizon: { ...plan.horizon, warmUpMs: 3 * DAY_MS } };
    const perDay = [0, 0, 0, 0];
    for (const { atMs } of diaryOf(warm).at("dco.moc")) perDay[3 + Math.floor(atMs / DAY_MS)]!++;
    // A busier day was before: it would be seen.
    expect(Math.max(...perDay.slice(0, 3))).toBeGreaterThan(perDay[3]!);
    expect(dcoPeak(warm)).toBeCloseTo(perDay[3]! / 600, 12);
  });

  // Reads on demand come from 02:00 to 03:00, those that a Schedule sends from 00:00 to 22:00.
  test.each([0, 0.25, 0.5, 0.75, 1])("falls as theory has it: %d of the reads scheduled", (share) => {
    const meters = 30_000;
    const perSecond = 100;
    const plan = smallMarket({
      meters,
      behind: "s1sp.moc",
      rows: [
        { ...agents, profile: [{ fromMinute: 0, toMinute: 1320, share: 1 }] },
        { ...agentsOnDemand, profile: [{ fromMinute: 120, toMinute: 180, share: 1 }] },
      ],
      estate: { independentShare: 1 },
      needs: { mhhs: true, smets1Scheduled: [undefined, share, undefined], dualControlShare: 1 },
      dco: { perSecond, dualControlShare: 0 },
    });
    const overTheDay = (meters * share) / 1320;
    const inTheHour = overTheDay + (meters * (1 - share)) / 60;
    const all = [
      { minutes: 60, mean: inTheHour },
      { minutes: 1260, mean: overTheDay },
    ];
    const busiest = dcoPeak(plan)! * 60 * perSecond;
    expect(busiest).toBeGreaterThanOrEqual(busiestOf(all, 0.0001));
    expect(busiest).toBeLessThanOrEqual(busiestOf(all, 0.9999));
  });
});
