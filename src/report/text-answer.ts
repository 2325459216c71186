import { COMPONENTS } from "../domain/components.ts";
import type { Answer, OptionAnswer } from "../experiment/answer.ts";
import { isHarmed, shortTitle } from "../experiment/answer.ts";
import type { Forecast } from "../experiment/forecast.ts";
import type { Percentiles } from "../experiment/measures.ts";

import { centralTexts } from "./central-text.ts";
import { nightQueueNotes, nightQueueText, peakNotes, peakText } from "./chance.ts";
import { contractTables } from "./contract-text.ts";
import { COST_TITLE, costsText } from "./cost-text.ts";
import { CSP_SAMPLE_NOTE, cspSampleTable, cspSampleTitle } from "./csp-sample-text.ts";
import { energyLines } from "./energy-figures.ts";
import { faultTexts } from "./fault-text.ts";
import { faultSentence } from "./fault-words.ts";
import { clock, count, duration, percent, percentile, share, wrap } from "./format.ts";
import { besideOf, changesText } from "./option-changes.ts";
import { overlayText } from "./overlay-text.ts";
import { bandsNote, performanceTable } from "./performance-text.ts";
import { registrationTables } from "./registration-figures.ts";
import { ruleFiguresText } from "./rule-figures.ts";
import {
  EXCEPTIONS_TITLE,
  exceptionTable,
  SETTLEMENT_TITLE,
  STEPS_TITLE,
  settlementNote,
  settlementTable,
  splitTable,
  stepTable,
} from "./settlement-figures.ts";
import { SMETS1_HEAD, SMETS1_TITLE, smets1Rows } from "./smets1-figures.ts";
import { textTable } from "./text-table.ts";
import { thresholdsText, thresholdTally } from "./threshold-text.ts";
import { WORKING_HOURS_NOTE, WORKING_HOURS_TITLE, workingHoursTables } from "./working-hours-text.ts";

const WIDTH = 100;

const heading = (text: string): string => `\n${text.toUpperCase()}\n`;
const componentHead = (first: string): string[] => [first, ...COMPONENTS.map(shortTitle)];

/** Options that move existing reads are held to another bound than the rest. */
const boundMark = ({ boundMoves }: Pick<Forecast, "boundMoves">): string => (boundMoves === "all" ? " *" : "");
const boundNote = (options: readonly Pick<Forecast, "boundMoves">[]): string[] =>
  options.some(({ boundMoves }) => boundMoves === "all")
    ? ["* moves existing reads too, so it is held to the lowest peak with every 24 h read free to move"]
    : [];

/** What the twin leaves out, with the options that it holds for. */
const warningLines = (forecasts: readonly Pick<Forecast, "option" | "warnings">[]): string[] =>
  [...new Set(forecasts.flatMap(({ warnings }) => warnings))].map((warning) => {
    const options = forecasts.filter(({ warnings }) => warnings.includes(warning)).map(({ option }) => option);
    return `\n${wrap(`! ${options.join(", ")}: ${warning}`, WIDTH, "  ")}`;
  });

/** What the fluid twin says before anything runs. */
export const forecastText = (question: string, forecasts: readonly Forecast[]): string => {
  const peaks = forecasts.map((f) => [f.option, ...f.components.map((c) => share(c.peakShare))]);
  const lowest = forecasts.map((f) => [`${f.option}${boundMark(f)}`, ...f.components.map((c) => share(c.boundShare))]);
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
    ...boundNote(forecasts),
    "",
    textTable(componentHead("reads wait until, UTC"), empties),
    ...energyLines(forecasts, WIDTH),
    ...warningLines(forecasts),
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

const inByHours = ["6", "9", "12", "24"];

/** One table of reads: options down, shares in by an hour across. */
const readsTable = (options: readonly OptionAnswer[], process: string): string | undefined => {
  const rows = options.flatMap((option) => {
    const found = option.processes.find((one) => one.process === process);
    if (found === undefined) return [];
    const { inByHour, dark, wanted, wantedClock } = found;
    return [
      [
        option.option,
        ...inByHours.map((hour) => percent(inByHour?.[hour])),
        percent(dark / wanted),
        ...clockCells(wantedClock),
      ],
    ];
  });
  const title = titleOf(options, process);
  return rows.length === 0 || title === undefined
    ? undefined
    : textTable([title, "by 06:00", "09:00", "12:00", "24:00", "dark", "p50", "p95", "p99"], rows);
};

/** One table of latencies: options down; share inside target, then percentiles of the official and network clocks. */
const clocksTable = (options: readonly OptionAnswer[], process: string): string | undefined => {
  const rows = options.flatMap((option) => {
    const found = option.processes.find((one) => one.process === process);
    if (found === undefined) return [];
    return [
      [
        option.option,
        percent(found.inTargetShare),
        ...clockCells(found.officialClock),
        ...clockCells(found.networkClock),
      ],
    ];
  });
  const title = titleOf(options, process);
  return rows.length === 0 || title === undefined
    ? undefined
    : textTable([title, "in target", "p50", "p95", "p99", "net p50", "p95", "p99"], rows);
};

const clockCells = ({ p50Ms, p95Ms, p99Ms, maxMs }: Percentiles): string[] =>
  [p50Ms, p95Ms, p99Ms].map((ms) => percentile(ms, maxMs));

const titleOf = (options: readonly OptionAnswer[], process: string): string | undefined =>
  options.flatMap((option) => option.processes.find((one) => one.process === process)?.title.trim() ?? [])[0];

/** Columns that a process may take: six figures stand beside it and its option. */
const PROCESS_COLUMNS = 24;

const harmLines = (option: OptionAnswer): string[][] =>
  (option.harm ?? [])
    .filter(isHarmed)
    .map((harm) => [
      harm.title.trim(),
      option.option,
      percent(harm.referenceInTargetShare),
      percent(harm.inTargetShare),
      percent(harm.referenceLostShare),
      percent(harm.lostShare),
      duration(harm.referenceLongestMs),
      duration(harm.longestMs),
    ]);

/** Independent MDRs beside suppliers on the clocks that count: since the data existed, and the network's own. */
const playingFieldLines = (options: readonly OptionAnswer[]): string[] => {
  const rows = options.flatMap(({ option, playingField }) => {
    const clocks = ["wantedMs", "networkMs"].flatMap((name) => playingField?.find(({ clock }) => clock === name) ?? []);
    return clocks.length === 0
      ? []
      : [
          [
            option,
            ...clocks.flatMap(({ agentP95Ms, supplierP95Ms, ratio, crudeRatio }) => [
              ...[agentP95Ms, supplierP95Ms].map((ms) => (ms === Number.POSITIVE_INFINITY ? "never" : duration(ms))),
              ...[ratio, crudeRatio].map((value) => (Number.isNaN(value) ? "–" : share(value))),
            ]),
          ],
        ];
  });
  if (rows.length === 0) return [];
  return [
    heading("Level playing field: p95 of MHHS profiles on the national mix of components; 1.00 is level"),
    textTable(
      ["since the data existed", "MDRs", "suppliers", "ratio", "crude", "net MDRs", "suppliers", "ratio", "crude"],
      rows,
    ),
  ];
};

/** SMETS1 cohorts, where a rule of theirs is on. */
const smets1Lines = (options: readonly OptionAnswer[]): string[] => {
  const rows = smets1Rows(options);
  return rows.length === 0 ? [] : [heading(SMETS1_TITLE), textTable(SMETS1_HEAD, rows, 2)];
};

const ruleLines = (options: readonly OptionAnswer[]): string[] => {
  const text = ruleFiguresText(options);
  return text === undefined ? [] : [heading("Rules of the DCC that are on"), text];
};

const settlementLines = (options: readonly OptionAnswer[]): string[] => {
  const note = settlementNote(options);
  if (note === undefined) return [];
  const { head, rows } = settlementTable(options);
  const segments = splitTable(options, "segment");
  const steps = stepTable(options);
  return [
    heading(SETTLEMENT_TITLE),
    textTable(head, rows),
    "",
    textTable(segments.head, segments.rows, 2),
    "",
    wrap(note, WIDTH),
    ...exceptionLines(options),
    "",
    STEPS_TITLE,
    "",
    textTable(steps.head, steps.rows),
  ];
};

/** One line an option and type: options side by side may be too many for a terminal. */
const exceptionLines = (options: readonly OptionAnswer[]): string[] => {
  const { head, rows } = exceptionTable(options);
  if (rows.length === 0) return [];
  const names = head.slice(1);
  const lines = names.flatMap((option, i) =>
    rows.flatMap(([type, ...totals]) => (totals[i] === "0" ? [] : [[option, type!, totals[i]!]])),
  );
  return ["", EXCEPTIONS_TITLE, "", textTable(["option", "exception", "meter-days"], lines, 2)];
};

const changeLines = (options: readonly OptionAnswer[]): string[] => {
  const beside = besideOf(options);
  if (beside === undefined) return [];
  const lines = options.flatMap((option) => {
    const changes = changesText(option);
    return changes === undefined ? [] : [wrap(`${option.option}: ${changes}`, WIDTH, "    ")];
  });
  return [heading(`What an option is: its values that ${beside} has otherwise`), ...lines];
};

const READS = ["mhhs-profiles", "mhhs-profiles-own", "mhhs-profiles-agent", "second-role", "daily-reads"];
const CLOCKS = [
  "mhhs-profiles",
  "mhhs-profiles-agent",
  "second-role",
  "daily-reads",
  "smets1-on-demand",
  "install-and-commission",
];

/** The answer for a terminal of 100 columns. */
export const answerText = (answer: Answer): string => {
  const { options } = answer;
  const byComponent = (value: (c: OptionAnswer["components"][number]) => string): string[][] =>
    options.map((option) => [option.option, ...option.components.map(value)]);
  const tables = (of: typeof readsTable, processes: readonly string[]): string =>
    processes.flatMap((process) => of(options, process) ?? []).join("\n\n");
  const harm = options.flatMap(harmLines).sort((p, q) => (p[0]! < q[0]! ? -1 : p[0]! > q[0]! ? 1 : 0));
  const faults = faultTexts(answer, WIDTH);
  const hasReference = options.some((option) => option.harm !== undefined);
  const parts = [
    wrap(answer.question, WIDTH),
    ...(answer.thresholds.length === 0
      ? []
      : [heading(`Thresholds: ${thresholdTally(answer.thresholds)}`), thresholdsText(answer.thresholds, WIDTH)]),
    heading("Answer"),
    ...options.flatMap(({ option, sentence, faults: of }) => [
      wrap(`${option}: ${sentence}`, WIDTH, "    "),
      ...of.map((fault) => wrap(`  - ${faultSentence(fault)}`, WIDTH, "    ")),
    ]),
    heading("Load: 1.00 is all that the component carries"),
    textTable(componentHead("busiest minute of first attempts"), byComponent(peakText)),
    ...peakNotes(answer),
    "",
    textTable(
      componentHead("lowest any schedule reaches"),
      options.map((option) => [
        `${option.option}${boundMark(option)}`,
        ...option.components.map((c) => share(c.boundShare)),
      ]),
    ),
    ...boundNote(options),
    "",
    textTable(componentHead("reads of the night wait until"), byComponent(nightQueueText)),
    ...nightQueueNotes(answer),
    heading("Which component binds at 08:00, and what it would take"),
    ...[...options.map((option) => `${option.option}: ${option.bindingSentence}`), ...answer.deadlines].map((line) =>
      wrap(line, WIDTH, "    "),
    ),
    heading("Headroom to contract: 1.00 is all that is contracted for"),
    ...contractTables(answer),
    heading(COST_TITLE),
    costsText(answer),
    heading("Reads in, UTC, of all wanted; wait since the data existed (wanted clock)"),
    tables(readsTable, READS),
    heading("Targets and times: official clock, then the network's own"),
    tables(clocksTable, CLOCKS),
    heading(
      `Code Performance Measures, ${answer.months.join(", ")}: Service Responses inside target, of those received`,
    ),
    performanceTable(answer),
    bandsNote(answer.serviceLevels.target, answer.serviceLevels.minimum),
    heading(cspSampleTitle(answer)),
    cspSampleTable(answer),
    wrap(CSP_SAMPLE_NOTE, WIDTH),
    heading("Harm to existing processes: without MHHS, then with it"),
    !hasReference
      ? "not measured: the option without-mhhs was not run"
      : harm.length === 0
        ? "none: every existing process keeps its share inside target"
        : textTable(
            ["process", "option", "in target", "with", "lost", "with", "longest", "with"],
            harm,
            2,
            PROCESS_COLUMNS,
          ),
    heading(WORKING_HOURS_TITLE),
    workingHoursTables(answer),
    wrap(WORKING_HOURS_NOTE, WIDTH),
    ...playingFieldLines(options),
    ...smets1Lines(options),
    ...ruleLines(options),
    ...settlementLines(options),
    ...registrationTables(options).flatMap(({ title, head, rows, words, note }) => [
      heading(title),
      textTable(head, rows, words),
      "",
      wrap(note, WIDTH),
    ]),
    ...centralTexts(options, WIDTH).flatMap(({ title, text }) => [heading(title), text]),
    ...(faults.length === 0 ? [] : [heading("Faults: what waited, when it was worked off, and who paid"), ...faults]),
    ...changeLines(options),
    heading("How to read this"),
    wrap(
      "Fits: no read of the night still waits at 08:00, and every existing process keeps its target; what breaks " +
        "first is the component whose queue of the night lasts longest. Minutes above 1.00 queue. " +
        "First attempts count when they are sent, as if nothing upstream could delay them. Times " +
        "are over needs whose meter could be reached; >x says that the percentile falls among those never answered " +
        "(on demand nothing is tried again), longer than the longest answer x. The official clock starts at schedule " +
        "time or receipt; on demand it counts the DCC's legs, not the device's. The network clock starts anew with " +
        "each attempt.",
      WIDTH,
    ),
    "",
    "Left out:",
    ...answer.leavesOut.map((left) => wrap(`  - ${left}`, WIDTH, "    ")),
  ];
  if (answer.notValidAtThisScale.length > 0)
    parts.push("", wrap(`Not valid at scale ${answer.scale}: ${answer.notValidAtThisScale.join("; ")}.`, WIDTH, "  "));
  const overlays = overlayText(answer);
  if (overlays !== undefined) parts.push("", wrap(overlays, WIDTH));
  if (answer.unfinished.length > 0) parts.push("", wrap(`Not finished: ${answer.unfinished.join(", ")}.`, WIDTH));
  parts.push("", `${count(answer.meters)} meters, seed ${answer.seed}`);
  if (answer.set.length > 0) parts.push(wrap(`changed by --set: ${answer.set.join(", ")}`, WIDTH, "  "));
  return `${parts.join("\n")}\n`;
};
