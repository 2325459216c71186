import { describe, expect, test, vi } from "vitest";
import { lognormalQuantiles, Quantiles } from "../../src/kernel/keyed-draws.ts";
import { expectMean, expectPercentile, exponential, type Trial, waitsMs } from "./poisson-station.ts";

vi.setConfig({ testTimeout: 120_000 }); // a busy machine is no fault

// Rates are per second and times in seconds here; a service takes a second on average, and waits are converted to ms.

/** Erlang's C: the probability that an arrival finds all c servers busy, offered a load of a. */
const erlangC = (c: number, a: number): number => {
  let term = 1;
  let sum = 0;
  for (let k = 0; k < c; k++) {
    sum += term;
    term *= a / (k + 1);
  }
  const all = term / (1 - a / c);
  return all / (sum + all);
};

/** P(wait ≤ t) of M/D/1 with services of one second (Erlang 1909). */
const mD1 = (load: number, t: number): number => {
  let sum = 0;
  for (let k = 0; k <= Math.floor(t); k++) {
    const x = load * (t - k);
    let term = Math.exp(x);
    for (let i = 1; i <= k; i++) term *= -x / i;
    sum += term;
  }
  return (1 - load) * sum;
};

const one = (
  load: number,
  service: Quantiles | undefined,
  station: Trial["station"],
  customers = 1_000_000,
): Trial => ({
  classes: [{ gapMs: 1000 / load, serviceMs: 1000, service }],
  station,
  customers,
});

describe("a station under Poisson arrivals", () => {
  test("M/M/1 at 0.7 waits ρ/(μ − λ), and its percentiles are −ln((1 − p)/ρ)/(μ − λ)", () => {
    const [waits] = waitsMs("M/M/1", one(0.7, exponential, 1, 1_600_000));
    expect(waits!.length).toBe(1_600_000);
    expectMean(waits!, (0.7 / 0.3) * 1000);
    for (const p of [0.5, 0.9, 0.95]) expectPercentile(waits!, p, (-Math.log((1 - p) / 0.7) / 0.3) * 1000);
  });

  test("M/M/3 at 0.75 waits C/(cμ − λ), and its percentiles are −ln((1 − p)/C)/(cμ − λ)", () => {
    const busy = erlangC(3, 2.25);
    const [waits] = waitsMs("M/M/3", one(2.25, exponential, 3, 1_600_000));
    expectPercentile(waits!, 1 - busy, 0);
    expectMean(waits!, (busy / 0.75) * 1000);
    for (const p of [0.8, 0.9, 0.95]) expectPercentile(waits!, p, (-Math.log((1 - p) / busy) / 0.75) * 1000);
  });

  for (const station of ["rate limit", 1] as const)
    test(`M/D/1 at 0.8 waits ρ/2(1 − ρ), by ${station === 1 ? "one server" : "a rate limit with burst 1"}`, () => {
      const [waits] = waitsMs("M/D/1", one(0.8, undefined, station));
      expectMean(waits!, (0.8 / (2 * 0.2)) * 1000);
      for (const t of [0, 0.5, 2, 5]) expectPercentile(waits!, mD1(0.8, t), t * 1000);
    });

  test("M/G/1 with lognormal service at 0.7 waits λE[S²]/2(1 − ρ) (Pollaczek–Khinchine)", () => {
    // Median m and 99th percentile 5 m: σ = ln 5 / 2.326348, E[S] = m e^(σ²/2), E[S²] = m² e^(2σ²).
    const sigma = Math.log(5) / 2.326347874;
    const median = Math.exp((-sigma * sigma) / 2);
    const [waits] = waitsMs("M/G/1 lognormal", one(0.7, lognormalQuantiles(median, 5 * median), 1));
    expectMean(waits!, ((0.7 * median ** 2 * Math.exp(2 * sigma ** 2)) / (2 * 0.3)) * 1000);
    expectPercentile(waits!, 1 - 0.7, 0);
  });

  test("M/G/1 with service in two branches at 0.6 waits as Pollaczek–Khinchine say", () => {
    // One in ten takes five and a half seconds, the others half of one: E[S] = 1, E[S²] = 3.25.
    const branches = new Quantiles((p) => (p < 0.9 ? 0.5 : 5.5));
    const [waits] = waitsMs("M/G/1 two branches", one(0.6, branches, 1));
    expectMean(waits!, ((0.6 * 3.25) / (2 * 0.4)) * 1000);
    expectPercentile(waits!, 1 - 0.6, 0);
  });

  test("a rate limit at low load hardly delays: M/D/1 at 0.1", () => {
    const [waits] = waitsMs("M/D/1 low", one(0.1, undefined, "rate limit"));
    expectMean(waits!, (0.1 / (2 * 0.9)) * 1000);
    expectPercentile(waits!, 0.9, 0);
  });
});

describe("priority classes that interrupt nobody", () => {
  test("three classes with services of their own wait R/((1 − σ of those before)(1 − σ)) (Cobham 1954)", () => {
    const loads = [0.2, 0.3, 0.3];
    const services = [0.5, 1, 2]; // seconds
    const residual = loads.reduce((sum, load, i) => sum + load * services[i]!, 0); // Σ λE[S²]/2 = Σ ρ E[S], exponential
    const classes = loads.map((load, i) => {
      const serviceMs = services[i]! * 1000;
      return { gapMs: serviceMs / load, serviceMs, service: exponential };
    });
    const waits = waitsMs("priorities", { classes, station: 1, customers: 1_200_000 });
    let before = 0;
    loads.forEach((load, i) => {
      const upTo = before + load;
      expectMean(waits[i]!, (residual / ((1 - before) * (1 - upTo))) * 1000, 0.07);
      expectPercentile(waits[i]!, 1 - 0.8, 0);
      before = upTo;
    });
  });

  test("three classes at three servers, services alike, wait C/cμ((1 − σ of those before)(1 − σ))", () => {
    const loads = [0.2, 0.3, 0.3]; // of all three servers
    const classes = loads.map((load) => ({ gapMs: 1000 / (3 * load), serviceMs: 1000, service: exponential }));
    const waits = waitsMs("priorities at three", { classes, station: 3, customers: 1_200_000 });
    const busy = erlangC(3, 2.4);
    let before = 0;
    loads.forEach((load, i) => {
      const upTo = before + load;
      expectMean(waits[i]!, (busy / (3 * (1 - before) * (1 - upTo))) * 1000, 0.07);
      expectPercentile(waits[i]!, 1 - busy, 0);
      before = upTo;
    });
  });

  test("three classes at a rate limit wait as M/D/1 with priorities", () => {
    const loads = [0.2, 0.3, 0.3];
    const classes = loads.map((load) => ({ gapMs: 1000 / load, serviceMs: 1000 }));
    const waits = waitsMs("priorities at a limit", { classes, station: "rate limit", customers: 1_200_000 });
    let before = 0;
    loads.forEach((load, i) => {
      const upTo = before + load;
      expectMean(waits[i]!, (0.4 / ((1 - before) * (1 - upTo))) * 1000, 0.07); // Σ λE[S²]/2 = 0.8/2
      before = upTo;
    });
  });
});
