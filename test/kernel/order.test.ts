import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { DELAY_MS_MAX, SEGMENT_MS_MAX, Simulation } from "../../src/kernel/simulation.ts";
import { DAY_MS } from "../../src/kernel/time.ts";

vi.setConfig({ testTimeout: 120_000 }); // a busy machine is no fault

// The order rule, held against a stable sort of all that was sent by time: the language promises that such a sort keeps
// ties as they were sent.

interface Program {
  /** Where the clock stands before the first send. */
  readonly startMs: number;
  /**
   * How far ahead each event is sent, in order of sending; the last of them are never sent if nobody is left to send.
   */
  readonly delaysMs: readonly number[];
  /** How many further events each event sends, in order of running. */
  readonly children: readonly number[];
  /** Slices of run(until), and how many events are sent from outside before each. */
  readonly slices: readonly { readonly forMs: number; readonly fromOutside: number }[];
}

/** Runs a program; gives times in order of sending, events in order of running, and the time each ran at. */
const runProgram = ({ startMs, delaysMs, children, slices }: Program) => {
  const sim = new Simulation(0, 2 ** 16);
  const sentFor: number[] = [];
  const ran: number[] = [];
  const ranAt: number[] = [];
  const sendNext = () => {
    if (sentFor.length === delaysMs.length) return;
    const delayMs = delaysMs[sentFor.length]!;
    const event = sentFor.push(sim.timeMs + delayMs) - 1;
    sim.send(sim.now + delayMs, ports[event % 2]!, event);
  };
  const ports = [0, 1].map((odd) =>
    sim.open(`port ${odd}`, (event) => {
      expect(event % 2).toBe(odd);
      ran.push(event);
      ranAt.push(sim.timeMs);
      for (let k = children[ran.length % children.length]!; k > 0; k--) sendNext();
    }),
  );
  sim.run(startMs);
  for (const { forMs, fromOutside } of slices) {
    for (let k = 0; k < fromOutside; k++) sendNext();
    const untilMs = sim.timeMs + forMs;
    sim.run(untilMs);
    expect(sim.timeMs).toBe(untilMs);
    expect(ran.length).toBe(sentFor.filter((t) => t < untilMs).length);
  }
  sendNext();
  sim.run(Number.POSITIVE_INFINITY);
  return { sim, sentFor, ran, ranAt };
};

const checkProgram = (program: Program) => {
  const { sim, sentFor, ran, ranAt } = runProgram(program);
  const sorted = sentFor.map((_, event) => event).sort((p, q) => sentFor[p]! - sentFor[q]!);
  expect(ran).toEqual(sorted);
  expect(ranAt).toEqual(sorted.map((event) => sentFor[event]));
  expect(sim.isEmpty()).toBe(true);
  expect(sim.events).toBe(sentFor.length);
};

const EPOCH = 2 ** 20;
const edges = [0, 0, 0, 1, 1023, 1024, EPOCH - 1, EPOCH, EPOCH + 1];
const delayMs = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...edges) },
  { weight: 2, arbitrary: fc.nat(3000) },
  { weight: 1, arbitrary: fc.nat(4 * EPOCH) },
);
const farDelayMs = fc.oneof(
  { weight: 6, arbitrary: delayMs },
  { weight: 1, arbitrary: fc.constantFrom(DAY_MS, 3 * DAY_MS, DELAY_MS_MAX) },
);
const programs = (startMs: fc.Arbitrary<number>, delay: fc.Arbitrary<number>, forMs: fc.Arbitrary<number>) =>
  fc.record({
    startMs,
    delaysMs: fc.array(delay, { minLength: 1, maxLength: 400, size: "max" }),
    children: fc.array(fc.nat(3), { minLength: 1, maxLength: 50 }),
    slices: fc.array(fc.record({ forMs, fromOutside: fc.nat(12) }), { maxLength: 12 }),
  });

describe("the order rule", () => {
  test("events run in order of time, and those of the same time in the order they were sent", () => {
    const startMs = fc.oneof(fc.constant(0), fc.nat(2 * EPOCH));
    fc.assert(fc.property(programs(startMs, delayMs, delayMs), checkProgram), { numRuns: 400, seed: 1 });
  });

  test("it holds where a segment of 16 days ends, and over several of them", () => {
    const startMs = fc.oneof(
      fc.constantFrom(SEGMENT_MS_MAX, 2 * SEGMENT_MS_MAX).chain((end) => fc.nat(5000).map((before) => end - before)),
      fc.nat(4 * SEGMENT_MS_MAX),
    );
    fc.assert(fc.property(programs(startMs, farDelayMs, farDelayMs), checkProgram), { numRuns: 400, seed: 2 });
  });

  test("it holds when every slot and chunk is crowded", () => {
    // 20,000 events on 300 instants: chains of many chunks on every level, dealt out whole.
    for (const spreadMs of [1, 1024, EPOCH]) {
      const instants = Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 300) * spreadMs);
      const slices = [{ forMs: 40 * spreadMs + 1, fromOutside: 9000 }];
      checkProgram({ startMs: 12_345, delaysMs: instants, children: [1, 0, 2], slices });
    }
  });

  test("an event sent from afar runs before a later one for the same time sent from near", () => {
    // The pair that a wheel whose levels go by distance gets wrong.
    const sim = new Simulation();
    const ran: string[] = [];
    const far = sim.open("far", () => ran.push("far"));
    const near = sim.open("near", () => ran.push("near"));
    const sender = sim.open("sender", () => sim.send(2048, near, 0));
    sim.send(2048, far, 0);
    sim.send(1500, sender, 0);
    sim.run(3000);
    expect(ran).toEqual(["far", "near"]);
  });

  test("chunks of events that ran are taken again: a million events pass through room for 8,192", () => {
    const sim = new Simulation(0, 8192);
    let left = 1_000_000;
    const port = sim.open("hop", (row) => {
      if (--left > 0) sim.send(sim.now + edges[left % edges.length]! + 1, port, row);
    });
    for (let row = 0; row < 20; row++) sim.send(row, port, row);
    sim.run(Number.POSITIVE_INFINITY);
    expect(sim.events).toBe(1_000_019);
  });
});
