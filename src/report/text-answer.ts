import type { Answer, OptionAnswer } from "../experiment/answer.ts";

import { boundMark, boundNote, componentHead } from "./bound-text.ts";
import { centralSplitTexts, centralTexts, customersTexts } from "./central-text.ts";
import { nightQueueNotes, nightQueueText, peakNotes, peakText, scaleNotes } from "./chance.ts";
import { contractTables } from "./contract-text.ts";
import { COST_TITLE, costsText } from "./cost-text.ts";
import { CSP_SAMPLE_NOTE, cspSampleTable, cspSampleTitle } from "./csp-sample-text.ts";
import { faultTexts } from "./fault-text.ts";
import { faultSentence } from "./fault-words.ts";
import { count, share, wrap } from "./format.ts";
import { besideOf, changesText } from "./option-changes.ts";
import { overlayText } from "./overlay-text.ts";
import { bandsNote, monthsText, performanceTable } from "./performance-text.ts";
import { clocksText, harmText, PLAYING_FIELD_TITLE, playingFieldText, readsText } from "./process-text.ts";
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

/** A part of the answer: its heading, and what stands under it. */
export interface AnswerPart {
  readonly title: string;
  readonly text: string;
}

export const headed = ({ title, text }: AnswerPart): string => `\n${title.toUpperCase()}\n\n${text}`;

const part = (title: string, text: string | undefined): AnswerPart[] => (text === undefined ? [] : [{ title, text }]);

const byComponent = (
  first: string,
  options: readonly OptionAnswer[],
  value: (component: OptionAnswer["components"][number]) => string,
  name: (option: OptionAnswer) => string = ({ option }) => option,
): string =>
  textTable(
    componentHead(first),
    options.map((option) => [name(option), ...option.components.map(value)]),
  );

/** Each option in sentences. */
export const sentencesPart = ({ options }: Answer): AnswerPart => ({
  title: "Answer",
  text: options
    .flatMap(({ option, sentence, faults }) => [
      wrap(`${option}: ${sentence}`, WIDTH, "    "),
      ...faults.map((fault) => wrap(`  - ${faultSentence(fault)}`, WIDTH, "    ")),
    ])
    .join("\n"),
});

export const loadPart = (answer: Answer): AnswerPart => {
  const { options } = answer;
  return {
    title: "Load: 1.00 is all that the component carries",
    text: [
      byComponent("busiest minute of first attempts", options, peakText),
      ...peakNotes(answer),
      "",
      byComponent(
        "lowest any schedule reaches",
        options,
        ({ boundShare }) => share(boundShare),
        (option) => `${option.option}${boundMark(option)}`,
      ),
      ...boundNote(options),
      "",
      byComponent("reads of the night wait until", options, nightQueueText),
      ...nightQueueNotes(answer),
    ].join("\n"),
  };
};

export const bindingPart = ({ options, deadlines }: Answer): AnswerPart => ({
  title: "Which component binds at 08:00, and what it would take",
  text: [...options.map((option) => `${option.option}: ${option.bindingSentence}`), ...deadlines]
    .map((line) => wrap(line, WIDTH, "    "))
    .join("\n"),
});

/** What the rules that a scenario switches on did: of SMETS1, of the DCC, of Registration. */
export const rulesParts = (answer: Answer): AnswerPart[] => {
  const smets1 = smets1Rows(answer);
  return [
    ...part(SMETS1_TITLE, smets1.length === 0 ? undefined : textTable(SMETS1_HEAD, smets1, 2)),
    ...part("Rules of the DCC that are on", ruleFiguresText(answer.options)),
  ];
};

export const registrationParts = ({ options }: Answer): AnswerPart[] =>
  registrationTables(options).map(({ title, head, rows, words, note }) => ({
    title,
    text: `${textTable(head, rows, words)}\n\n${wrap(note, WIDTH)}`,
  }));

const settlementParts = ({ options }: Answer): AnswerPart[] => {
  const note = settlementNote(options);
  if (note === undefined) return [];
  const { head, rows } = settlementTable(options);
  const segments = splitTable(options, "segment");
  const steps = stepTable(options);
  const lines = [
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
  return [{ title: SETTLEMENT_TITLE, text: lines.join("\n") }];
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

export const faultParts = (answer: Answer): AnswerPart[] => {
  const faults = faultTexts(answer, WIDTH);
  return part(
    "Faults: what waited, when it was worked off, and who paid",
    faults.length === 0 ? undefined : faults.join("\n"),
  );
};

const changesPart = ({ options }: Answer): AnswerPart[] => {
  const beside = besideOf(options);
  if (beside === undefined) return [];
  const lines = options.flatMap((option) => {
    const changes = changesText(option);
    return changes === undefined ? [] : [wrap(`${option.option}: ${changes}`, WIDTH, "    ")];
  });
  return [{ title: `What an option is: its values that ${beside} has otherwise`, text: lines.join("\n") }];
};

const HOW_TO_READ =
  "Fits: no read of the night still waits at 08:00, and every existing process keeps its target; what breaks " +
  "first is the component whose queue of the night lasts longest. Minutes above 1.00 queue. " +
  "First attempts count when they are sent, as if nothing upstream could delay them. Times " +
  "are over needs whose meter could be reached; >x says that the percentile falls among those never answered " +
  "(on demand nothing is tried again), longer than the longest answer x. The official clock starts at schedule " +
  "time or receipt; on demand it counts the DCC's legs, not the device's. The network clock starts anew with " +
  "each attempt.";

const readingPart = (answer: Answer): AnswerPart => ({
  title: "How to read this",
  text: [
    wrap(HOW_TO_READ, WIDTH),
    "",
    "Left out:",
    ...answer.leavesOut.map((left) => wrap(`  - ${left}`, WIDTH, "    ")),
    ...notValidLines(answer, WIDTH).flatMap((line) => ["", line]),
  ].join("\n"),
});

/** What a scaled-down run can't say, in short; the page and summary.md say why of each. */
export const notValidLines = (answer: Answer, width: number): string[] =>
  answer.scale === 1
    ? []
    : [
        ...scaleNotes(answer),
        `Nor are latencies of Users with under 1,000 kept meters; report.html says why of each figure.`,
      ].map((line) => wrap(line, width, "  "));

/** What stands under every answer: overlays, what is missing, and what was run. */
export const closingLines = (answer: Answer, width: number): string[] => {
  const overlays = overlayText(answer);
  return [
    ...(overlays === undefined ? [] : ["", wrap(overlays, width)]),
    ...(answer.unfinished.length > 0 ? ["", wrap(`Not finished: ${answer.unfinished.join(", ")}.`, width)] : []),
    "",
    `${count(answer.meters)} meters, seed ${answer.seed}`,
    ...(answer.set.length > 0 ? [wrap(`changed by --set: ${answer.set.join(", ")}`, width, "  ")] : []),
  ];
};

const partsOf = (answer: Answer): AnswerPart[] => {
  const { options, thresholds, serviceLevels } = answer;
  return [
    ...(thresholds.length === 0
      ? []
      : [{ title: `Thresholds: ${thresholdTally(thresholds)}`, text: thresholdsText(thresholds, WIDTH) }]),
    sentencesPart(answer),
    loadPart(answer),
    bindingPart(answer),
    ...part("Headroom to contract: 1.00 is all that is contracted for", contractTables(answer).join("\n")),
    ...part(COST_TITLE, costsText(answer)),
    ...part("Reads in, UTC, of all wanted; wait since the data existed (wanted clock)", readsText(options)),
    ...part("Targets and times: official clock, then the network's own", clocksText(options)),
    ...part(
      `Code Performance Measures, ${monthsText(answer)}: Service Responses inside target, of those received`,
      `${performanceTable(answer)}\n${bandsNote(serviceLevels.target, serviceLevels.minimum)}`,
    ),
    ...part(cspSampleTitle(answer), `${cspSampleTable(answer)}\n${wrap(CSP_SAMPLE_NOTE, WIDTH)}`),
    ...part("Harm to existing processes: without MHHS, then with it", harmText(options)),
    ...part(WORKING_HOURS_TITLE, `${workingHoursTables(answer)}\n${wrap(WORKING_HOURS_NOTE, WIDTH)}`),
    ...part(PLAYING_FIELD_TITLE, playingFieldText(options)),
    ...rulesParts(answer),
    ...settlementParts(answer),
    ...registrationParts(answer),
    ...customersTexts(answer, WIDTH),
    ...centralTexts(answer, WIDTH),
    ...centralSplitTexts(answer, WIDTH),
    ...faultParts(answer),
    ...changesPart(answer),
    readingPart(answer),
  ];
};

/** The answer in every detail, for a terminal of 100 columns. */
export const answerText = (answer: Answer): string =>
  `${[wrap(answer.question, WIDTH), ...partsOf(answer).map(headed), ...closingLines(answer, WIDTH)].join("\n")}\n`;
