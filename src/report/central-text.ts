import type { OptionAnswer } from "../experiment/answer.ts";
import {
  CENTRAL_TITLE,
  CORRECTION_NOTE,
  CORRECTION_TITLE,
  correctionTable,
  sideBySideNote,
  sideBySideTable,
} from "./central-figures.ts";
import { wrap } from "./format.ts";
import { textTable } from "./text-table.ts";

/** Titles and texts of central settlement for a terminal; none where settlement is off. */
export const centralTexts = (
  options: readonly OptionAnswer[],
  width: number,
): readonly { readonly title: string; readonly text: string }[] => {
  const note = sideBySideNote(options);
  if (note === undefined) return [];
  const beside = sideBySideTable(options);
  const correction = correctionTable(options);
  return [
    { title: CENTRAL_TITLE, text: `${textTable(beside.head, beside.rows)}\n\n${wrap(note, width)}` },
    {
      title: CORRECTION_TITLE,
      text: `${textTable(correction.head, correction.rows, 2)}\n\n${wrap(CORRECTION_NOTE, width)}`,
    },
  ];
};
