import { pathToFileURL } from "node:url";
import { RateLimit } from "../src/kernel/rate-limit.ts";
import { Rows } from "../src/kernel/rows.ts";
import { Simulation } from "../src/kernel/simulation.ts";

// Every request at one instant: N of them at 00:00:00 into one limit of 1,500 a second, burst 1, answered a fixed round
// trip after they leave it. Known to the ms for each: the k-th is answered at ceil((k − 1) / 1.5) + 6,000 ms.
//   node bin/with-node.cjs bench/all-at-midnight.ts [--requests N]    30 million unless told; exits 1 on the first fault

const PER_SECOND = 1500;
const ROUND_TRIP_MS = 6000;
const COLUMNS = 2; // the kernel's own, and the number of the request from 1
const NUMBER = 1;

export interface Midnight {
  /** The first thing that was not as it must be, in a sentence. */
  readonly fault: string | undefined;
  readonly events: number;
  readonly lastAnswerMs: number;
}

/** ceil((k − 1) / 1.5) + 6,000 in whole numbers: (2(k − 1) + 2) / 3 rounded down. */
export const answeredAtMs = (k: number): number => Math.floor((2 * k) / 3) + ROUND_TRIP_MS;

/** Runs N requests and checks each answer: which, in what order, and when. */
export const allAtMidnight = (requests: number): Midnight => {
  const sim = new Simulation(0, 2 ** 20);
  const rows = new Rows(COLUMNS, requests);
  let answered = 0;
  let fault: string | undefined;
  const say = (sentence: string) => {
    fault ??= sentence;
  };

  const answer = sim.open("answer", (row) => {
    const k = ++answered;
    const number = rows.cells[row * COLUMNS + NUMBER]!;
    if (number !== k) say(`Request ${number} was answered as the ${k}th.`);
    if (sim.now !== answeredAtMs(k)) say(`Request ${k} was answered at ${sim.now} ms, not at ${answeredAtMs(k)} ms.`);
    rows.give(row);
  });
  const limit = new RateLimit(
    sim,
    rows,
    { name: "limit", perSecond: PER_SECOND, burst: 1, classes: 1, queueMax: requests },
    (row) => sim.send(sim.now + ROUND_TRIP_MS, answer, row),
    (row) => say(`Request ${rows.cells[row * COLUMNS + NUMBER]} was refused.`),
    { change: () => {} },
  );
  const midnight = sim.open("midnight", () => {
    for (let k = 1; k <= requests; k++) {
      const row = rows.take();
      rows.cells[row * COLUMNS + NUMBER] = k;
      limit.arrive(row, 0);
    }
  });
  sim.send(0, midnight, 0);
  sim.run(Number.POSITIVE_INFINITY);
  if (answered !== requests) say(`Of ${requests} requests ${answered} were answered.`);
  if (rows.inUse !== 0) say(`${rows.inUse} rows were not given back.`);
  return { fault, events: sim.events, lastAnswerMs: sim.timeMs };
};

const clock = (ms: number): string => {
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, (ms / 1000) % 60];
  return `${hours} h ${minutes} m ${seconds.toFixed(3)} s`;
};

const main = (args: readonly string[]): number => {
  const requests = args.length === 0 ? 30e6 : args[0] === "--requests" ? Number(args[1]) : Number.NaN;
  if (!(Number.isInteger(requests) && requests > 0 && args.length % 2 === 0 && args.length <= 2)) {
    process.stderr.write("usage: all-at-midnight.ts [--requests N]\n");
    return 2;
  }
  const before = process.cpuUsage();
  const { fault, events, lastAnswerMs } = allAtMidnight(requests);
  const { user, system } = process.cpuUsage(before);
  if (fault !== undefined) {
    process.stderr.write(`${fault}\n`);
    return 1;
  }
  const seconds = (user + system) / 1e6;
  const mebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    `${requests} requests, the last answered at ${clock(lastAnswerMs)}: ${events} events in ${seconds.toFixed(2)} s, ` +
      `${(events / seconds / 1e6).toFixed(1)} million a second, ${mebibytes} MiB\n`,
  );
  return 0;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = main(process.argv.slice(2));
