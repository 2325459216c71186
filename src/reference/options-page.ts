import { COMPONENT_TITLES, COMPONENTS } from "../domain/components.ts";
import { SMOOTHING_OPTIONS } from "../domain/smoothing-options.ts";
import { type Answer, type OptionAnswer, REFERENCE, shortTitle } from "../experiment/answer.ts";
import { clockOf } from "../experiment/fits.ts";
import { HARM_SHARE_MIN, harmShare } from "../experiment/harm.ts";
import { CUT_OFFS, type CutOff, IN_SHARE, ranking } from "../experiment/option-ranking.ts";
import type { RankingTurn, RankingTurns } from "../experiment/ranking-turns.ts";
import { page, paragraph, table } from "./markdown.ts";

const MADE = "<!-- Made by `npm run docs:options -- RESULT` from the record of a run. -->";
const PROFILES = "mhhs-profiles";
const NONE = "–";

const share = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : NONE);
/** Rounded down: what misses 100 % never reads as it. */
const percent = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? NONE : `${(Math.floor(1000 * value + 1e-9) / 10).toFixed(1)} %`;

/** The options that a name stands for, as in O2 + O4. */
const idsOf = (option: string): string =>
  SMOOTHING_OPTIONS.filter(({ inScenarios }) => inScenarios.includes(option))
    .map(({ id }) => id)
    .join(" + ");

const worstOf = ({ components }: OptionAnswer): OptionAnswer["components"][number] =>
  components.reduce((most, one) => (one.peakShare > most.peakShare ? one : most));

const distanceOf = (option: OptionAnswer): string => {
  const reads = option.boundMoves === "mhhs" ? "MHHS reads" : "all reads";
  return `${share(worstOf(option).distance)} (${reads})`;
};

const inBy = ({ processes }: OptionAnswer, hour: string, process = PROFILES): number | undefined =>
  processes.find((one) => one.process === process)?.inByHour?.[hour];

const harmOf = ({ harm, option }: OptionAnswer): string => {
  if (option === REFERENCE) return "reference";
  if (harm === undefined || harm.length === 0) return NONE;
  const worst = harm.reduce((most, one) => (harmShare(one) > harmShare(most) ? one : most));
  const lost = harmShare(worst);
  return lost > HARM_SHARE_MIN ? `${(100 * lost).toFixed(1)} % of ${worst.title.trim()}` : "none";
};

const fieldOf = ({ playingField }: OptionAnswer): string =>
  share(playingField?.find(({ clock }) => clock === "wantedMs")?.ratio ?? Number.NaN);

const NOT_PRICED = "not priced";
const pounds = (value: number): string => `£${Math.round(value).toLocaleString("en-GB")}`;

/** What is priced of an option's needs: a year, and once. */
const costOf = ({ metrics, option }: OptionAnswer): string => {
  if (option === REFERENCE) return "reference";
  const [yearly, once] = [metrics["cost_per_year:all"], metrics["cost_once:all"]];
  const parts = [
    ...(typeof yearly === "number" ? [`${pounds(yearly)} a year`] : []),
    ...(typeof once === "number" ? [`${pounds(once)} once`] : []),
  ];
  return parts.length === 0 ? NOT_PRICED : parts.join(", ");
};

const waitsUntil = ({ components }: OptionAnswer): string => {
  const last = Math.max(...components.map(({ emptiesAtMinute }) => emptiesAtMinute ?? 0));
  return last === 0 ? "nothing waits" : clockOf(last);
};

const named = (option: string): string => `\`${option}\``;
const list = (options: readonly string[]): string => options.map(named).join(", ");

const peaks = (options: readonly OptionAnswer[]): string =>
  table(
    ["option", "is", ...COMPONENTS.map(shortTitle), "worst"],
    options.map((option) => [
      named(option.option),
      idsOf(option.option),
      ...option.components.map(({ peakShare }) => share(peakShare)),
      share(worstOf(option).peakShare),
    ]),
  );

const effects = (options: readonly OptionAnswer[]): string =>
  table(
    [
      "option",
      "distance from O10 (which may move)",
      "MHHS reads in by 09:00",
      "of these, independent MDRs'",
      "reads of the night wait until",
      "worst harm to an existing process",
      "level playing field",
      "cost",
    ],
    options.map((option) => [
      named(option.option),
      distanceOf(option),
      percent(inBy(option, "9")),
      percent(inBy(option, "9", "mhhs-profiles-agent")),
      waitsUntil(option),
      harmOf(option),
      fieldOf(option),
      costOf(option),
    ]),
  );

const HOURS: Readonly<Record<CutOff, string>> = { "09:00": "9", "24 h": "24" };

/** The ranking of what was simulated. */
const simulated = ({ options }: Answer, notDaily: readonly string[], cutOff: CutOff): readonly string[] =>
  ranking(
    options
      .filter(({ option }) => option !== REFERENCE)
      .map((option) => ({
        option: option.option,
        worstShare: worstOf(option).peakShare,
        isDaily: !notDaily.includes(option.option),
        isIn: (by) => !notDaily.includes(option.option) && (inBy(option, HOURS[by]) ?? 0) >= IN_SHARE,
      })),
    cutOff,
  );

const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join();

const CUT_OFF_WORDS: Readonly<Record<CutOff, string>> = {
  "09:00": `with ${100 * IN_SHARE} % of MHHS reads in by 09:00`,
  "24 h": `with ${100 * IN_SHARE} % of them in within the target of 24 h`,
};

const rankingSentence = (answer: Answer, { rankings, notDaily }: RankingTurns, cutOff: CutOff): string => {
  const first = simulated(answer, notDaily, cutOff);
  const told = first.map((name) => {
    const option = answer.options.find((one) => one.option === name)!;
    const worst = worstOf(option);
    return `${named(name)} (${share(worst.peakShare)}, ${COMPONENT_TITLES[worst.component]})`;
  });
  const twin = isSame(first, rankings[cutOff])
    ? ""
    : ` The fluid twin, by which turning points are found, has ${list(rankings[cutOff])}.`;
  return `${told.length === 0 ? "none" : told.join(", then ")}, of the options ${CUT_OFF_WORDS[cutOff]}.${twin}`;
};

const TIMES: Readonly<Record<CutOff, string>> = { "09:00": "With reads in by 09:00", "24 h": "With 24 h to be in" };

const turnsSentence = (turns: readonly RankingTurn[], cutOff: CutOff): string => {
  const ofCutOff = turns.filter((turn) => turn.cutOff === cutOff);
  const winners = ofCutOff.filter(({ before, after }) => before[0] !== after[0]);
  const ids = (of: readonly RankingTurn[]): string => [...new Set(of.map(({ id }) => id))].join(", ");
  if (ofCutOff.length === 0) return `${TIMES[cutOff]} no assumption turns the first three anywhere in its range.`;
  const nearest = ofCutOff.reduce((least, one) => (one.part < least.part ? one : least));
  const winner =
    winners.length === 0
      ? "none changes which comes first"
      : `${ids(winners)} ${new Set(winners.map(({ id }) => id)).size === 1 ? "changes" : "change"} which comes first`;
  return (
    `${TIMES[cutOff]} the first three are turned by ${ids(ofCutOff)}; ${winner}. The one that has to move least ` +
    `of the way to the end of its range is ${nearest.id}: ${nearest.title}, ${nearest.own} here ` +
    `and turned at ${nearest.at}.`
  );
};

/** By when reads must be in is no assumption of the log, and may turn more than any of them. */
const cutOffSentence = ({ rankings }: RankingTurns): string =>
  isSame(rankings["09:00"], rankings["24 h"])
    ? ""
    : " So by when the reads must be in turns the ranking before any assumption does.";

const turnsTable = (turns: readonly RankingTurn[]): string =>
  table(
    ["assumption", "here", "turned at", "end of its range", "reads in by", "first three before", "and then"],
    turns
      .toSorted((p, q) => CUT_OFFS.indexOf(p.cutOff) - CUT_OFFS.indexOf(q.cutOff) || p.part - q.part)
      .map(({ id, title, own, at, end, cutOff, before, after }) => [
        `[${id}](assumptions.md#${id.toLowerCase()}) ${title}`,
        own,
        at,
        end,
        cutOff,
        list(before),
        list(after),
      ]),
  );

const limits = ({ turnNothing, inWords, impossible }: RankingTurns): string =>
  [
    "What the twin can't say. One assumption is varied at a time; what an option sets itself stays as it has it, and " +
      "capacities follow from today's use as in the base case. A read is in when its first attempt was carried: dark " +
      "meters, failures and retries' answers are the simulation's. Held Users (O8) and caches (O5) change what is " +
      "carried and not what is sent, so they move no peak of demand. A ranking that turns and turns back inside a " +
      "quarter of a range is missed.",
    turnNothing.length === 0 ? "" : `Varied over the whole range without turning anything: ${turnNothing.join(", ")}.`,
    inWords.length === 0 ? "" : `Not varied, since no range of theirs is in figures: ${inWords.join(", ")}.`,
    impossible.length === 0
      ? ""
      : "Not varied to the end, since a scenario can't be so: " +
        `${[...new Set(impossible.map(({ id }) => id))].join(", ")}.`,
  ]
    .filter((part) => part !== "")
    .join(" ");

const warningsPart = (options: readonly OptionAnswer[]): readonly string[] => {
  const said = options.flatMap(({ option, warnings }) => warnings.map((warning) => `- ${named(option)}: ${warning}`));
  return said.length === 0 ? [] : ["What the twin leaves out of an option:", said.join("\n")];
};

/** Pictures of the page, in order: which reads each frontier moves. */
const PICTURES = {
  mhhs: "Lowest worst fill for each deadline if MHHS reads move, and the options that move no others",
  all: "Lowest worst fill for each deadline if every read with a 24 h target moves, and the options that move more",
} as const;

/** `docs/options.md`: every option of an answer beside the others, and which assumption would turn their ranking. */
export const optionsPage = (answer: Answer, turns: RankingTurns): string => {
  const { options, scenario, meters, scale, seed } = answer;
  const whole = scale === 1 ? "" : ` This is a run at ${100 * scale} % of the meters, and no more than a look.`;
  return page(
    "The options side by side",
    paragraph(
      `${answer.question} Options of \`scenarios/${scenario}.yaml\`, simulated with ` +
        `${meters.toLocaleString("en-GB")} meters, seed \`${seed}\`; what each changes and at whose cost is in the ` +
        `[glossary](glossary.md).${whole} Every capacity is an [assumption](assumptions.md).`,
    ),
    [
      "## Peak demand",
      paragraph(
        "First attempts as they are sent, as if nothing upstream could delay them: the busiest minute as a share of " +
          "what the component carries, of which 1.00 is all.",
      ),
      peaks(options),
      "## What each does besides",
      paragraph(
        "Distance from O10 is the worst peak ÷ the lowest that any schedule of the reads in brackets could have " +
          "there. Harm is what the process that loses most loses of its answers inside target, against " +
          "`without-mhhs` on the same draws. Level playing field: independent MDRs' 95th percentile ÷ that of " +
          "suppliers that are their own, counted from when the data existed; above 1 the independent waits longer. " +
          "Cost is what an option needs beyond `without-mhhs`; nothing is priced where the scenario has no prices.",
      ),
      effects(options),
      ...(turns.notDaily.length === 0
        ? []
        : [
            paragraph(
              `Of ${list(turns.notDaily)} the share in is of the reads due that day; most meters' data comes later ` +
                "by days, so it is not ranked below.",
            ),
          ]),
      "## The frontier",
      ...answer.frontiers.map(({ moves }) => `![${PICTURES[moves]}](options/frontier-${moves}.png)`),
      paragraph(
        "The curve is the lowest that any schedule of the movable reads can keep the fullest minute in which they " +
          "are sent, if they are sent by the hour below; a dot is an option's own, by the fluid twin. The table of " +
          "peaks counts every minute, as simulated: where existing reads stay, their own spike just after midnight " +
          "is among them, so an option on the curve can have that peak in the table.",
      ),
      "## Which assumption would turn the ranking",
      paragraph(
        `Ranked by their worst peak, the lowest first, in the scenario's order where alike: ` +
          `${rankingSentence(answer, turns, "09:00")} Where the reads have longer: ` +
          `${rankingSentence(answer, turns, "24 h")}${cutOffSentence(turns)}`,
      ),
      paragraph(`${turnsSentence(turns.turns, "09:00")} ${turnsSentence(turns.turns, "24 h")}`),
      ...(turns.turns.length === 0 ? [] : [turnsTable(turns.turns)]),
      paragraph(limits(turns)),
      ...warningsPart(options),
    ],
    MADE,
  );
};
