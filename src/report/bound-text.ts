import { COMPONENTS } from "../domain/components.ts";
import { shortTitle } from "../experiment/answer.ts";
import type { Forecast } from "../experiment/forecast.ts";

/** Heads of a table with a column for each component. */
export const componentHead = (first: string): string[] => [first, ...COMPONENTS.map(shortTitle)];

/** Options that move existing reads are held to another bound than the rest. */
export const boundMark = ({ boundMoves }: Pick<Forecast, "boundMoves">): string => (boundMoves === "all" ? " *" : "");
export const boundNote = (options: readonly Pick<Forecast, "boundMoves">[]): string[] =>
  options.some(({ boundMoves }) => boundMoves === "all")
    ? ["* moves existing reads too, so it is held to the lowest peak with every 24 h read free to move"]
    : [];
