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

/** An option keeps its colour in every chart. */
export const colourOf = (options: readonly string[], option: string): string =>
  COLOURS[Math.max(0, options.indexOf(option)) % COLOURS.length]!;
