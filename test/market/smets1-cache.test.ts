import { describe, expect, test } from "vitest";
import type { Plan, ProfilePiece } from "../../src/domain/plan.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { each, row } from "../fluid/base-rows.ts";
import { ANSWER_MS, countOf, type Diary, diaryOf, scheduledRead, smallMarket, TWO_MS } from "./small-market.ts";

// S-06, S-07: a cache at each S1SP, in a market of SMETS1 meters where one, two or three Users read each of them.

const METERS = 40;
const at = (hour: number): readonly ProfilePiece[] => [{ fromMinute: 60 * hour, toMinute: 60 * hour, share: 1 }];
const supplierRead = scheduledRead;
const agentRead = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
const secondRead = row({ ...scheduledRead, id: "R01", process: "second-role", need: "second-role", role: "agent" });
const READERS = [supplierRead, agentRead, secondRead];

interface Cached {
  readonly readers: number;
  /** Hours at which they ask. */
  readonly hours?: readonly [number, number, number];
  readonly cache?: Plan["cache"];
  readonly needs?: Partial<Plan["needs"]>;
  readonly failures?: Partial<Plan["failures"]>;
  readonly more?: Partial<Parameters<typeof smallMarket>[0]>;
}

const LIFETIME = { lifetimeMs: 24 * HOUR_MS, hitWork: 0.1 };

const market = ({ readers, hours = [2, 2, 2], cache = LIFETIME, needs, failures, more }: Cached): Plan => ({
  ...smallMarket({
    meters: METERS,
    behind: "s1sp.moc",
    rows: READERS.slice(0, readers).map((one, i) => ({ ...one, profile: at(hours[i]!) })),
    estate: { independentShare: 1 },
    needs: { mhhs: readers > 1, secondRolePerMeterDay: readers > 2 ? 1 : 0, ...needs },
    ...(failures === undefined ? {} : { failures }),
    ...more,
  }),
  cache,
});

const books = ({ result }: Diary, cohort = "moc") => {
  const of = (which: string): number => result.scalars[`s1sp.${cohort}.cache.${which}`]!;
  return { needs: of("needs"), deviceReads: of("device_reads"), hits: of("hits"), joined: of("joined") };
};

describe("a cache answers every reader of a meter-day but the first", () => {
  for (const readers of [1, 2, 3]) {
    test(`${readers} who ask together: one device read a meter, the others join it`, () => {
      const diary = diaryOf(market({ readers }));
      expect(books(diary)).toEqual({
        needs: readers * METERS,
        deviceReads: METERS,
        hits: 0,
        joined: (readers - 1) * METERS,
      });
      expect(diary.at("hub")).toHaveLength(METERS);
      for (const { id } of READERS.slice(0, readers)) expect(countOf(diary.result, "answered", id)).toBe(METERS);
    });

    test(`${readers} who ask hours apart: one device read a meter, the others are hits`, () => {
      const diary = diaryOf(market({ readers, hours: [2, 5, 9] }));
      expect(books(diary)).toEqual({
        needs: readers * METERS,
        deviceReads: METERS,
        hits: (readers - 1) * METERS,
        joined: 0,
      });
      expect(diary.at("hub")).toHaveLength(METERS);
    });
  }

  test("a hit takes no time beyond the DCC's queues; who joins has the answer when the first has", () => {
    const apart = diaryOf(market({ readers: 2, hours: [2, 5, 9] }));
    expect(
      new Set(
        apart
          .at("cache.moc")
          .filter(({ row }) => row === "M03")
          .map(({ atMs }) => atMs),
      ),
    ).toEqual(new Set([5 * HOUR_MS]));
    const together = diaryOf(market({ readers: 2 }));
    const back = together.at("s1sp.moc return");
    expect(back).toHaveLength(2 * METERS);
    expect(new Set(back.map(({ atMs }) => atMs))).toEqual(new Set([TWO_MS + ANSWER_MS]));
  });

  test("which of the Users is first makes no difference", () => {
    const diary = diaryOf(market({ readers: 3, hours: [9, 2, 5] }));
    expect(books(diary)).toMatchObject({ deviceReads: METERS, hits: 2 * METERS });
    expect(new Set(diary.at("hub").map(({ row }) => row))).toEqual(new Set(["M03"]));
  });
});

describe("a cache is of no use", () => {
  test("when the agent passes the data on outside the DCC: there is no second read", () => {
    const diary = diaryOf(market({ readers: 2, needs: { supplierReadsToo: 0 } }));
    expect(books(diary)).toEqual({ needs: METERS, deviceReads: METERS, hits: 0, joined: 0 });
    expect(countOf(diary.result, "answered", "P01")).toBe(METERS);
  });

  test("when the existing read is of registers only: it is not the same data", () => {
    const diary = diaryOf(market({ readers: 2, needs: { reuseShare: 0 } }));
    expect(books(diary)).toEqual({ needs: METERS, deviceReads: METERS, hits: 0, joined: 0 });
    expect(diary.at("hub")).toHaveLength(2 * METERS);
  });

  test("behind a CSP: SMETS2 meters have none", () => {
    const diary = diaryOf(market({ readers: 2, more: { behind: "csp.north" } }));
    expect(diary.at("hub")).toHaveLength(2 * METERS);
    expect(books(diary)).toEqual({ needs: 0, deviceReads: 0, hits: 0, joined: 0 });
  });

  test("when it is not there", () => {
    const diary = diaryOf({ ...market({ readers: 2 }), cache: undefined });
    expect(diary.at("hub")).toHaveLength(2 * METERS);
  });

  test("for a month of data, which is other data than a day's", () => {
    const diary = diaryOf(market({ readers: 2, needs: { mhhsCycleDays: 2 } }));
    expect(books(diary)).toEqual({ needs: METERS, deviceReads: METERS, hits: 0, joined: 0 });
  });
});

describe("nothing stale is ever served", () => {
  test("a profile whose lifetime has ended is read anew", () => {
    const short = { ...LIFETIME, lifetimeMs: 5 * HOUR_MS };
    const inside = diaryOf(market({ readers: 2, hours: [2, 4, 0], cache: short }));
    expect(books(inside)).toMatchObject({ deviceReads: METERS, hits: METERS });
    const outside = diaryOf(market({ readers: 2, hours: [2, 5, 0], cache: short }));
    expect(books(outside)).toMatchObject({ deviceReads: 2 * METERS, hits: 0 });
  });

  test("yesterday's profile is no answer to who asks for today's", () => {
    const plan = market({ readers: 1, cache: { ...LIFETIME, lifetimeMs: 7 * 24 * HOUR_MS } });
    const days = { ...plan, horizon: { ...plan.horizon, measuredDays: 3 } };
    expect(books(diaryOf(days, 72 * HOUR_MS))).toEqual({
      needs: 3 * METERS,
      deviceReads: 3 * METERS,
      hits: 0,
      joined: 0,
    });
  });

  test("a read that failed is not kept, and those that joined it fail with it", () => {
    const failures = { attemptSmets1: 1, retryAfterMs: [HOUR_MS], errorAfterMs: { smets2: 60_000, smets1: 300_000 } };
    const diary = diaryOf(market({ readers: 2, hours: [2, 2, 0], failures }));
    // Both are sent again after an hour: the first of the retries asks the device, the other joins it.
    expect(books(diary)).toEqual({ needs: 4 * METERS, deviceReads: 2 * METERS, hits: 0, joined: 2 * METERS });
    for (const id of ["T01", "M03"]) expect(countOf(diary.result, "expired", id)).toBe(METERS);
    const apart = diaryOf(market({ readers: 2, hours: [2, 5, 0], failures: { ...failures, retryAfterMs: [] } }));
    expect(books(apart)).toMatchObject({ deviceReads: 2 * METERS, hits: 0 });
  });

  test("who joined a read of a dark meter knows that it is dark", () => {
    const diary = diaryOf(market({ readers: 2, failures: { longTermDark: 1, retryAfterMs: [] } }));
    for (const id of ["T01", "M03"]) expect(countOf(diary.result, "dark", id)).toBe(METERS);
  });

  test("a failed read is made good by the retry, and that is kept", () => {
    // Every meter fails now and then; nothing is dark. What was answered once is asked of no device again.
    const plan = market({ readers: 2, hours: [2, 15, 0], failures: { attemptSmets1: 0.5 } });
    const diary = diaryOf(plan, 30 * HOUR_MS);
    const answered = new Set(
      diary
        .at("hub")
        .filter(({ atMs }) => atMs < 15 * HOUR_MS)
        .map(({ meter }) => meter),
    );
    expect(answered.size).toBe(METERS);
    // Attempts at 2, 3, 6 and 12 h: who has the supplier's data by 15:00 has it in the cache.
    expect(books(diary).hits).toBe(countOf(diary.result, "answered", "T01"));
  });
});

describe("the official clock of an on-demand read", () => {
  const onDemand = { ...agentRead, mode: "on-demand", priority: 0, targetMs: { smets2: 1, smets1: 1 } } as const;
  const rowsOf = (hour: number) => [supplierRead, { ...onDemand, profile: at(hour) }];

  test("counts no device leg, neither of a hit nor of the read that it joined", () => {
    for (const hour of [2, 5]) {
      const plan = { ...market({ readers: 2 }), rows: rowsOf(hour) };
      const { result } = diaryOf(plan);
      expect(countOf(result, "answered", "M03")).toBe(METERS);
      const first = 8 * result.ledger.kinds.indexOf("M03");
      const official = result.ledger.officialMs.slice(first, first + 8).reduce((sum, { sumMs }) => sum + sumMs, 0);
      expect(official).toBe(0);
    }
  });
});

describe("the S1SP's rate", () => {
  const PER_SECOND = 2;
  const last = (plan: Plan): number =>
    Math.max(
      ...diaryOf(plan)
        .at("s1sp.moc")
        .map(({ atMs }) => atMs),
    );
  const limited = { perSecond: { "s1sp.moc": PER_SECOND } } as const;

  test.each([
    [1, 1],
    [0.1, 0.1],
    [0, 0],
  ])("a hit that costs %d takes %d of a request's place", (hitWork, work) => {
    // The second User's reads come while the queue of the first is served, in the order in which they were sent.
    const cache = { ...LIFETIME, hitWork };
    const plan = market({ readers: 2, hours: [2, 2, 0], cache, more: limited });
    // The departures of n requests of this work end n × work ÷ rate after they began, but for one in service.
    const endsMs = TWO_MS + (1000 * (METERS + (METERS - 1) * work)) / PER_SECOND;
    expect(Math.abs(last(plan) - endsMs)).toBeLessThanOrEqual(1000 / PER_SECOND + 1);
  });
});

describe("dual control", () => {
  const controlled = (cache: Plan["cache"]): Diary => {
    const plan = market({ readers: 2, hours: [2, 5, 0], needs: { dualControlShare: 1 } });
    return diaryOf({ ...plan, cache });
  };
  const work = ({ at: of }: Diary) => of("dco.moc").map(({ atMs, meter, row }) => ({ atMs, meter, row }));

  test("is the same work with and without a cache, where reads need it too (S-07)", () => {
    const [kept, read] = [controlled(LIFETIME), controlled(undefined)];
    expect(work(kept)).toEqual(work(read));
    expect(work(kept)).toHaveLength(2 * METERS);
    expect([kept.at("hub").length, read.at("hub").length]).toEqual([METERS, 2 * METERS]);
  });

  test("is asked of the stated share of meter-days, of all reads of one alike", () => {
    const plan = market({ readers: 2, needs: { dualControlShare: 0.4 } });
    const seen = diaryOf({ ...plan, estate: { ...plan.estate, meters: 2000 } }).at("dco.moc");
    const meters = new Set(seen.map(({ meter }) => meter));
    expect(seen).toHaveLength(2 * meters.size);
    expect(Math.abs(meters.size - 800)).toBeLessThan(4 * Math.sqrt(2000 * 0.4 * 0.6));
  });
});

describe("cohorts", () => {
  const cohorts = (mocPerSecond: number): Diary =>
    diaryOf(
      smallMarket({
        meters: 600,
        rows: [supplierRead],
        estate: { smets1Share: 1, s1spSplit: [1 / 3, 1 / 3, 1 / 3] },
        perSecond: { "s1sp.moc": mocPerSecond },
      }),
    );

  test("with the DSP unlimited, a cohort's backlog moves no other cohort's latency at all (S-07)", () => {
    const [slow, quick] = [cohorts(0.01), cohorts(1e6)];
    const arrivals = ({ at: of }: Diary, cohort: string) => of(`s1sp.${cohort} return`);
    for (const cohort of ["ioc", "foc"]) {
      expect(arrivals(slow, cohort).length).toBeGreaterThan(100);
      expect(arrivals(slow, cohort)).toEqual(arrivals(quick, cohort));
    }
    expect(arrivals(slow, "moc").at(-1)!.atMs).toBeGreaterThan(arrivals(quick, "moc").at(-1)!.atMs + HOUR_MS);
  });
});

describe("export", () => {
  test("profiles have a place of their own: import and export of a meter are two reads", () => {
    const exportRead = row({
      ...agentRead,
      id: "M06",
      need: "export-agent",
      srv: "4.8.3",
      profile: at(5),
      perMeterDay: each(1),
    });
    const plan = market({ readers: 2, hours: [2, 3, 0], more: { estate: { independentShare: 1, exportShare: 1 } } });
    const diary = diaryOf({ ...plan, rows: [...plan.rows, exportRead] });
    expect(books(diary)).toEqual({ needs: 3 * METERS, deviceReads: 2 * METERS, hits: METERS, joined: 0 });
  });
});
