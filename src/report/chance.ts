import type { Answer, OptionAnswer } from "../experiment/answer.ts";
import { share, waitsUntil } from "./format.ts";

// Figures of a component that chance makes at a small scale are marked, as thresholds on them are.

type ComponentAnswer = OptionAnswer["components"][number];

const NO_FIGURE = ["–", "none"];

/** ~0.71: not to be read as that of the whole. */
export const marked = (text: string, isOfChance: boolean): string =>
  isOfChance && !NO_FIGURE.includes(text) ? `~${text}` : text;

/** What the mark says wherever it stands; nothing of a run of all meters, which has none. */
export const scaleNotes = ({ scale }: Pick<Answer, "scale">): readonly string[] =>
  scale === 1 ? [] : [`~ not to be read as that of all meters: at scale ${scale} too few are left for this figure`];

export const peakText = ({ peakShare, isPeakOfChance }: ComponentAnswer): string =>
  marked(share(peakShare), isPeakOfChance);

export const nightQueueText = ({ emptiesAtMinute, isQueueOfChance }: ComponentAnswer): string =>
  marked(waitsUntil(emptiesAtMinute), isQueueOfChance && emptiesAtMinute !== undefined);

/** What the mark says, where a figure of a busiest minute has it. */
export const peakNotes = ({ options, scale }: Answer): readonly string[] =>
  options.some(({ components }) => components.some((c) => c.isPeakOfChance || c.isReturnPeakOfChance))
    ? [`~ so few requests in that minute at scale ${scale} that chance is a tenth of them and more`]
    : [];

/** The same of the night's queues. */
export const nightQueueNotes = ({ options, scale }: Answer): readonly string[] =>
  options.some(({ components }) => components.some((c) => c.isQueueOfChance && c.emptiesAtMinute !== undefined))
    ? [`~ ten requests count as a queue, which chance alone may bring at scale ${scale}`]
    : [];
