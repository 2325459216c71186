import type { FrontierPicture } from "../experiment/forecast.ts";

/** Options that have no place beside a frontier, with the reason of each: "allocation (its Users are held back …)". */
export const withoutDotText = ({ apart }: FrontierPicture, options: readonly string[]): string | undefined => {
  const shown = apart.filter(({ option }) => options.includes(option));
  if (shown.length === 0) return undefined;
  const byWhy = Map.groupBy(shown, ({ why }) => why);
  return `${[...byWhy].map(([why, all]) => `${all.map(({ option }) => option).join(", ")} (${why})`).join("; ")}.`;
};
