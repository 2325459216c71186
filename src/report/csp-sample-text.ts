import { type Answer, shortTitle } from "../experiment/answer.ts";
import type { CspSample } from "../experiment/csp-sample.ts";
import { marked } from "./chance.ts";
import { count, duration } from "./format.ts";
import { textTable } from "./text-table.ts";

/** A share of near all to two places: what sets a sample apart is less than a tenth. */
const fine = (share: number): string => (Number.isNaN(share) ? "–" : `${(100 * share).toFixed(2)} %`);

export const CSP_SAMPLE_HEAD = ["option", "CSP", "answers", "of all", "tests", "of tests", "19 times of 20"] as const;

const cellsOf = ({ component, received, commands, ...shares }: CspSample, isOfFew: boolean): string[] => [
  shortTitle(component),
  count(received),
  fine(shares.censusShare),
  Number.isNaN(commands) ? "–" : count(commands),
  marked(fine(shares.sampleShare), isOfFew),
  Number.isNaN(shares.sampleLowShare)
    ? "–"
    : marked(`${fine(shares.sampleLowShare)} to ${fine(shares.sampleHighShare)}`, isOfFew),
];

export const cspSampleRows = ({ options, scale }: Pick<Answer, "options" | "scale">): string[][] =>
  options.flatMap(({ option, cspSamples }) => cspSamples.map((sample) => [option, ...cellsOf(sample, scale !== 1)]));

/** What the table is of. */
export const cspSampleTitle = ({ roundTripWithinMs: ms }: Pick<Answer, "roundTripWithinMs">): string =>
  `CSPs' round trips on demand inside ${Number.isNaN(ms) ? "a private time" : duration(ms)}: ` +
  "the census, and the DCC's sample";

/** How to read it. */
export const CSP_SAMPLE_NOTE =
  "Of all: the census, every answer on demand. Of tests: the DCC measures a CSP by test commands, spread evenly over " +
  "the days, so that a half hour counts alike, however much is asked in it.";

export const cspSampleTable = (answer: Pick<Answer, "options" | "scale">): string =>
  textTable([...CSP_SAMPLE_HEAD], cspSampleRows(answer), 2);
