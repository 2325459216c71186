/** By when MHHS reads must be in for an option to be ranked. */
export const CUT_OFFS = ["09:00", "24 h"] as const;
export type CutOff = (typeof CUT_OFFS)[number];

/** Of the reads due, so many must be in by 09:00, as the scenarios' own threshold has it. */
export const IN_SHARE = 0.9;
/** Options that are told apart. */
export const RANKED = 3;

/** An option as a ranking sees it. */
export interface Contender {
  readonly option: string;
  /** Fullest minute of first attempts at any component, as a share of capacity. */
  readonly worstShare: number;
  /** False where a meter's turn comes later than every day. */
  readonly isDaily: boolean;
  /** True when its reads are in by then. Asked of few: it may take a while to say. */
  readonly isIn: (cutOff: CutOff) => boolean;
}

/** Peaks that differ by less are the same. */
const SAME = 1e-6;

/** The first options in order of their worst peak, the lowest first, of those that are in; as they came where alike. */
export const ranking = (contenders: readonly Contender[], cutOff: CutOff, length = RANKED): readonly string[] => {
  const level = ({ worstShare }: Contender): number => Math.round(worstShare / SAME);
  const first: string[] = [];
  for (const contender of contenders.toSorted((p, q) => level(p) - level(q))) {
    if (first.length === length) break;
    if (contender.isIn(cutOff)) first.push(contender.option);
  }
  return first;
};
