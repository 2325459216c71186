import { describe, expect, test } from "vitest";
import type { LimitFault } from "../../src/domain/faults.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { Settlement } from "../../src/domain/settlement.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import { row } from "../fluid/base-rows.ts";
import { extending } from "../scenario/loading.ts";
import { advance, open } from "./native.ts";
import { settlement } from "./settled.ts";
import { scheduledRead, smallMarket } from "./small-market.ts";

// S-47: the DIP is out for 72 hours, as participants must be able to bear; messages wait, and none is lost or doubled.

interface Market {
  readonly meters: number;
  readonly measuredDays: number;
  readonly outage: readonly [fromMs: number, toMs: number];
  readonly dip: Partial<Settlement["dip"]>;
  readonly profile: Plan["rows"][number]["profile"];
  readonly cycleDays?: number;
}

const marketWith = ({ meters, measuredDays, outage, dip, profile, cycleDays = 1 }: Market): Plan => {
  const read = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent", profile });
  const plan = smallMarket({
    meters,
    behind: "csp.north",
    rows: [read],
    estate: { independentShare: 1 },
    needs: { mhhs: true, mhhsCycleDays: cycleDays },
  });
  const [fromMs, toMs] = outage;
  const fault: LimitFault = { kind: "outage", title: "DIP", fromMs, toMs, stations: [{ station: "dip", share: 0 }] };
  return {
    ...plan,
    horizon: { ...plan.horizon, measuredDays },
    faults: [fault],
    settlement: { ...settlement, dip: { ...settlement.dip, ...dip } },
  };
};

describe("a backlog of 72 hours with uniform arrivals", () => {
  const METERS = 4000;
  const uniform = [{ fromMinute: 0, toMinute: 1440, share: 1 }];

  test.each([1.2, 2, 7.2])("drains in 72 h / (r - 1), at %d times the mean rate", (r) => {
    const drainMs = (72 * HOUR_MS) / (r - 1);
    const measuredDays = Math.ceil((4 * DAY_MS + drainMs) / DAY_MS) + 1;
    const outage = [DAY_MS, 4 * DAY_MS] as const;
    const dip = { perSecond: (r * METERS) / 86_400 };
    const run = open(marketWith({ meters: METERS, measuredDays, outage, dip, profile: uniform }));
    advance(run, measuredDays * DAY_MS);
    const [{ backlogs }] = run.market.faults as [(typeof run.market.faults)[number]];
    expect(Math.abs(backlogs[0]!.drainedAtMs! - 4 * DAY_MS - drainMs)).toBeLessThan(0.01 * drainMs);
    // Three days of messages, but for the chance of where in the first and the last they lie.
    expect(Math.abs(backlogs[0]!.atEnd! - 3 * METERS)).toBeLessThan(0.01 * 3 * METERS);
  });
});

test("a restart in the middle of deliveries loses nothing and doubles nothing (PRI-025)", () => {
  const atTwo = [{ fromMinute: 120, toMinute: 120, share: 1 }];
  // Reads are answered 10 s after 02:00; the DIP stops two seconds later, with messages on their way to webhooks.
  const outage = [2 * HOUR_MS + 12_000, 3 * HOUR_MS] as const;
  const run = open(marketWith({ meters: 500, measuredDays: 1, outage, dip: { perSecond: 100 }, profile: atTwo }), {
    debug: true,
  });
  advance(run, 2.5 * HOUR_MS);
  const { told, dip } = run.market.settlement!;
  const before = { accepted: told.accepted, waiting: dip.limit.queue.length, inDelivery: told.inDelivery[0]! };
  expect(Math.min(...Object.values(before))).toBeGreaterThan(0);
  expect(before.accepted + before.waiting + before.inDelivery).toBe(500);
  advance(run, 5 * HOUR_MS);
  expect([told.sent, told.accepted, told.rejected]).toEqual([500, 500, 0]);
  expect([...told.delivered]).toEqual([500, 500, 500]);
  expect([...told.inDelivery]).toEqual([0, 0, 0]);
});

describe("after an outage, messages of many days", () => {
  /** Days of messages in the order in which the DIP takes them in, from the first that waited. */
  const order = (isDeadlineFirst: boolean): number[] => {
    const atOne = [{ fromMinute: 60, toMinute: 60, share: 1 }];
    const outage = [0, 2 * HOUR_MS] as const;
    const dip = { perSecond: 1, isDeadlineFirst };
    const run = open(marketWith({ meters: 300, measuredDays: 1, outage, dip, profile: atOne, cycleDays: 30 }));
    const { path } = run.context;
    const component = Object.keys(path.read()).indexOf("dip");
    const days: number[] = [];
    const mark = path.mark.bind(path);
    path.mark = (at, key) => {
      if (at === component) days.push((((key + 1024) % 2048) + 2048) % 2048);
      mark(at, key);
    };
    advance(run, 12 * HOUR_MS);
    const { gates } = run.market.settlement!;
    return days.map((day) => gates.nextGateDay(day - 1024, HOUR_MS));
  };

  test("are taken in by their next run, if so asked", () => {
    const deadlines = order(true);
    expect(new Set(deadlines).size).toBeGreaterThan(10);
    expect(deadlines).toEqual(deadlines.toSorted((p, q) => p - q));
  });

  test("and otherwise as they came: each meter's together", () => {
    const deadlines = order(false);
    expect(deadlines).not.toEqual(deadlines.toSorted((p, q) => p - q));
    expect(deadlines.toSorted((p, q) => p - q)).toEqual(order(true));
  });
});

test("an outage that would hold up more messages than a run has room for is warned of before it runs", () => {
  const lines = (meters: string): string =>
    `estate.meters: ${meters}\nsettlement.enabled: true\nfaults: [{ at: day 1 00:00, for: 72 h, component: dip, capacity: 0 }]`;
  const warnings = (meters: string): string =>
    extending(lines(meters))
      .warnings.map(({ message }) => message)
      .join("\n");
  // Three days of 1.05 messages of 30 million meters are 94.5 million; a run numbers 2²⁶ − 1 of them.
  expect(warnings("30 million")).toMatch(
    /some 95 million messages wait.*room for 67 million; expected --scale "71 %"/s,
  );
  expect(warnings("20 million")).not.toContain("room for");
});
