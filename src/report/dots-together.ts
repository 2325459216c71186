// Options whose figures are alike share a dot beside the frontier: else one would hide the other, and its name.

interface Dot {
  readonly byHour: number;
  readonly fill: number;
}

/** Nearer than this, in hours and as a share of the picture's height, a dot hides most of another. */
const NEAR_HOURS = 0.1;
const NEAR_HEIGHT = 0.01;

/** Dots as they are drawn: each with those that it would hide, in their order. `most` is the picture's height. */
export const dotsTogether = <D extends Dot>(dots: readonly D[], most: number): readonly (readonly [D, ...D[]])[] => {
  const groups: [D, ...D[]][] = [];
  for (const dot of dots) {
    const at = groups.find(
      ([first]) =>
        Math.abs(first.byHour - dot.byHour) < NEAR_HOURS && Math.abs(first.fill - dot.fill) < NEAR_HEIGHT * most,
    );
    if (at === undefined) groups.push([dot]);
    else at.push(dot);
  }
  return groups;
};

const NAMED = 2;

/** The names beside a dot, as far as there is room for them: "a, b", or "a +2 more". */
export const namesAtDot = (names: readonly string[]): string =>
  names.length <= NAMED ? names.join(", ") : `${names[0]} +${names.length - 1} more`;

/** All names at each dot that has more than are beside it; undefined where none has. */
export const atOneDotText = (names: readonly (readonly string[])[]): string | undefined => {
  const many = names.filter(({ length }) => length > NAMED);
  return many.length === 0 ? undefined : `${many.map((all) => all.join(", ")).join("; ")}.`;
};
