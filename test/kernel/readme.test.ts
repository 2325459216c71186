import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { emptyFolder } from "../own-folder.ts";

// The worked example of the kernel's README is taken from the page and run, so that the page stays true.

interface CallCentre {
  readonly waitsMs: readonly [vip: readonly number[], other: readonly number[]];
  readonly promised: number;
  readonly stale: number;
  readonly calls: number;
}

const kernel = new URL("../../src/kernel/", import.meta.url);
const page = readFileSync(new URL("README.md", kernel), "utf8");
const examples = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code!);
const file = join(emptyFolder(), "example.ts");
writeFileSync(
  file,
  examples.join("\n").replaceAll(/from "\.\/([^"]+)"/g, (_, name) => `from "${new URL(name, kernel)}"`),
);
const { callCentre } = (await import(pathToFileURL(file).href)) as {
  callCentre: (seed: string, days: number) => CallCentre;
};

/** Erlang's C for c servers offered a load of a. */
const erlangC = (c: number, a: number): number => {
  const terms = Array.from({ length: c + 1 }, (_, k) => a ** k / [1, 1, 2, 6, 24, 120][k]!);
  const all = terms[c]! / (1 - a / c);
  return all / (terms.slice(0, c).reduce((sum, term) => sum + term, 0) + all);
};
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe("the call centre of the kernel's README", () => {
  // Sixty days each from thirty seeds, over three million calls. The replications are independent, so their spread gives the
  // standard error. Each starts empty, which moves its mean by some 1 in 10,000.
  const runs = Array.from({ length: 30 }, (_, i) => callCentre(`seed ${i}`, 60));

  const expectMean = (values: readonly number[], expected: number) => {
    const mean = sum(values) / values.length;
    const error = Math.sqrt(sum(values.map((v) => (v - mean) ** 2)) / (values.length - 1) / values.length);
    expect(4 * error).toBeLessThan(0.04 * expected);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
  };
  const meanOf = (waits: readonly number[]) => sum(waits) / waits.length;
  const busy = erlangC(5, 4); // λ = 1/45, μ = 1/180 a second: four of five agents are busy

  test("the page has one example", () => {
    expect(examples.length).toBe(1);
  });

  test("all callers wait C/(cμ − λ)", () => {
    expectMean(
      runs.map(({ waitsMs }) => meanOf(waitsMs.flat())),
      (busy / (5 / 180 - 1 / 45)) * 1000,
    );
  });

  test("VIPs, a fifth of them, wait C/(cμ(1 − ρ₀)), and the others that over 1 − ρ", () => {
    const vipMs = (busy / ((5 / 180) * (1 - 0.8 / 5))) * 1000;
    expectMean(
      runs.map(({ waitsMs }) => meanOf(waitsMs[0])),
      vipMs,
    );
    expectMean(
      runs.map(({ waitsMs }) => meanOf(waitsMs[1])),
      vipMs / (1 - 0.8),
    );
  });

  test("a call back is promised to those who wait two minutes; the other reminders go stale", () => {
    for (const { waitsMs, promised, stale, calls } of runs) {
      const answered = waitsMs.flat();
      const waiting = calls - answered.length;
      const longer = answered.filter((ms) => ms > 120_000).length;
      const exactly = answered.filter((ms) => ms === 120_000).length;
      expect(waiting).toBeGreaterThanOrEqual(0);
      expect(waiting).toBeLessThan(50);
      // Who is answered in the very ms of the reminder, or still waits at the end, may count either way.
      expect(promised).toBeGreaterThanOrEqual(longer);
      expect(promised).toBeLessThanOrEqual(longer + exactly + waiting);
      expect(promised).toBeGreaterThan(1000);
      // Reminders sent in the last two minutes are still pending.
      const pending = calls - promised - stale;
      expect(pending).toBeGreaterThanOrEqual(0);
      expect(pending).toBeLessThan(20);
    }
  });
});
