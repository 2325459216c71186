import { describe, expect, test } from "vitest";
import { agentShareOf, collectionParts } from "../../src/domain/collection.ts";
import { accessOf, agentOf, CUSTOMERS_AGENT, makeMeterWords, supplierOf } from "../../src/domain/meter-word.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { expectedPerDay } from "../../src/domain/population.ts";
import { senderShares } from "../../src/domain/users.ts";
import { openStream } from "../../src/kernel/keyed-draws.ts";
import { profileReaderOf } from "../../src/smoothing/profile-readers.ts";
import { row } from "../fluid/base-rows.ts";
import { extending, load } from "../scenario/loading.ts";
import { planOf } from "./native.ts";
import { countOf, type Diary, diaryOf, scheduledRead, smallMarket } from "./small-market.ts";

// S-04, S-03, S-15, S-29: who collects, supplier by supplier, and how many Users read a meter because of it.

const METERS = 400;
const ownRead = row({ ...scheduledRead, id: "M01", process: "mhhs-reads", need: "own-mdr" });
const agentRead = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });

// Four suppliers of equal size, one in each way.
const SELF = 0;
const BOTH = 1;
const SHARED = 2;
const AGENT = 3;
const market = (needs: Partial<Plan["needs"]> = {}, customersAgentShare = 0): Plan =>
  smallMarket({
    meters: METERS,
    rows: [scheduledRead, ownRead, agentRead],
    estate: {
      supplierShares: [0.25, 0.25, 0.25, 0.25],
      independentShare: customersAgentShare + (1 - customersAgentShare) * 0.75,
      agentShares: [0, 1, 1, 1],
      customersAgentShare,
    },
    needs: {
      mhhs: true,
      countsReaders: true,
      bySupplier: [
        { readsToo: 1, isPassedOn: true },
        { readsToo: 1, isPassedOn: true },
        { readsToo: 0, isPassedOn: true },
        { readsToo: 0, isPassedOn: false },
      ],
      ...needs,
    },
  });
const wordsOf = (plan: Plan): Uint32Array =>
  makeMeterWords(plan.estate, openStream(plan.seed, plan.replication, "meters"), METERS);
const of = (words: Uint32Array, holds: (word: number) => boolean): number[] =>
  Array.from(words.keys()).filter((meter) => holds(words[meter]!));
/** Rows by which each meter of a supplier is read, as a text. */
const readsOf = (plan: Plan, diary: Diary, supplier: number): ReadonlySet<string> => {
  const read = new Map<number, string[]>();
  for (const { meter, row: id } of diary.at("dsp")) read.set(meter, [...(read.get(meter) ?? []), id]);
  return new Set(
    of(wordsOf(plan), (word) => supplierOf(word) === supplier).map((meter) => (read.get(meter) ?? []).sort().join()),
  );
};
const readers = ({ result }: Diary): Record<string, number> =>
  Object.fromEntries(
    result.rules.filter(({ metric }) => metric === "profile_readers").map(({ place, value }) => [place, value]),
  );

describe("a supplier's way to collect (S-04)", () => {
  const plan = market();
  const diary = diaryOf(plan);
  const size = (supplier: number): number => of(wordsOf(plan), (word) => supplierOf(word) === supplier).length;

  test("self: the supplier reads, and settles on what it reads", () => {
    expect(readsOf(plan, diary, SELF)).toEqual(new Set(["T01"]));
    expect(countOf(diary.result, "answered", "M00")).toBe(size(SELF));
  });

  test("both: its agent reads, and so does the supplier", () => {
    expect(readsOf(plan, diary, BOTH)).toEqual(new Set(["M03,T01"]));
  });

  test("shared: the agent reads, and the supplier has the data from it outside the DCC", () => {
    expect(readsOf(plan, diary, SHARED)).toEqual(new Set(["M03"]));
    expect(countOf(diary.result, "answered", "P01")).toBe(size(SHARED));
  });

  test("agent: the agent reads, and the supplier is due no profile", () => {
    expect(readsOf(plan, diary, AGENT)).toEqual(new Set(["M03"]));
    const wanted = diary.result.ledger.wanted.reduce((sum, one) => sum + one, 0);
    // T01 and M00, T01 and M03, M03 and P01, M03.
    expect(wanted).toBe(2 * size(SELF) + 2 * size(BOTH) + 2 * size(SHARED) + size(AGENT));
  });

  test("settles how many Users read a meter, and so how many reads the DCC carries", () => {
    const [one, two] = [size(SELF) + size(SHARED) + size(AGENT), size(BOTH)];
    expect(readers(diary)).toEqual({ "no User": 0, "1 User": one, "2 Users": two, "3 Users": 0 });
    expect(diary.at("dsp")).toHaveLength(one + 2 * two);
  });

  test("where the existing read is of registers only, it goes on, and each party reads its own profile", () => {
    const registers = market({ reuseShare: 0 });
    const read = diaryOf(registers);
    for (const supplier of [BOTH, SHARED, AGENT])
      expect(readsOf(registers, read, supplier)).toEqual(new Set(["M03,T01"]));
    expect(readsOf(registers, read, SELF)).toEqual(new Set(["M01,T01"]));
    expect(readers(read)).toEqual({ "no User": 0, "1 User": METERS, "2 Users": 0, "3 Users": 0 });
  });

  test("is of no effect without settlement: existing use is as it is today", () => {
    const today = diaryOf(market({ mhhs: false }));
    expect(today.at("dsp").map(({ row: id }) => id)).toEqual(Array(METERS).fill("T01"));
  });
});

describe("an agent whom the customer appointed", () => {
  const plan = market({}, 0.4);
  const words = wordsOf(plan);
  const isCustomers = (word: number): boolean => (word & CUSTOMERS_AGENT) !== 0;

  test("reads the stated share of meters, of every supplier alike", () => {
    for (const supplier of [SELF, BOTH, SHARED, AGENT]) {
      const all = of(words, (word) => supplierOf(word) === supplier).length;
      const found = of(words, (word) => supplierOf(word) === supplier && isCustomers(word)).length;
      expect(Math.abs(found - 0.4 * all)).toBeLessThan(4 * Math.sqrt(all * 0.4 * 0.6));
    }
    expect(of(words, (word) => isCustomers(word) && agentOf(word) === 0)).toEqual([]);
  });

  test("reads beside the supplier, whatever that one's own way", () => {
    const reads = diaryOf(plan).at("dsp");
    const customers = new Set(of(words, isCustomers));
    for (const id of ["T01", "M03"])
      expect(
        new Set(reads.filter(({ meter, row: one }) => one === id && customers.has(meter)).map(({ meter }) => meter)),
      ).toEqual(customers);
  });

  test("leaves the meters that have none with the agent, or the supplier, that they had", () => {
    const before = wordsOf(market());
    const others = of(words, (word) => !isCustomers(word));
    expect(others.length).toBeGreaterThan(150);
    expect(others.map((meter) => words[meter])).toEqual(others.map((meter) => before[meter]));
  });
});

describe("rates of the plan and what the market sends", () => {
  const lines =
    "estate.suppliers: { large: [40 %, 30 %, 20 %, 10 %], small: { count: 0, share: 0 } }\n" +
    "collection: { suppliers: { Supplier 1: self, Supplier 2: shared, Supplier 3: agent }, customersAgents: 10 % }";
  const plan = planOf(extending(lines), "unchanged", { replication: 0, scale: 0.0005 });
  const rate = (id: string): number => plan.rows.find((one) => one.id === id)!.perMeterDay.smets2;

  test("add up supplier by supplier", () => {
    // 10 % by customers; of the other 90 %: none of 40 %, all of 30 % and 20 %, 0.30 of 10 %.
    const appointed = 0.9 * (0.3 + 0.2 + 0.1 * 0.3);
    expect(plan.estate.independentShare).toBeCloseTo(0.1 + appointed, 12);
    expect(rate("M03") + rate("M04")).toBeCloseTo(0.1 + appointed, 12);
    // Two suppliers leave the profile, 0.90 of days, to their agents.
    expect(rate("T01") + rate("T02")).toBeCloseTo(0.924 - 0.9 * 0.5 * 0.9, 12);
    expect(collectionParts(plan).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(agentShareOf(plan.estate, 0)).toBeCloseTo(0.1, 12);
  });

  test("and by sender: own-MDR reads are of suppliers whose meters have no agent", () => {
    const own = plan.rows.find(({ id }) => id === "M01")!;
    const shares = [...senderShares(own, plan)].slice(0, 4);
    // 0.9 × 0.40, none, none, and 0.9 × 0.7 × 0.10.
    const all = 0.9 * (0.4 + 0.07);
    for (const [i, share] of [(0.9 * 0.4) / all, 0, 0, (0.9 * 0.07) / all].entries())
      expect(shares[i]).toBeCloseTo(share, 12);
    const existing = [...senderShares(plan.rows.find(({ id }) => id === "T01")!, plan)].slice(0, 4);
    const kept = [0.4 * 0.924, 0.3 * (0.924 - 0.81), 0.2 * (0.924 - 0.81), 0.1 * 0.924];
    const sum = kept.reduce((one, other) => one + other, 0);
    for (const [i, share] of kept.entries()) expect(existing[i]).toBeCloseTo(share / sum, 12);
  });

  test("are what is drawn, within chance, at every component", () => {
    const drawn = diaryOf(plan).result.ledger;
    for (const one of plan.rows) {
      if (profileReaderOf(one) === undefined) continue;
      expectedPerDay(one, plan.estate).forEach((perDay, access) => {
        const expected = perDay * plan.scale;
        const wanted = drawn.wanted[8 * drawn.kinds.indexOf(one.id) + access]!;
        expect(Math.abs(wanted - expected)).toBeLessThan(4 * Math.sqrt(expected) + 1);
      });
    }
  });
});

describe("the share that is outsourced (S-15, S-29)", () => {
  const scenario = load("scenarios/outsourced-share.yaml");
  const plan = (option: string): Plan => planOf(scenario, option, { replication: 0, scale: 0.0005 });
  /** Users that read a meter's profile on a day, by the arithmetic of the shares. */
  const expected = (outsourced: number): number => (1 - outsourced) * 1 + outsourced * (1 + 0.9);
  const profilesOf = (option: string): number => {
    const found = readers(diaryOf(plan(option), 1));
    const all = Object.values(found).reduce((sum, meters) => sum + meters, 0);
    return (found["1 User"]! + 2 * found["2 Users"]! + 3 * found["3 Users"]!) / all;
  };

  test.each([0, 25, 50, 75, 100])(
    "with %i per cent outsourced, each meter is read by one User, and by a second where it is outsourced",
    (n) => {
      expect(Math.abs(profilesOf(`outsourced-${n}`) - expected(n / 100))).toBeLessThan(4 * Math.sqrt(0.25 / 15_000));
    },
  );

  test("shared outside the DCC, one User reads each meter again", () => {
    expect(profilesOf("outsourced-100-shared")).toBe(1);
  });

  test("suppliers that collect for themselves load the DCC less: each step adds to what every component is asked", () => {
    const asked = [0, 25, 50, 75, 100].map((n) => {
      const { rows, estate } = plan(`outsourced-${n}`);
      return rows.reduce((sum, one) => sum + expectedPerDay(one, estate).reduce((s, m) => s + m, 0), 0);
    });
    for (const [i, more] of asked.slice(1).entries()) expect(more).toBeGreaterThan(asked[i]!);
  });

  test("no meter of any option is behind another component than in the others", () => {
    const [none, all] = ["outsourced-0", "by-supplier"].map((option) => wordsOf(plan(option)));
    expect([...none!].map(accessOf)).toEqual([...all!].map(accessOf));
  });
});
