import type { Answer } from "../experiment/answer.ts";
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
import { wrap } from "./format.ts";
import { tableWithin, textTable } from "./text-table.ts";

/** Who is asked about where options give suppliers customers of their own. */
export const customersTexts = (
  answer: Pick<Answer, "options" | "scale">,
  width: number,
): readonly { readonly title: string; readonly text: string }[] => {
  const table = customersTable(answer);
  return table === undefined
    ? []
    : [{ title: CUSTOMERS_TITLE, text: `${textTable(table.head, table.rows, 2)}\n\n${wrap(CUSTOMERS_NOTE, width)}` }];
};

/** Titles and texts of central settlement for a terminal; none where settlement is off. */
export const centralTexts = (
  answer: Pick<Answer, "options" | "scale">,
  width: number,
): readonly { readonly title: string; readonly text: string }[] => {
  const note = sideBySideNote(answer.options);
  if (note === undefined) return [];
  const beside = sideBySideTable(answer);
  const correction = correctionTable(answer);
  return [
    { title: CENTRAL_TITLE, text: `${tableWithin(width, beside.head, beside.rows)}\n\n${wrap(note, width)}` },
    {
      title: CORRECTION_TITLE,
      text: `${tableWithin(width, correction.head, correction.rows, 2)}\n\n${wrap(CORRECTION_NOTE, width)}`,
    },
  ];
};

/** Energy on actuals and error of each segment, supplier and GSP Group: who it is that is settled far off. */
export const centralSplitTexts = (
  answer: Pick<Answer, "options" | "scale">,
  width: number,
): readonly { readonly title: string; readonly text: string }[] =>
  splitsOf(answer.options).map((by) => {
    const { head, rows, ofRun } = centralSplitTable(answer, by);
    return { title: `Energy on actuals and error, by ${by}`, text: tableWithin(width, head, rows, 2, ofRun) };
  });
