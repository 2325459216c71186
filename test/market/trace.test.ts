import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/domain/plan.ts";
import type { DataServices } from "../../src/domain/settlement.ts";
import type { TracedJourney } from "../../src/experiment/meter-trace.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { messageTitle } from "../../src/report/trace-settlement-text.ts";
import { planWith } from "../demand/base-demand.ts";
import { each, row } from "../fluid/base-rows.ts";
import { advance, close, open } from "./native.ts";
import { smoothingOptions } from "./options.ts";
import { settlement } from "./settled.ts";
import { ANSWER_MS, scheduledRead, smallMarket, THREE_READS, TWO_MS } from "./small-market.ts";
import { journalsOf, meterTraceOf, pickedOf } from "./traced.ts";

// A meter's life is what its run's ledger says of it, hop by hop (S-06, S-07: SMETS1 with DCO and cache).

const UNTIL_MS = 36 * HOUR_MS;
const METERS = 400;
const namedOption = (name: string, scale = 0.0004): Plan =>
  smoothingOptions.find((option) => option.name === name)!.plan(scale);

/** Everything at once: caches, reads under dual control, retries, hubs in the dark, answers that come twice. */
const everything = (): Plan => {
  const plan = namedOption("smets1-cache");
  return {
    ...plan,
    needs: { ...plan.needs, dualControlShare: 0.5 },
    duplicates: { share: 0.1, afterMs: 5000 },
    failures: { ...plan.failures, attemptSmets2: 0.1, attemptSmets1: 0.2, spellDark: 0.05 },
    settlement,
  };
};

describe("hops add up", () => {
  const { dayOf, answered } = journalsOf(everything(), METERS, UNTIL_MS);
  const journeys = Array.from({ length: METERS }, (_, meter) =>
    dayOf(meter).journeys.map((journey) => ({ meter, journey })),
  ).flat();
  const requests = journeys.filter(({ journey }) => journey.what === "request");

  test("to the ledger's own clocks, for every answer of a day of 400 meters, to the millisecond", () => {
    const plan = everything();
    const told = requests.filter(({ journey }) => journey.outcome === "answered");
    expect(told.length).toBeGreaterThan(METERS);
    for (const { meter, journey } of told) {
      const traffic = plan.rows.findIndex(({ id }) => id === journey.row!.id);
      const known = answered.find(
        (one) => one.meter === meter && one.traffic === traffic && one.atMs === journey.endMs,
      );
      expect([journey.row!.id, meter, journey.latency]).toEqual([
        journey.row!.id,
        meter,
        { wantedMs: known?.wantedMs, officialMs: known?.officialMs, networkMs: known?.networkMs },
      ]);
    }
  });

  test("without a gap: each begins where the one before ended, and the last where the request did", () => {
    for (const { journey } of journeys) {
      journey.hops.forEach((hop, i) => {
        if (i > 0) expect(hop.fromMs).toBe(journey.hops[i - 1]!.toMs);
        expect(hop.waitedMs).toBeLessThanOrEqual(hop.toMs - hop.fromMs);
      });
      if (journey.endMs !== undefined && journey.outcome !== "refused")
        expect(journey.hops.at(-1)!.toMs).toBe(journey.endMs);
    }
  });

  test("on every way that there is: both generations, under dual control, from a cache, again, in vain", () => {
    const some = (holds: (journey: TracedJourney) => boolean): boolean =>
      requests.some(({ journey }) => holds(journey));
    const passes = (place: string) => (journey: TracedJourney) => journey.hops.some((hop) => hop.place === place);
    for (const place of ["csp.north", "csp.4g", "s1sp.moc", "dco.moc", "cache.moc", "retry", "hub"])
      expect([place, some(passes(place))]).toEqual([place, true]);
    expect(some((journey) => journey.outcome === "answered" && !passes("hub")(journey))).toBe(true);
    expect(some((journey) => journey.outcome === "out of reach")).toBe(true);
    expect(some((journey) => journey.outcome === "answered" && passes("retry")(journey))).toBe(true);
    expect(journeys.some(({ journey }) => journey.what === "alert")).toBe(true);
    expect(journeys.some(({ journey }) => journey.what === "second answer")).toBe(true);
  });
});

test("a run that is watched for a meter has the same path and the same result as one that is not", () => {
  const plan = everything();
  const plain = open(plan, { debug: true });
  advance(plain, UNTIL_MS);
  const { pathFingerprint, resultFingerprint } = close(plain, UNTIL_MS);
  const { result } = journalsOf(plan, 3, UNTIL_MS);
  expect(result.pathFingerprint).toEqual(pathFingerprint);
  expect(result.resultFingerprint).toBe(resultFingerprint);
});

describe("in a market without chance", () => {
  const PER_SECOND = 2;
  const read = row({ ...scheduledRead, perMeterDay: each(1) });
  const plan = smallMarket({ meters: 5, behind: "s1sp.moc", rows: [read], perSecond: { "s1sp.moc": PER_SECOND } });
  const { dayOf } = journalsOf(plan, 5, UNTIL_MS);
  const ways = Array.from({ length: 5 }, (_, meter) => dayOf(meter).journeys[0]!);

  test("five reads at two a second: nobody goes before the first, four before the last, which waits two seconds", () => {
    const atS1sp = ways.map(({ hops }) => hops.find(({ place }) => place === "s1sp.moc")!);
    const byWait = atS1sp.toSorted((a, b) => a.waitedMs - b.waitedMs);
    expect(byWait.map(({ waitedMs }) => waitedMs)).toEqual([0, 500, 1000, 1500, 2000]);
    // The first passed at once: who came after it sees those before it in the queue.
    expect(byWait.map(({ wentFirst }) => wentFirst)).toEqual([0, 0, 1, 2, 3]);
  });

  test("each waits for 02:00, for the S1SP, and for its meter, and for nothing else", () => {
    for (const { hops, latency } of ways) {
      const s1sp = hops.find(({ place }) => place === "s1sp.moc")!;
      const lasting = hops.filter(({ fromMs, toMs }) => toMs > fromMs && fromMs >= TWO_MS);
      expect(hops[0]!.toMs - hops[0]!.fromMs).toBe(TWO_MS);
      expect(lasting.map(({ place }) => place)).toEqual(s1sp.waitedMs === 0 ? ["hub"] : ["s1sp.moc", "hub"]);
      expect(latency).toEqual({
        wantedMs: TWO_MS + s1sp.waitedMs + ANSWER_MS,
        officialMs: s1sp.waitedMs + ANSWER_MS,
        networkMs: s1sp.waitedMs + ANSWER_MS,
      });
    }
  });
});

test("three at once for one meter: the first talks, then who asks on demand, then the last; each waits ten seconds more", () => {
  const plan = smallMarket({ meters: 1, behind: "csp.north", ...THREE_READS });
  const { journeys } = journalsOf(plan, 1, UNTIL_MS).dayOf(0);
  const waits = journeys.map(({ row: of, hops }) => {
    const hub = hops.find(({ place }) => place === "hub")!;
    return [of!.id, hub.waitedMs, hub.toMs - hub.fromMs];
  });
  expect(waits).toEqual([
    ["T01", 0, ANSWER_MS],
    ["R01", 2 * ANSWER_MS, 3 * ANSWER_MS],
    ["M05", ANSWER_MS, 2 * ANSWER_MS],
  ]);
});

describe("a meter is picked by what became of its profile read", () => {
  const read = row({ ...scheduledRead, perMeterDay: each(1) });
  const marketOf = (more: Partial<Parameters<typeof smallMarket>[0]> = {}) =>
    smallMarket({ meters: 5, behind: "s1sp.moc", rows: [read], perSecond: { "s1sp.moc": 2 }, ...more });
  const waitedOf = (meter: number): number => {
    const [journey] = journalsOf(marketOf(), 5, UNTIL_MS).dayOf(meter).journeys;
    return journey!.hops.find(({ place }) => place === "s1sp.moc")!.waitedMs;
  };

  test("of five that wait up to two seconds, the typical one waits one, and the slowest two", () => {
    expect(waitedOf(pickedOf(marketOf(), "typical")!)).toBe(1000);
    expect(waitedOf(pickedOf(marketOf(), "slowest")!)).toBe(2000);
    for (const pick of ["never", "cached", "retry"] as const) expect(pickedOf(marketOf(), pick)).toBeUndefined();
  });

  test("where every attempt fails each is one that never answers, and none is anything else", () => {
    const plan = marketOf({ failures: { attemptSmets1: 1, retryAfterMs: [HOUR_MS] } });
    expect(pickedOf(plan, "never")).toBe(0);
    for (const pick of ["typical", "slowest", "retry"] as const) expect(pickedOf(plan, pick)).toBeUndefined();
  });

  test("whose read joins another's, or is there already, is answered by the cache; whose is first is not", () => {
    const second = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
    const readers = { rows: [read, second], estate: { independentShare: 1 }, needs: { mhhs: true } };
    const cached = { ...marketOf(readers), cache: { lifetimeMs: 24 * HOUR_MS, hitWork: 0.1 } };
    const meter = pickedOf(cached, "cached")!;
    const { journeys } = journalsOf(cached, 5, UNTIL_MS).dayOf(meter);
    const asksMeter = (id: string): boolean =>
      journeys.find(({ row: of }) => of!.id === id)!.hops.some(({ place }) => place === "hub");
    expect([asksMeter("T01"), asksMeter("M03")]).toEqual([true, false]);
  });
});

test("what a full queue refuses ends where the queue is: of five at once one leaves, two wait, two are refused", () => {
  const plan = smallMarket({
    meters: 5,
    behind: "s1sp.moc",
    rows: [scheduledRead],
    perSecond: { "s1sp.moc": 2 },
    capacity: { queueMax: 2 },
  });
  const { dayOf } = journalsOf(plan, 5, UNTIL_MS);
  const ways = Array.from({ length: 5 }, (_, meter) => dayOf(meter).journeys[0]!);
  const refused = ways.filter(({ outcome }) => outcome === "refused");
  // The first departs at once, two wait, and the queue is full for the other two.
  expect(refused).toHaveLength(2);
  // Not answered, however soon it was over.
  expect(ways[pickedOf(plan, "never")!]!.outcome).toBe("refused");
  for (const pick of ["typical", "slowest"] as const) expect(ways[pickedOf(plan, pick)!]!.outcome).toBe("answered");
  for (const { hops, endMs, latency } of refused) {
    expect([hops.at(-1)!.place, endMs, latency]).toEqual(["dsp", TWO_MS, undefined]);
  }
});

describe("messages of settlement", () => {
  const METERS_SETTLED = 60;
  const read = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
  const plan: Plan = {
    ...smallMarket({
      meters: METERS_SETTLED,
      behind: "csp.north",
      rows: [read],
      estate: { independentShare: 1 },
      needs: { mhhs: true },
    }),
    settlement: { ...settlement, dip: { ...settlement.dip, perSecond: 5, webhookFails: 0.3 } },
  };
  const { traced, run } = journalsOf(plan, METERS_SETTLED, UNTIL_MS);
  const { told, settled } = run.market.settlement!;
  const messages = traced.flatMap(({ messages: ofMeter, journeys }) => ofMeter.map((one) => ({ ...one, journeys })));

  test("are all of them there, each begun where the read that brought its data ended", () => {
    expect(messages.length).toBe(told.sent);
    for (const { journey, journeys, madeMs, day } of messages) {
      expect(journeys[journey!]!.endMs).toBe(madeMs);
      expect(journeys[journey!]!.wantedMs).toBe(day * 24 * HOUR_MS);
    }
  });

  test("are tried at webhooks as often as the DIP counts, and wait as its queue has them", () => {
    const inVain = messages.flatMap(({ stays }) => stays.filter(({ isFailed }) => isFailed));
    expect(inVain.length).toBe(told.failed.reduce((sum, one) => sum + one, 0));
    expect(told.failed[0]).toBeGreaterThan(0);
    // Each is told with its time: ten seconds after the one before, then twenty, forty, and so on.
    const toMds = messages.flatMap(({ stays }) => stays.filter(({ place }) => place === "dip to MDS"));
    for (const { attempt, waitedMs, fromMs, toMs } of toMds) {
      expect(waitedMs).toBe(attempt === 0 ? 0 : 10_000 * 2 ** Math.min(attempt - 1, 4));
      expect(toMs - fromMs).toBeGreaterThan(waitedMs);
    }
    for (const { stays } of messages) {
      const tries = stays.filter(({ place }) => place === "dip to MDS");
      expect(tries.map(({ attempt }) => attempt)).toEqual(tries.map((_, i) => i));
      for (const [i, { fromMs }] of tries.entries()) if (i > 0) expect(fromMs).toBe(tries[i - 1]!.toMs);
    }
    // Sixty at once at five a second: one of the burst, then five a second, the last 12 s after.
    const waits = messages
      .filter(({ day }) => day === 0)
      .map(({ stays }) => stays.find(({ place }) => place === "dip")!);
    const longest = Math.max(...waits.map(({ waitedMs }) => waitedMs));
    expect(longest).toBe(((METERS_SETTLED - 5) / 5) * 1000);
  });

  test("go from place to place without a gap, to all three recipients", () => {
    for (const { stays, isOver } of messages) {
      if (!isOver) continue;
      const at = (place: string) => stays.find((stay) => stay.place === place)!;
      const delivered = stays.findLast(({ place }) => place === "dip to MDS")!;
      expect(at("data services").toMs).toBe(at("dip").fromMs);
      for (const place of ["dip to MDS", "dip to supplier", "dip to LDSO"])
        expect(at(place).fromMs).toBe(at("dip").toMs);
      expect(at("mds").fromMs).toBe(delivered.toMs);
    }
    expect(settled.firstRunOf(0, 0)).toBe(0);
  });
});

const NOTHING_SETTLED = { runs: [], registers: [], changeMs: undefined };

describe("what a message comes of is said as it was", () => {
  const plain: Plan = { ...namedOption("month-at-a-time", 0.00004), settlement };
  const { horizon } = plain;
  /** The titles of all messages of some meters' days, in a run of some days. */
  const titlesOf = (days: number, more: Partial<DataServices> = {}): string[] => {
    const dataServices = { ...settlement.dataServices, ...more };
    const plan = {
      ...plain,
      horizon: { ...horizon, measuredDays: days },
      settlement: { ...settlement, dataServices },
    };
    const { result, traced } = journalsOf(plan, 100, days * 24 * HOUR_MS);
    return traced.flatMap((one) => {
      const trace = meterTraceOf(plan, { result, traced: { ...one, settled: NOTHING_SETTLED } }, 0);
      return trace
        .settlement!.messages.filter(({ dataDay }) => dataDay === horizon.startDay - 1)
        .map((message) => messageTitle(trace, message));
    });
  };

  test("a read of a later day, where months are read at a time; only estimates are the sweep's", () => {
    const titles = titlesOf(4);
    const later = titles.filter((title) => /: from M\d+ of 2028-01-(18|19|20)$/.test(title));
    expect(later.length).toBeGreaterThan(0);
    for (const title of titles) {
      expect(title).toMatch(
        /: (from [A-Z]\d+( of 2028-01-\d\d)?|an estimate from the completeness sweep: no data had come)$/,
      );
    }
  });

  test("what is held until Registration has the service as appointed is its read's, or goes again", () => {
    const registration = { lateShare: 1, lateMs: 30 * HOUR_MS };
    for (const [isChecked, origin] of [
      [true, /: from [A-Z]\d+( of 2028-01-\d\d)?$/],
      [false, /: sent again, since Registration didn't have its data service as appointed$/],
    ] as const) {
      const titles = titlesOf(2, { registration: { ...registration, isChecked } });
      expect(titles.filter((title) => origin.test(title)).length).toBeGreaterThan(0);
      expect(titles.filter((title) => title.includes("sweep"))).toEqual([]);
    }
  });
});

test("a reading by hand is said to be one: of a smart meter in traditional mode, whose reads never answer (S-41)", () => {
  const read = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
  const market = smallMarket({
    meters: 400,
    behind: "csp.north",
    rows: [read],
    estate: { independentShare: 1 },
    needs: { mhhs: true },
  });
  const whole = planWith(["settlement.segments.enabled=true"]).settlement!;
  const others = whole.others!;
  const plan: Plan = {
    ...market,
    failures: { ...market.failures, longTermDark: 1 },
    settlement: {
      ...settlement,
      central: { ...settlement.central, others: whole.central.others },
      others: {
        ...others,
        advanced: { ...others.advanced, systems: 0 },
        unmetered: { ...others.unmetered, systems: 0 },
        traditional: { ...others.traditional, systems: 0 },
      },
    },
  };
  const { result, traced } = journalsOf(plan, 400, 24 * HOUR_MS);
  const titles = traced.flatMap((one) => {
    const trace = meterTraceOf(plan, { result, traced: { ...one, settled: NOTHING_SETTLED } }, 0);
    return trace.settlement!.messages.map((message) => [message.origin, messageTitle(trace, message)] as const);
  });
  const byHand = titles.filter(([origin]) => origin === "reading by hand").map(([, title]) => title);
  // 19 % are read a month: of 400 meters two or three a day, each with all the days since the last.
  expect(byHand.length).toBeGreaterThan(0);
  for (const title of byHand)
    expect(title).toMatch(/^IF-021 of MPAN [\d ]+, UTC day 20\d\d-\d\d-\d\d: from a reading by hand$/);
  expect(titles.filter(([origin]) => origin === "read")).toEqual([]);
});

test("the same meter under another option meets the same world: its meter answers as fast, or is as dark", () => {
  const talksUnder = (name: string) => {
    const { dayOf } = journalsOf(namedOption(name), 200, UNTIL_MS);
    return Array.from({ length: 200 }, (_, meter) =>
      dayOf(meter)
        .journeys.filter(({ row: of }) => ["T05", "T06", "T07", "T08", "T09"].includes(of?.id ?? ""))
        .map(({ row: of, wantedMs, outcome, hops }) => {
          const hub = hops.find(({ place }) => place === "hub");
          return [of!.id, wantedMs, outcome, hub && hub.toMs - hub.fromMs - hub.waitedMs];
        }),
    );
  };
  const today = talksUnder("as-today");
  expect(talksUnder("schedule-only")).toEqual(today);
  expect(today.flat().length).toBeGreaterThan(20);
});
