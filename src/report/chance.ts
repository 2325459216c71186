import type { Answer, OptionAnswer } from "../experiment/answer.ts";
import { share, waitsUntil } from "./format.ts";

// Figures of a component that chance makes at a small scale are marked, as thresholds on them are.

type ComponentAnswer = OptionAnswer["components"][number];

/** ~0.71: not to be read as that of the whole. */
export const marked = (text: string, isOfChance: boolean): string => (isOfChance ? `~${text}` : text);

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
