import { COMPONENTS } from "../domain/components.ts";
import type { Answer, OptionAnswer } from "../experiment/answer.ts";
import { shortTitle } from "../experiment/answer.ts";
import type { Forecast } from "../experiment/forecast.ts";
import type { ProcessMeasures } from "../experiment/measures.ts";
import { clock, count, duration, percent, share, wrap } from "./format.ts";
import { textTable } from "./text-table.ts";

const WIDTH = 100;
const PROCESSES_SHOWN = ["mhhs-profiles", "mhhs-profiles-own", "mhhs-profiles-agent", "second-role", "daily-reads"];

const heading = (text: string): string => `\n${text.toUpperCase()}\n`;
const componentHead = (first: string): string[] => [first, ...COMPONENTS.map(shortTitle)];

/** What the fluid twin says before anything runs. */
export const forecastText = (question: string, forecasts: readonly Forecast[]): string => {
  const peaks = forecasts.map((f) => [f.option, ...f.components.map((c) => share(c.peakShare))]);
  const lowest = forecasts.map((f) => [f.option, ...f.components.map((c) => share(c.boundShare))]);
  const empties = forecasts.map((f) => [
    f.option,
    ...f.components.map((c) => (f.steady ? clock(c.emptiesAtMinute) : "grows")),
  ]);
  return [
    wrap(question, WIDTH),
    heading("Forecast of the fluid twin, before the run"),
    textTable(componentHead("busiest minute ÷ capacity"), peaks),
    "",
    textTable(componentHead("lowest any schedule reaches"), lowest),
    "",
    textTable(componentHead("reads wait until, UTC"), empties),
    "",
  ].join("\n");
};

/** The first answer, from a small share of the meters: does each option fit. */
export const previewText = (answer: Answer, seconds: number): string =>
  [
    heading(`First answer, from ${count(answer.meters)} meters in ${Math.round(seconds)} s`),
    ...answer.options.map((option) => wrap(`${option.option}: ${option.sentence}`, WIDTH, "    ")),
    "",
    "",
  ].join("\n");

const servedLine = (option: OptionAnswer, process: ProcessMeasures): string[] => [
  `${option.option} · ${process.title.trim()}`,
  ...["6", "9", "12", "24"].map((hour) => percent(process.inByHour?.[hour])),
  percent(process.dark / process.wanted),
  duration(process.wantedClock.p50Ms),
  duration(process.wantedClock.p95Ms),
];

const clocksLine = (process: ProcessMeasures): string[] => [
  process.title,
  percent(process.inTargetShare),
  ...[process.officialClock, process.networkClock].flatMap(({ p50Ms, p95Ms, p99Ms }) =>
    [p50Ms, p95Ms, p99Ms].map(duration),
  ),
];

const harmLines = (option: OptionAnswer): string[][] =>
  (option.harm ?? [])
    .filter(({ inTargetShare, referenceInTargetShare }) => inTargetShare < referenceInTargetShare - 0.0005)
    .map((harm) => [
      `${option.option} · ${harm.title.trim()}`,
      percent(harm.referenceInTargetShare),
      percent(harm.inTargetShare),
      duration(harm.referenceP99Ms),
      duration(harm.p99Ms),
    ]);

/** The answer for a terminal of 100 columns. */
export const answerText = (answer: Answer): string => {
  const { options } = answer;
  const byComponent = (value: (c: OptionAnswer["components"][number]) => string): string[][] =>
    options.map((option) => [option.option, ...option.components.map(value)]);
  const harm = options.flatMap(harmLines);
  const reads = options.flatMap((option) =>
    option.processes
      .filter(({ process }) => PROCESSES_SHOWN.includes(process))
      .map((process) => servedLine(option, process)),
  );
  const parts = [
    wrap(answer.question, WIDTH),
    heading("Answer"),
    ...options.map((option) => wrap(`${option.option}: ${option.sentence}`, WIDTH, "    ")),
    heading("Busiest minute of first attempts, share of capacity"),
    textTable(
      componentHead("option"),
      byComponent((c) => share(c.peakShare)),
    ),
    heading("Lowest busiest minute that any schedule can reach (O10), share of capacity"),
    textTable(
      componentHead("option"),
      byComponent((c) => share(c.boundShare)),
    ),
    heading("Reads of the night wait until, UTC"),
    textTable(
      componentHead("option"),
      byComponent((c) => clock(c.emptiesAtMinute)),
    ),
    heading("Share of all reads wanted that was in by, UTC; wait since the data existed"),
    textTable(["option · reads", "06:00", "09:00", "12:00", "24:00", "dark", "p50", "p95"], reads),
    heading("Harm to existing processes, against the same without MHHS"),
    harm.length === 0
      ? "none: every existing process keeps its share inside target"
      : textTable(["option · process", "in target", "→", "p99", "→"], harm),
    ...options.map((option) =>
      [
        heading(`${option.option}: inside target, and times on the official and the network clock`),
        textTable(
          ["process", "in target", "p50", "p95", "p99", "net p50", "p95", "p99"],
          option.processes.map(clocksLine),
        ),
      ].join("\n"),
    ),
    heading("How to read this"),
    wrap(
      "A share of 1.00 is all that the component carries. First attempts count when they are sent, as if nothing upstream could delay them. " +
        'Times are over needs whose meter could be reached; "never" means the percentile falls among those not answered. ' +
        "The official clock starts at schedule time or receipt; on demand it counts the DCC's legs only.",
      WIDTH,
    ),
    `\nLeft out: ${answer.leavesOut.join("; ")}.`
      .split("\n")
      .map((line) => wrap(line, WIDTH, "  "))
      .join("\n"),
  ];
  if (answer.notValidAtThisScale.length > 0)
    parts.push(wrap(`Not valid at scale ${answer.scale}: ${answer.notValidAtThisScale.join("; ")}.`, WIDTH, "  "));
  if (answer.unfinished.length > 0) parts.push(`\nNot finished: ${answer.unfinished.join(", ")}.`);
  parts.push(`\n${count(answer.meters)} meters, seed ${answer.seed}`);
  return `${parts.join("\n")}\n`;
};
