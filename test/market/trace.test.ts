import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/domain/plan.ts";
import type { TracedJourney } from "../../src/experiment/meter-trace.ts";
import { each, HOUR_MS, row } from "../fluid/base-rows.ts";
import { advance, close, open } from "./native.ts";
import { smoothingOptions } from "./options.ts";
import { settlement } from "./settled.ts";
import { ANSWER_MS, scheduledRead, smallMarket, TWO_MS } from "./small-market.ts";
import { journalsOf } from "./traced.ts";

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
