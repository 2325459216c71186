import { describe, expect, test } from "vitest";
import { ACCESS, COMPONENTS } from "../../src/domain/components.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { fluidDay } from "../../src/fluid/twin.ts";
import { asToday } from "../fluid/base-case.ts";
import { diaryOf, scheduledRead, smallMarket, TWO_MS } from "./small-market.ts";

// S-24, S-25: a contract that is enforced is a limit like capacity, half hour by half hour.

const METERS = 40;
// A minute into the half hour, so that which of two things at one instant comes first is no question.
const SENT_MS = TWO_MS + 60_000;
const REST_MS = 29 * 60_000;
const read = { ...scheduledRead, profile: [{ fromMinute: 121, toMinute: 121, share: 1 }] };
const FREE = 1e6;
const flat = (perSecond: number): number[] => new Array<number>(48).fill(perSecond);
/** Every access component is free but North. */
const held = (perSecond: readonly number[], more: Partial<Plan> = {}): Plan => ({
  ...smallMarket({ meters: METERS, behind: "csp.north", rows: [read], perSecond: { "csp.north": FREE } }),
  contractLimits: ACCESS.map((name) => (name === "csp.north" ? perSecond : flat(FREE))),
  ...more,
});
const left = (plan: Plan): number[] =>
  diaryOf(plan)
    .at("csp.north")
    .map(({ atMs }) => atMs - SENT_MS);

describe("an enforced contract", () => {
  test("lets as many requests a second leave as are contracted for", () =>
    expect(left(held(flat(2)))).toEqual(Array.from({ length: METERS }, (_, i) => i * 500)));

  test("changes with its half hour: ten until then, the rest from 02:30", () => {
    const times = left(held(flat(FREE).map((rate, i) => (i === 4 ? 10 / 1800 : rate))));
    expect(times.filter((ms) => ms < REST_MS)).toEqual(Array.from({ length: 10 }, (_, i) => i * 180_000));
    expect(times.filter((ms) => ms >= REST_MS)).toHaveLength(METERS - 10);
    expect(Math.max(...times)).toBeLessThanOrEqual(REST_MS + 1);
  });

  test("of none is a half hour in which nothing leaves", () =>
    expect(Math.min(...left(held(flat(FREE).map((rate, i) => (i === 4 ? 0 : rate)))))).toBe(REST_MS));

  test("is never more than what the component carries", () => {
    const plan = smallMarket({
      meters: METERS,
      behind: "csp.north",
      rows: [read],
      perSecond: { "csp.north": 4 },
    });
    expect(left({ ...plan, contractLimits: ACCESS.map(() => flat(400)) })).toEqual(left(plan));
  });

  test("is scaled as capacity is: of half the meters it lets half as many leave", () => {
    const [first, second] = left({ ...held(flat(4)), scale: 0.5 });
    expect(second! - first!).toBe(500);
  });

  test("gives back nothing that a fault has taken, when its half hour ends", () => {
    const plan = smallMarket({ meters: METERS, behind: "csp.north", rows: [read], perSecond: { "csp.north": 4 } });
    const fault = {
      kind: "outage" as const,
      title: "North carries a hundredth",
      fromMs: TWO_MS,
      toMs: TWO_MS + 3_600_000,
      stations: [{ station: "csp.north", share: 0.01 }],
    };
    // One in 25 s, and in the half hour from 02:30 no more, whatever is contracted for in it.
    const times = left({ ...plan, faults: [fault], contractLimits: ACCESS.map(() => flat(2)) });
    expect(times).toEqual(Array.from({ length: METERS }, (_, i) => i * 25_000));
    const late = left({
      ...plan,
      rows: [{ ...read, profile: [{ fromMinute: 149, toMinute: 149, share: 1 }] }],
      faults: [fault],
      contractLimits: ACCESS.map(() => flat(2)),
    });
    expect(late.map((ms) => ms - late[0]!)).toEqual(times);
  });

  test("is in the twin: its queues are those of a component that carries as much as is contracted for", () => {
    const base = asToday();
    const moc = COMPONENTS.indexOf("s1sp.moc");
    const small = {
      ...base,
      capacity: { ...base.capacity, perSecond: { ...base.capacity.perSecond, "s1sp.moc": 200 } },
    };
    const limits = ACCESS.map((name) => flat(name === "s1sp.moc" ? 200 : FREE));
    const enforced = fluidDay({ ...base, contractLimits: limits });
    expect(enforced.queue[moc]).toEqual(fluidDay(small).queue[moc]);
    expect(enforced.queue[moc]).not.toEqual(fluidDay(base).queue[moc]);
  });
});
