import type { Answer } from "../experiment/answer.ts";
import type { Smets1Measures } from "../experiment/smets1-measures.ts";
import { marked } from "./chance.ts";
import { count, duration, percent, share } from "./format.ts";

export const SMETS1_TITLE = "SMETS1 by cohort: cache, SMS and DCO";
/** The first two are words. */
export const SMETS1_HEAD = ["SMETS1", "option", "IOC", "MOC", "FOC"] as const;

type Figure = (cohort: Smets1Measures) => string | undefined;

const told =
  (figure: (cohort: Smets1Measures) => number | undefined, text: (value: number) => string): Figure =>
  (cohort) => {
    const value = figure(cohort);
    return value === undefined || Number.isNaN(value) ? undefined : text(value);
  };

/** One request occupies the DCO 1/scale as long. */
const DCO_WAIT = "longest wait at the DCO";

const FIGURES: readonly (readonly [title: string, figure: Figure])[] = [
  ["requests to the S1SP", told(({ requests }) => requests, count)],
  ["profile reads", told(({ cache }) => cache?.needs, count)],
  ["read from the device", told(({ cache }) => cache?.deviceReads, count)],
  ["answered from the cache", told(({ cache }) => cache?.hits, count)],
  ["hit ratio", told(({ cache }) => cache?.hitShare, percent)],
  ["joined another's read", told(({ cache }) => cache?.joined, count)],
  ["saved, of profile reads", told(({ cache }) => cache?.savedShare, percent)],
  ["SMS that woke hubs", told(({ sms }) => sms?.sent, count)],
  ["allowance used", told(({ sms }) => sms?.usedShare, percent)],
  ["SMS above it", told(({ sms }) => sms?.over, count)],
  ["requests to the DCO", told(({ dco }) => dco?.requests, count)],
  ["DCO busy, of the time", told(({ dco }) => dco?.busyShare, percent)],
  ["DCO's busiest minute", told(({ dco }) => dco?.peakShare, share)],
  [DCO_WAIT, told(({ dco }) => dco?.longestWaitMs, duration)],
];

/** A row for each figure that an option has, of the three cohorts. */
export const smets1Rows = ({ options, scale }: Pick<Answer, "options" | "scale">): readonly string[][] =>
  FIGURES.flatMap(([title, figure]) =>
    options.flatMap(({ option, smets1 }) => {
      const cells = smets1.map(figure);
      const isOfFew = scale !== 1 && title === DCO_WAIT;
      return cells.every((cell) => cell === undefined)
        ? []
        : [[title, option, ...cells.map((cell) => marked(cell ?? "–", isOfFew))]];
    }),
  );
