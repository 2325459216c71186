// How fast is it, as ratios to the frozen trial beside this file?
//   npm run bench                       everything, medians of three; about an hour at 30 million meters
//   npm run bench -- --rounds 1         once each
//   npm run bench -- --meters 3000000   a tenth of the size
//   npm run bench -- --only phold,reads,day,options,settled,instant,scale
//
// Each measurement is a process of its own, run in turn with the trial, since machines drift. Seconds are processor seconds
// from the first event to the last, preparation left out on both sides. `wheel-trial.mjs` is the least that a simulation of
// meters can cost in plain JavaScript: written before the kernel to find its limits, frozen since as a yardstick.

import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measure } from "./measure.ts";

interface Measured {
  readonly events: number;
  readonly seconds: number;
  readonly memoryMiB: number;
  /** Requests answered, where that says more than events. */
  readonly requests?: number;
}

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const output = (args: readonly string[]): string => {
  const done = spawnSync(process.execPath, [...process.execArgv, ...args], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${args.join(" ")} ended with ${done.status}: ${done.stderr}`);
  return done.stdout;
};

const trial = (mode: string, size: number): Measured => {
  const [, , , events, seconds, , memory] = output([path("wheel-trial.mjs"), mode, String(size)])
    .trim()
    .split(" ");
  return { events: Number(events), seconds: Number(seconds), memoryMiB: Number(memory) };
};

const ours = (mode: string, size: number): Measured =>
  JSON.parse(output([path("bench.ts"), "--measure", mode, "--size", String(size)])) as Measured;

const median = (values: readonly number[]): number => [...values].sort((p, q) => p - q)[values.length >> 1]!;
const rate = ({ events, seconds }: Measured): number => events / seconds / 1e6;

/** Ours and the trial in turn; prints the ratio of rates first. */
const compare = (name: string, rounds: number, mine: () => Measured, theirs: () => Measured, budget: string): void => {
  const runs = Array.from({ length: rounds }, () => ({ mine: mine(), theirs: theirs() }));
  const ratio = median(runs.map((run) => rate(run.mine) / rate(run.theirs)));
  const m = (of: (run: (typeof runs)[number]) => number): string => median(runs.map(of)).toFixed(1);
  const memory = Math.max(...runs.map((run) => run.mine.memoryMiB));
  process.stdout.write(
    `${name.padEnd(34)} ratio ${ratio.toFixed(2)} (budget ${budget})  ${m((run) => rate(run.mine))} against ` +
      `${m((run) => rate(run.theirs))} m events/s  ${m((run) => run.mine.seconds)} s  ` +
      `${(runs[0]!.mine.events / 1e6).toFixed(0)} m events  ${memory} MiB\n`,
  );
};

const benchmarks: Readonly<Record<string, (rounds: number, meters: number) => void>> = {
  phold: (rounds) => {
    for (const pending of [1e4, 1e5, 1e6])
      compare(
        `kernel, PHOLD, ${pending.toExponential(0)} pending`,
        rounds,
        () => ours("phold", pending),
        () => trial("phold", pending),
        "0.70",
      );
  },
  instant: (rounds, meters) =>
    compare(
      "reads, all at one instant",
      rounds,
      () => ours("instant", meters),
      () => trial("instant", meters),
      "0.50",
    ),
  reads: (rounds, meters) =>
    compare(
      "reads over a day, nothing else",
      rounds,
      () => ours("reads", meters),
      () => trial("day", meters),
      "0.50",
    ),
  day: (rounds, meters) =>
    compare(
      "a day of the whole DCC, as today",
      rounds,
      () => ours("day", meters),
      () => trial("day", meters),
      "0.50",
    ),
  options: (rounds, meters) =>
    compare(
      "a day with all options together",
      rounds,
      () => ours("options", meters),
      () => trial("day", meters),
      "0.50",
    ),
  settled: (rounds, meters) => {
    const runs = Array.from({ length: rounds }, () => ({
      settled: ours("settled", meters),
      alone: ours("unsettled", meters),
    }));
    const ratio = median(runs.map(({ settled, alone }) => settled.seconds / alone.seconds));
    const seconds = (of: "settled" | "alone"): string => median(runs.map((run) => run[of].seconds)).toFixed(1);
    process.stdout.write(
      `a settled day, meter to allocation  ${ratio.toFixed(2)} times the DCC alone (budget 1.50)  ` +
        `${seconds("settled")} against ${seconds("alone")} s  ` +
        `${Math.max(...runs.map(({ settled }) => settled.memoryMiB))} MiB\n`,
    );
  },
  scale: (rounds) => {
    const costs = (mode: string, meters: number) => {
      const runs = Array.from({ length: rounds }, () => ours(mode, meters));
      return {
        perRequestNs: median(runs.map(({ seconds, requests }) => (seconds * 1e9) / requests!)),
        memoryMiB: Math.max(...runs.map((run) => run.memoryMiB)),
      };
    };
    const at1e6 = costs("reads", 1e6).perRequestNs;
    const say = (what: string, { perRequestNs, memoryMiB }: ReturnType<typeof costs>): void => {
      process.stdout.write(
        `${`cost per request, ${what}`.padEnd(44)} ${perRequestNs.toFixed(0)} ns, ` +
          `${(perRequestNs / at1e6).toFixed(2)} of that at 10⁶  ${memoryMiB} MiB\n`,
      );
    };
    // A new process spends its first 50 ms on compiling, whatever the size: the bare loop of the trial does too.
    say("1e4 meters, new process", costs("reads", 1e4));
    say("1e4 meters, compiled", costs("warm-reads", 1e4));
    for (const meters of [1e5, 1e6, 1e7, 1e8]) say(`${meters.toExponential(0)} meters`, costs("reads", meters));
    const cost = ({ seconds, events }: Measured): number => seconds / events;
    const bare = median(Array.from({ length: rounds }, () => cost(trial("day", 1e4)) / cost(trial("day", 1e6))));
    process.stdout.write(`the trial's event, 1e4 against 1e6 meters     ${bare.toFixed(2)}\n`);
  },
};

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    meters: { type: "string", default: "30000000" },
    only: { type: "string" },
    measure: { type: "string" },
    size: { type: "string", default: "0" },
  },
});

if (values.measure !== undefined)
  process.stdout.write(JSON.stringify(await measure(values.measure, Number(values.size))));
else {
  const names = values.only?.split(",") ?? Object.keys(benchmarks);
  const unknown = names.filter((name) => benchmarks[name] === undefined);
  if (unknown.length > 0) {
    process.stderr.write(`no benchmark ${unknown.join(", ")}; there are ${Object.keys(benchmarks).join(", ")}\n`);
    process.exit(2);
  }
  process.stdout.write(
    `Node ${process.version}, ${cpus()[0]?.model.trim()}, median of ${values.rounds}; ratio of rates to the trial\n`,
  );
  for (const name of names) benchmarks[name]!(Number(values.rounds), Number(values.meters));
}
