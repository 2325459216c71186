import type { OptionAnswer } from "../experiment/answer.ts";
import { valueText } from "./comparison-text.ts";

/** An option with more changes than this says how many more there are: `mhhs compare` has them all. */
const SHOWN = 8;

/** What an option has otherwise than the one it stands beside, in a line; undefined for that one itself. */
export const changesText = ({ option, changes: { beside, values } }: OptionAnswer): string | undefined => {
  if (option === beside) return undefined;
  if (values.length === 0) return `the same values as ${beside}`;
  const shown = values
    .slice(0, SHOWN)
    .map(({ path, to }) => `${path} ${to === undefined ? "left out" : valueText(to)}`);
  const more = values.length - shown.length;
  return shown.join("; ") + (more > 0 ? `; and ${more} more (mhhs compare)` : "");
};

/** The option that the others' changes are counted from; undefined where there is but one. */
export const besideOf = (options: readonly OptionAnswer[]): string | undefined =>
  options.length > 1 ? options[0]!.changes.beside : undefined;
