import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../src/domain/contracts.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { extending, folderOf, problemsOf } from "./loading.ts";

// S-24 requests a second of each S1SP; S-25 volume profiles of each CSP, in total and by class of requests.

const contractsOf = (lines = ""): readonly Contract[] =>
  fluidPlanOf(extending(lines), "unchanged", { replication: 0, scale: 1 }).contracts;
const named = (contracts: readonly Contract[], component: string, requestClass = "all"): Contract =>
  contracts.find((one) => one.component === component && one.requestClass === requestClass)!;
const flat = (perHalfHour: number): readonly number[] => new Array<number>(48).fill(perHalfHour);

describe("what is contracted for (S-24, S-25)", () => {
  test("is capacity in every half hour, as long as nobody says otherwise", () => {
    const contracts = contractsOf();
    expect(contracts.map(({ component, requestClass }) => `${component} ${requestClass}`)).toEqual([
      "csp.north all",
      "csp.central all",
      "csp.south all",
      "csp.4g all",
      "s1sp.ioc all",
      "s1sp.moc all",
      "s1sp.foc all",
    ]);
    named(contracts, "csp.north").perHalfHour.forEach((one) => void expect(one).toBeCloseTo(485 * 1800, 6));
    expect(named(contracts, "s1sp.moc").perHalfHour).toEqual(flat(280 * 1800));
  });

  test("goes up with the capacity that it stands for (O7)", () =>
    expect(named(contractsOf("uplift.s1sp.moc: 20 %"), "s1sp.moc").perHalfHour).toEqual(flat(336 * 1800)));

  test("is held against half hours at a CSP, against minutes at an S1SP", () => {
    const contracts = contractsOf();
    expect(named(contracts, "csp.4g").intervalMinutes).toBe(30);
    expect(named(contracts, "s1sp.foc").intervalMinutes).toBe(1);
  });

  test("may be a volume with a profile, in total and by class", () => {
    const contracts = contractsOf(`contracts.csp.north:
  volume: 24_000_000 /d
  shape: { "00:00-06:00": 50 %, "06:00-24:00": 50 % }
  byClass:
    reads: { requests: [4.8.1, 4.8.3], volume: 4_800_000 /d, shape: uniform }
contracts.s1sp.ioc: 100 /s
`);
    const { perHalfHour } = named(contracts, "csp.north");
    perHalfHour.forEach((one, i) => void expect(one).toBeCloseTo(i < 12 ? 1e6 : 12e6 / 36, 6));
    const reads = named(contracts, "csp.north", "reads");
    expect(reads.requests).toEqual(["4.8.1", "4.8.3"]);
    reads.perHalfHour.forEach((one) => void expect(one).toBeCloseTo(1e5, 6));
    expect(named(contracts, "s1sp.ioc").perHalfHour).toEqual(flat(180_000));
  });
});

describe("contracts that are enforced", () => {
  const limits = (lines = "") =>
    fluidPlanOf(extending(lines), "unchanged", { replication: 0, scale: 1 }).contractLimits;

  test("are no part of a plan where they are not", () => expect(limits()).toBeUndefined());

  test("limit each CSP and S1SP to its contract in total, not to those of classes", () => {
    const found = limits(`contracts.enforce: true
contracts.csp.north.volume: 8_640_000 /d
contracts.csp.north.byClass.reads: { requests: [4.8.1], volume: 86_400 /d, shape: uniform }
contracts.s1sp.foc: 90 /s
`)!;
    expect(found).toHaveLength(7);
    for (const perSecond of found[0]!) expect(perSecond).toBeCloseTo(100, 9);
    expect(found[6]).toEqual(flat(90));
  });

  test("are refused where one is private: what is carried would tell it", () => {
    const folder = folderOf({
      "any.yaml": "question: What if?\nextends: BASE\ncontracts.enforce: true\n",
      "private.yaml": "contracts.s1sp.moc: 123.4 /s\n",
    });
    const problems = problemsOf(join(folder, "any.yaml"), { overlays: [join(folder, "private.yaml")] });
    expect(problems).toEqual([
      "any.yaml:3:20 contracts.enforce: what is carried would tell a private contract; " +
        "expected enforce: false with one",
    ]);
  });
});
