import { expect } from "vitest";
import { draw, exponentialQuantiles, openStream, type Quantiles } from "../../src/kernel/keyed-draws.ts";
import { RateLimit } from "../../src/kernel/rate-limit.ts";
import { Rows } from "../../src/kernel/rows.ts";
import { ServerPool } from "../../src/kernel/server-pool.ts";
import { Simulation } from "../../src/kernel/simulation.ts";

// Stations under Poisson arrivals, as queueing theory has them. Times are a second and more, so that whole ms don't
// count.

const NUMBER = 1;
const ARRIVED = 2;
const RANK = 3;
const COLUMNS = 4;

export interface CustomerClass {
  /** Mean time between arrivals. */
  readonly gapMs: number;
  readonly serviceMs: number;
  /** Service as multiples of `serviceMs` by a table of quantiles; without one every service takes `serviceMs`. */
  readonly service?: Quantiles | undefined;
}

export interface Trial {
  readonly classes: readonly CustomerClass[];
  /** A rate limit of one departure each `serviceMs` of the first class, burst 1, or so many servers. */
  readonly station: "rate limit" | number;
  /** Customers that are observed, and as many as a twentieth of them before, while the empty start wears off. */
  readonly customers: number;
}

export const exponential = exponentialQuantiles();

/** The wait of each customer before its service begins, in ms, in order of arrival, by class. */
export const waitsMs = (name: string, { classes, station, customers }: Trial): Float64Array[] => {
  const sim = new Simulation(0, 2 ** 16);
  const rows = new Rows(COLUMNS, 2 ** 16);
  const { cells } = rows;
  const warmUp = customers / 20;
  const gaps = classes.map((_, rank) => openStream(name, 0, `gaps ${rank}`));
  const services = classes.map((_, rank) => openStream(name, 0, `services ${rank}`));
  const waits = classes.map(() => [] as number[]);
  const gapsDrawn = classes.map(() => 0);
  const sent = classes.map(() => 0); // time of the last arrival, not rounded: rounding each gap would bend the rate
  let arrived = 0;

  const begin = (row: number) => {
    const at = row * COLUMNS;
    const number = cells[at + NUMBER]!;
    // Customers of a class begin in the order they came, so the waits do as well.
    if (number >= warmUp) waits[cells[at + RANK]!]!.push((sim.stampBase + sim.now - cells[at + ARRIVED]!) | 0);
  };
  const serviceMs = (row: number): number => {
    begin(row);
    const rank = cells[row * COLUMNS + RANK]!;
    const { service, serviceMs } = classes[rank]!;
    if (service === undefined) return serviceMs;
    return Math.round(serviceMs * service.at(draw(services[rank]!, cells[row * COLUMNS + NUMBER]!, 0)));
  };
  const options = { name, classes: classes.length, queueMax: Number.POSITIVE_INFINITY };
  const refuse = () => expect.unreachable("refused at a queue without limit");
  const watch = { change: () => {} };
  const leave = (row: number) => rows.give(row);
  const limited = (row: number) => {
    begin(row);
    leave(row);
  };
  const perSecond = 1000 / classes[0]!.serviceMs;
  const place =
    station === "rate limit"
      ? new RateLimit(sim, rows, { ...options, perSecond, burst: 1 }, limited, refuse, watch)
      : new ServerPool(sim, rows, { ...options, servers: station }, serviceMs, leave, refuse, watch);

  const next = (rank: number) => {
    const gapMs = classes[rank]!.gapMs * exponential.at(draw(gaps[rank]!, gapsDrawn[rank]!++, 0));
    const before = Math.round(sent[rank]!);
    sent[rank]! += gapMs;
    sim.send(sim.now + Math.round(sent[rank]!) - before, port, rank);
  };
  const port: number = sim.open("arrivals", (rank) => {
    if (arrived === warmUp + customers) return;
    next(rank);
    const row = rows.take();
    const at = row * COLUMNS;
    cells[at + NUMBER] = arrived++;
    cells[at + ARRIVED] = sim.stampBase + sim.now;
    cells[at + RANK] = rank;
    place.arrive(row, rank);
  });
  for (let rank = 0; rank < classes.length; rank++) next(rank);
  sim.run(Number.POSITIVE_INFINITY);
  return waits.map((list) => Float64Array.from(list));
};

const BATCHES = 50;

/**
 * Mean and its standard error by batch means: waits one after another are correlated, means of long runs of them
 * hardly, so fifty such means vary as independent numbers do.
 */
export const batchMeans = (values: Float64Array): { mean: number; error: number } => {
  const size = Math.floor(values.length / BATCHES);
  const means = Array.from({ length: BATCHES }, (_, b) => {
    const batch = values.subarray(b * size, (b + 1) * size);
    return batch.reduce((sum, value) => sum + value, 0) / size;
  });
  const mean = means.reduce((sum, value) => sum + value, 0) / BATCHES;
  const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (BATCHES - 1);
  return { mean, error: Math.sqrt(variance / BATCHES) };
};

/**
 * The mean of the values is the expected one within four standard errors (by chance 2 times in 10,000; the draws are
 * fixed), and those four are less than a share of it, so that the test can tell a fault.
 */
export const expectMean = (values: Float64Array, expected: number, shareMax = 0.05): void => {
  const { mean, error } = batchMeans(values);
  expect(4 * error).toBeLessThan(shareMax * expected);
  expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
};

/** A share p of the values is at most `valueMs`: the values beyond it, as zeros and ones, have the mean 1 − p. */
export const expectPercentile = (values: Float64Array, p: number, valueMs: number, shareMax = 0.1): void =>
  expectMean(
    values.map((value) => (value > valueMs ? 1 : 0)),
    1 - p,
    shareMax,
  );
