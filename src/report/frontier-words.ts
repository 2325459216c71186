import type { FrontierPicture } from "../experiment/forecast.ts";

const OTHERS: Readonly<Record<FrontierPicture["moves"], string>> = {
  mhhs: "it sends no MHHS reads, or moves existing ones too",
  all: "it moves no existing reads",
};

/** Options that have no place beside a frontier, with the reason of each: "allocation (its Users are held back …)". */
export const withoutDotText = (
  { moves, dots, apart }: FrontierPicture,
  options: readonly string[],
): string | undefined => {
  const byWhy = new Map<string, string[]>();
  for (const option of options) {
    if (dots.some((dot) => dot.option === option)) continue;
    const why = apart.find((one) => one.option === option)?.why ?? OTHERS[moves];
    byWhy.set(why, [...(byWhy.get(why) ?? []), option]);
  }
  if (byWhy.size === 0) return undefined;
  return `${[...byWhy].map(([why, names]) => `${names.join(", ")} (${why})`).join("; ")}.`;
};
