import { describe, expect, test } from "vitest";
import { HOUR_MS } from "../../src/kernel/time.ts";
import {
  ANSWER_MS,
  countOf,
  diaryOf,
  type Entry,
  onDemandRead,
  scheduledRead,
  smallMarket,
  THREE_READS,
  TWO_MS,
} from "./small-market.ts";

const METERS = 10;
const NORTH = { meters: METERS, behind: "csp.north" } as const;
const meters = Array.from({ length: METERS }, (_, meter) => meter);
const told = ({ row, meter }: Entry): string => `${row} of meter ${meter}`;
const secondsAfterTwo = ({ atMs }: Entry): number => (atMs - TWO_MS) / 1000;
const ofEach = (row: string, from = 0): string[] => meters.slice(from).map((meter) => `${row} of meter ${meter}`);

describe("who goes first", () => {
  // The first to come finds nobody waiting; the other 29 come in the same instant and wait.
  const byClass = ["T01 of meter 0", ...ofEach("M05"), ...ofEach("T01", 1), ...ofEach("R01")];
  const asSent = meters.flatMap((meter) => ["T01", "R01", "M05"].map((row) => `${row} of meter ${meter}`));

  for (const place of ["dsp", "csp.north"] as const) {
    test(`on demand goes before scheduled, and scheduled before below all, at the ${place}`, () => {
      const left = diaryOf(smallMarket({ ...NORTH, ...THREE_READS, perSecond: { [place]: 1 } })).at(place);
      expect(left.map(told)).toEqual(byClass);
      expect(left.map(secondsAfterTwo)).toEqual(left.map((_, n) => n));
    });

    test(`with one class for all, the ${place} serves in the order of arrival`, () => {
      const plan = smallMarket({ ...NORTH, ...THREE_READS, perSecond: { [place]: 1 } });
      const left = diaryOf({ ...plan, capacity: { ...plan.capacity, singleClass: true } }).at(place);
      expect(left.map(told)).toEqual(asSent);
    });
  }

  test("a hub holds one conversation at a time, and takes an on-demand request before those parked on it", () => {
    const diary = diaryOf(smallMarket({ ...NORTH, ...THREE_READS, meters: 1 }));
    const talks = diary.at("hub");
    expect(talks.map(({ row }) => row)).toEqual(["T01", "M05", "R01"]);
    expect(talks.map(({ atMs }) => atMs - TWO_MS)).toEqual([ANSWER_MS, 2 * ANSWER_MS, 3 * ANSWER_MS]);
  });

  test("a request parked on a busy hub has left its access component: it holds none of the network's capacity", () => {
    const diary = diaryOf(smallMarket({ ...NORTH, ...THREE_READS, meters: 1 }));
    expect(diary.at("csp.north").map(secondsAfterTwo)).toEqual([0, 0, 0]);
  });

  test("requests to different hubs talk at the same time", () => {
    const talks = diaryOf(smallMarket({ ...NORTH, rows: [scheduledRead] })).at("hub");
    expect(talks.map(({ atMs }) => atMs - TWO_MS)).toEqual(meters.map(() => ANSWER_MS));
  });
});

describe("the official clock", () => {
  // Ten at once, one a second: they wait 0, 1, … 9 s.
  const waitsMs = 45_000;
  const clocks = (read: typeof scheduledRead) => {
    const plan = smallMarket({ ...NORTH, ...THREE_READS, rows: [read], perSecond: { "csp.north": 1 } });
    const { ledger } = diaryOf(plan).result;
    return [ledger.officialMs[0]!, ledger.networkMs[0]!, ledger.wantedMs[0]!].map(({ sumMs }) => sumMs);
  };

  test("of a request on demand counts the wait in the DCC's queues, and not the device", () => {
    const allMs = waitsMs + METERS * ANSWER_MS;
    expect(clocks(onDemandRead)).toEqual([waitsMs, allMs, allMs + METERS * TWO_MS]);
  });

  test("of a scheduled read counts all from its schedule time", () => {
    const allMs = waitsMs + METERS * ANSWER_MS;
    expect(clocks(scheduledRead)).toEqual([allMs, allMs, allMs + METERS * TWO_MS]);
  });
});

describe("attempts that fail", () => {
  const dark = { longTermDark: 1 };
  const failing = { attemptSmets2: 1, attemptSmets1: 1 };

  for (const [what, failures] of [
    ["out of reach", dark],
    ["failing", failing],
  ] as const)
    test(`a scheduled read of a meter ${what} is sent again 1, 4 and 10 h after it first left its CSP`, () => {
      // At one a second the k-th read leaves k seconds late, and so do all its retries.
      const plan = smallMarket({ ...NORTH, rows: [scheduledRead], failures, perSecond: { "csp.north": 1 } });
      const diary = diaryOf(plan);
      for (const meter of meters) {
        const left = diary.at("csp.north").filter((one) => one.meter === meter);
        expect(left.map(({ atMs }) => atMs - TWO_MS - 1000 * meter)).toEqual([0, 1, 4, 10].map((h) => h * HOUR_MS));
      }
      expect(countOf(diary.result, "attempts", "T01")).toBe(4 * METERS);
      expect(countOf(diary.result, "retries", "T01")).toBe(3 * METERS);
      expect(countOf(diary.result, "expired", "T01")).toBe(METERS);
      expect(countOf(diary.result, "dark", "T01")).toBe(failures === dark ? METERS : 0);
    });

  test("a read on demand is tried once", () => {
    const plan = smallMarket({ ...NORTH, ...THREE_READS, rows: [scheduledRead, onDemandRead], failures: dark });
    const { result } = diaryOf(plan);
    expect(countOf(result, "attempts", "M05")).toBe(METERS);
    expect(countOf(result, "retries", "M05")).toBe(0);
    expect(countOf(result, "expired", "M05")).toBe(METERS);
  });

  for (const [behind, afterMs] of [
    ["csp.central", 60_000],
    ["csp.4g", 60_000],
    ["s1sp.moc", 300_000],
  ] as const)
    for (const failures of [dark, failing])
      test(`a meter behind ${behind} that ${failures === dark ? "is dark" : "fails"} holds its hub ${afterMs / 1000} s`, () => {
        const diary = diaryOf(smallMarket({ ...THREE_READS, behind, meters: 1, failures }), TWO_MS + HOUR_MS);
        expect(diary.at("hub").map(({ atMs }) => atMs - TWO_MS)).toEqual([afterMs, 2 * afterMs, 3 * afterMs]);
      });
});

describe("a full queue", () => {
  const QUEUE = 5;
  const SENT = 20;

  for (const place of ["dsp", "csp.north"] as const)
    test(`the ${place} refuses exactly what its queue can't hold, and no device hears of it`, () => {
      const plan = smallMarket({
        ...NORTH,
        meters: SENT,
        rows: [scheduledRead],
        perSecond: { [place]: 1 },
        capacity: { queueMax: QUEUE },
      });
      const { at, result } = diaryOf(plan);
      // One goes at once, five wait.
      expect(countOf(result, "refused", "T01")).toBe(SENT - 1 - QUEUE);
      expect(countOf(result, "answered", "T01")).toBe(1 + QUEUE);
      expect(at("hub").map(({ meter }) => meter)).toEqual([0, 1, 2, 3, 4, 5]);
    });
});
