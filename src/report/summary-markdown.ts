import { COMPONENTS } from "../domain/components.ts";
import { type Answer, type OptionAnswer, shortTitle } from "../experiment/answer.ts";
import { CPM_TITLES } from "../experiment/performance-measures.ts";
import type { ExperimentRecord } from "../experiment/record.ts";

import {
  CENTRAL_TITLE,
  CORRECTION_NOTE,
  CORRECTION_TITLE,
  CUSTOMERS_NOTE,
  CUSTOMERS_TITLE,
  centralSplitTable,
  correctionTable,
  customersTable,
  sideBySideNote,
  sideBySideTable,
  splitsOf,
} from "./central-figures.ts";
import { nightQueueNotes, nightQueueText, peakNotes, peakText, scaleNotes } from "./chance.ts";
import { CONTRACTED, contractPeak, contractRows, firstOverText } from "./contract-text.ts";
import { COST_HEAD, COST_TITLE, costRows, noCosts } from "./cost-text.ts";
import { CSP_SAMPLE_HEAD, cspSampleRows, cspSampleTitle } from "./csp-sample-text.ts";
import { energyTables } from "./energy-figures.ts";
import { markdownCode, markdownText } from "./escape.ts";
import {
  BACKLOG_HEAD,
  backlogCells,
  backlogsOf,
  faultSentence,
  PAYER_HEAD,
  payerCells,
  payersOf,
} from "./fault-words.ts";
import { count, percent } from "./format.ts";
import { besideOf, changesText } from "./option-changes.ts";
import { overlayText } from "./overlay-text.ts";
import { bandsNote, monthsText, performanceCell } from "./performance-text.ts";
import { registrationTables } from "./registration-figures.ts";
import { reproduceCommand } from "./reproduce.ts";
import { RULE_HEAD, ruleRows } from "./rule-figures.ts";
import {
  EXCEPTIONS_TITLE,
  exceptionTable,
  SETTLEMENT_TITLE,
  SPLITS,
  STEPS_TITLE,
  settlementNote,
  settlementTable,
  splitTable,
  stepTable,
  supplierExceptionTable,
} from "./settlement-figures.ts";
import { SMETS1_HEAD, SMETS1_TITLE, smets1Rows } from "./smets1-figures.ts";
import { foundText, thresholdTally, verdictOf } from "./threshold-text.ts";
import { INSTALL_HEAD, installRows, RETURN_HEAD, returnRows, WORKING_HOURS_TITLE } from "./working-hours-text.ts";

type Cells = readonly string[];
type AssumptionUsed = ExperimentRecord["assumptions"][number];

/** A table of texts that are Markdown already; the first `textColumns` are words, the rest figures. */
const table = (head: Cells, rows: readonly Cells[], textColumns: number): string => {
  const line = (cells: Cells): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i < textColumns ? "---" : "---:"))), ...rows.map(line)].join("\n");
};

const collapsed = (summary: string, inside: string): string =>
  `<details>\n<summary>${summary}</summary>\n\n${inside}\n\n</details>`;

const thresholdsPart = ({ thresholds }: Answer): string[] => {
  if (thresholds.length === 0) return [];
  const rows = thresholds.map((result) => {
    const { mark, word } = verdictOf(result);
    const { metric, is, severity, option, outcome, note } = result;
    const caveat = outcome === "not judged" || note === null ? "" : ` (${note})`;
    const found = markdownText(`${foundText(result)}${caveat}`);
    return [`${mark} ${word}`, markdownCode(`${metric} ${is}`), severity, markdownText(option), found];
  });
  const head = ["", "threshold", "severity", "option", "found"];
  return [`### Thresholds: ${thresholdTally(thresholds)}`, table(head, rows, head.length)];
};

const byComponent = (
  options: readonly OptionAnswer[],
  first: string,
  value: (component: OptionAnswer["components"][number]) => string,
): string =>
  table(
    [first, ...COMPONENTS.map(shortTitle)],
    options.map(({ option, components }) => [markdownText(option), ...components.map(value)]),
    1,
  );

const contractsPart = ({ options }: Answer): string[] => [
  "### Headroom to contract: 1.00 is all that is contracted for",
  table(
    ["fullest half hour (S1SP: minute), all attempts", ...CONTRACTED.map(shortTitle), "first over"],
    contractRows(options, contractPeak).map(([option, ...cells], i) => [
      markdownText(option!),
      ...cells,
      markdownText(firstOverText(options[i]!)),
    ]),
    1,
  ),
];

const performancePart = (answer: Answer): string[] => {
  const { options, serviceLevels } = answer;
  const rows = ([1, 2] as const).map((cpm) => [
    CPM_TITLES[cpm],
    ...options.map(({ performance }) => {
      const all = performance.find((one) => one.cpm === cpm && one.by === "all");
      return all === undefined ? "–" : performanceCell(all);
    }),
  ]);
  return [
    `### Code Performance Measures, ${monthsText(answer)}: ${bandsNote(serviceLevels.target, serviceLevels.minimum)}`,
    table(["Service Responses inside target", ...options.map(({ option }) => markdownText(option))], rows, 1),
  ];
};

const escaped = (rows: readonly Cells[]): readonly Cells[] => rows.map((cells) => cells.map(markdownText));

const figuresPart = (title: string, head: Cells, rows: readonly Cells[], words = 2): string[] =>
  rows.length === 0 ? [] : [`### ${title}`, table(head, escaped(rows), words)];

/** Settlement beside load, latency and money; what corrects it is folded. */
const centralPart = (answer: Answer): string[] => {
  const { options } = answer;
  const note = sideBySideNote(options);
  if (note === undefined) return [];
  const beside = sideBySideTable(answer);
  const correction = correctionTable(answer);
  const customers = customersTable(answer);
  return [
    `### ${CENTRAL_TITLE}`,
    table(beside.head, escaped(beside.rows), 1),
    ...scaleNotes(answer).map(markdownText),
    note,
    ...(customers === undefined
      ? []
      : [`#### ${CUSTOMERS_TITLE}`, table(customers.head, escaped(customers.rows), 2), CUSTOMERS_NOTE]),
    collapsed(CORRECTION_TITLE, `${table(correction.head, escaped(correction.rows), 2)}\n\n${CORRECTION_NOTE}`),
    ...splitsOf(options).map((by) => {
      const split = centralSplitTable(answer, by);
      return collapsed(`Energy on actuals and error, by ${by}`, table(split.head, escaped(split.rows), 2));
    }),
  ];
};

/** What each Settlement Run settles on, where settlement is on; its splits are folded. */
const settlementPart = (options: readonly OptionAnswer[]): string[] => {
  const note = settlementNote(options);
  if (note === undefined) return [];
  const { head, rows } = settlementTable(options);
  const steps = stepTable(options);
  return [
    `### ${SETTLEMENT_TITLE}`,
    table(head, escaped(rows), 1),
    note,
    ...SPLITS.map((by) => {
      const split = splitTable(options, by);
      return collapsed(`On actual data, by ${by}`, table(split.head, escaped(split.rows), 2));
    }),
    ...exceptionParts(options),
    collapsed(STEPS_TITLE, table(steps.head, escaped(steps.rows), 1)),
    ...energyTables(options).map((energy) =>
      collapsed(markdownText(`Expected: ${energy.title}`), table(energy.head, escaped(energy.rows), 1)),
    ),
  ];
};

const exceptionParts = (options: readonly OptionAnswer[]): string[] => {
  const totals = exceptionTable(options);
  const bySupplier = supplierExceptionTable(options);
  if (totals.rows.length === 0) return [];
  return [
    collapsed(EXCEPTIONS_TITLE, table(totals.head.map(markdownText), escaped(totals.rows), 1)),
    collapsed(`${EXCEPTIONS_TITLE}, by supplier`, table(bySupplier.head, escaped(bySupplier.rows), 3)),
  ];
};

const costsPart = (answer: Answer): string[] => {
  const without = noCosts(answer);
  return [`### ${COST_TITLE}`, without ?? table(COST_HEAD, escaped(costRows(answer)), 2)];
};

/** Of each fault what waited, when it was worked off, and who paid. */
const faultsPart = ({ options }: Answer): string[] => {
  const parts = options.flatMap(({ option, faults }) =>
    faults.flatMap((fault) => {
      const [backlogs, payers] = [backlogsOf(fault), payersOf(fault)];
      return [
        `**${markdownText(option)}**: ${markdownText(fault.title)}`,
        ...(backlogs.length === 0 ? [] : [table(BACKLOG_HEAD, escaped(backlogs.map(backlogCells)), 1)]),
        payers.length === 0 ? "Nobody paid." : table(PAYER_HEAD, escaped(payers.map(payerCells)), 1),
      ];
    }),
  );
  return parts.length === 0 ? [] : ["### Faults: what waited, when it was worked off, and who paid", ...parts];
};

const workingHoursPart = (answer: Answer): string[] => [
  `### ${WORKING_HOURS_TITLE}`,
  table(INSTALL_HEAD, escaped(installRows(answer)), 1),
  table(RETURN_HEAD, escaped(returnRows(answer)), 1),
];

/** Hours by which daily reads are looked at, as the terminal's tables do. */
const HOURS = ["6", "9", "12", "24"];
const READS = ["mhhs-profiles", "mhhs-profiles-agent", "second-role", "daily-reads"];

/** A part of the profile reads is indented under them where a table has them together. */
const titleOf = (title: string): string => (title.startsWith(" ") ? `MHHS profile reads, ${title.trim()}` : title);

const readsPart = ({ options }: Answer): string[] => {
  const rows = READS.flatMap((process) =>
    options.flatMap(({ option, processes }) => {
      const found = processes.find((one) => one.process === process);
      if (found === undefined) return [];
      const shares = HOURS.map((hour) => percent(found.inByHour?.[hour]));
      return [[markdownText(titleOf(found.title)), markdownText(option), ...shares]];
    }),
  );
  const head = ["reads", "option", ...HOURS.map((hour) => `${hour.padStart(2, "0")}:00`)];
  return rows.length === 0 ? [] : ["### Reads in, UTC, of all wanted", table(head, rows, 2)];
};

const VALUE_LENGTH_MAX = 100;

/** "ioc 0.2, moc 0.45" of a map; the whole is in the assumptions log. */
const valueText = (value: unknown): string => {
  const text = partsOf(value, "").join(", ");
  return text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text;
};

const partsOf = (value: unknown, path: string): string[] => {
  if (Array.isArray(value)) return [`${path} ${value.flatMap((one) => partsOf(one, "")).join(" ")}`.trim()];
  if (typeof value !== "object" || value === null) return [`${path} ${String(value)}`.trim()];
  return Object.entries(value).flatMap(([key, inner]) => partsOf(inner, path === "" ? key : `${path}.${key}`));
};

const assumptionRow = ({ id, title, value, range, unit, mark }: AssumptionUsed, isChanged: boolean): Cells =>
  [id, title, valueText(value), unit, valueText(range), mark, isChanged ? "changed here" : ""].map(markdownText);

/** Each assumption once, whatever number of values stands for it. */
const assumptionsPart = (assumptions: readonly AssumptionUsed[]): string[] => {
  const byId = new Map(assumptions.map((one) => [one.id, one]));
  const changed = new Set(assumptions.flatMap(({ id, changedHere }) => (changedHere ? id : [])));
  if (byId.size === 0) return [];
  const rows = [...byId.values()].map((one) => assumptionRow(one, changed.has(one.id)));
  const head = ["id", "assumption", "value in the log", "unit", "range", "mark", ""];
  return [collapsed(`Assumptions: ${rows.length}, ${changed.size} changed here`, table(head, rows, head.length))];
};

const changesPart = (options: readonly OptionAnswer[]): string[] => {
  const beside = besideOf(options);
  const rows = options.flatMap((option) => {
    const changes = changesText(option);
    return changes === undefined ? [] : [[markdownText(option.option), markdownText(changes)]];
  });
  if (beside === undefined) return [];
  return [
    collapsed(`What an option is: its values that ${beside} has otherwise`, table(["option", "values"], rows, 2)),
  ];
};

const listed = (texts: readonly string[]): string => texts.map((text) => `- ${markdownText(text)}`).join("\n");

const meterText = ({ meters, scale, seed }: Answer): string => {
  const scaled = scale === 1 ? "" : ` (scale ${scale})`;
  return `${count(meters)} meters${scaled}, seed ${markdownText(seed)}`;
};

/** A command in a block of its own: whatever it holds, no line of it ends the block. */
const codeBlock = (text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}sh\n${text}\n${fence}`;
};

/** The answer for a comment on a pull request. */
export const summaryMarkdown = (record: ExperimentRecord, answer: Answer): string => {
  const { options, unfinished, notValidAtThisScale, leavesOut } = answer;
  const overlays = overlayText(answer);
  const parts = [
    `## ${markdownText(answer.question)}`,
    `${markdownText(answer.scenario)}: ${meterText(answer)}`,
    ...(overlays === undefined ? [] : [markdownText(overlays)]),
    ...thresholdsPart(answer),
    "### Answer",
    options
      .flatMap(({ option, sentence, faults }) => [
        `- **${markdownText(option)}**: ${markdownText(sentence)}`,
        ...faults.map((fault) => `  - ${markdownText(faultSentence(fault))}`),
      ])
      .join("\n"),
    ...(unfinished.length === 0 ? [] : [`Not finished: ${unfinished.map(markdownText).join(", ")}.`]),
    "### Load: 1.00 is all that the component carries",
    byComponent(options, "busiest minute of first attempts", (c) => markdownText(peakText(c))),
    ...peakNotes(answer).map(markdownText),
    byComponent(options, "reads of the night wait until, UTC", (c) => markdownText(nightQueueText(c))),
    ...nightQueueNotes(answer).map(markdownText),
    "### Which component binds at 08:00, and what it would take",
    [
      ...options.map((option) => `- **${markdownText(option.option)}**: ${markdownText(option.bindingSentence)}`),
      ...answer.deadlines.map((deadline) => `- ${markdownText(deadline)}`),
    ].join("\n"),
    ...contractsPart(answer),
    ...costsPart(answer),
    ...faultsPart(answer),
    ...figuresPart("Rules of the DCC that are on", RULE_HEAD, ruleRows(options)),
    ...figuresPart(SMETS1_TITLE, SMETS1_HEAD, smets1Rows(answer)),
    ...centralPart(answer),
    ...settlementPart(options),
    ...registrationTables(options).flatMap(({ title, head, rows, words, note }) => [
      ...figuresPart(title, head, rows, words),
      note,
    ]),
    ...performancePart(answer),
    ...figuresPart(cspSampleTitle(answer), CSP_SAMPLE_HEAD, cspSampleRows(answer)),
    ...workingHoursPart(answer),
    ...readsPart(answer),
    ...changesPart(options),
    ...assumptionsPart(record.assumptions),
    collapsed("What the model leaves out", listed(leavesOut)),
    ...(notValidAtThisScale.length === 0
      ? []
      : [collapsed(`What is not valid at scale ${answer.scale}`, listed(notValidAtThisScale))]),
    "Reproduce:",
    codeBlock(reproduceCommand(record)),
  ];
  return `${parts.join("\n\n")}\n`;
};
