// Okabe & Ito's palette: told apart by colour-blind eyes too. The first is for the reference.
export const COLOURS = [
  "#8a949e",
  "#d55e00",
  "#0072b2",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#5b3a8c",
  "#7a5c00",
  "#a3123a",
  "#8fd175",
  "#b08be0",
] as const;

/** The same hues, light enough for a dark ground. */
export const COLOURS_ON_DARK = [
  "#97a3ae",
  "#ff8a3d",
  "#4195e8",
  "#2cc49a",
  "#e29bc2",
  "#f2c14e",
  "#93dcff",
  "#a98ae0",
  "#c9a640",
  "#f06a8a",
  "#a6e08d",
  "#d0b8f5",
] as const;

/** Dashes of its lines in each round through the colours: an option after the twelfth has a colour again. */
const DASHES: readonly (readonly number[])[] = [[], [12, 3], [2, 3], [12, 3, 2, 3]];

/** What an option is told by in every chart: its place among them decides. */
export interface Look {
  readonly colour: string;
  readonly dash: readonly number[];
  /** How often all colours were given before. */
  readonly round: number;
}

export const lookOf = (option: number): Look => {
  const round = Math.floor(option / COLOURS.length) % DASHES.length;
  return { colour: COLOURS[option % COLOURS.length]!, dash: DASHES[round]!, round };
};

/** The same as classes of the page, which knows colours by their number: on a dark ground they are others. */
export const lookClass = (option: number): string => `option-${hueOf(option)} round-${lookOf(option).round}`;
export const hueOf = (option: number): number => option % COLOURS.length;
