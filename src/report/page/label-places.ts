/** A dot with a label of a known size, in pixels. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const LABEL_HEIGHT = 16;
const DOT_RADIUS = 9;
const DISTANCES = [12, 24, 40, 58, 80];
const DIRECTIONS: readonly Point[] = [
  { x: 1, y: 0 },
  { x: 0, y: -1 },
  { x: -1, y: 0 },
  { x: 0.8, y: -0.8 },
  { x: -0.8, y: -0.8 },
  { x: 0, y: 1 },
  { x: 0.8, y: 0.8 },
  { x: -0.8, y: 0.8 },
];

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

const around = ({ x, y }: Point, radius: number): Box => ({
  left: x - radius,
  top: y - radius,
  right: x + radius,
  bottom: y + radius,
});

/** Where a label stands when it lies so far off its dot in a direction: beside, above or below it. */
const boxAt = ({ x, y, width }: Labelled, direction: Point, distance: number): Box => {
  const centre = { x: x + direction.x * distance, y: y + direction.y * distance };
  const left = direction.x > 0 ? centre.x : direction.x < 0 ? centre.x - width : centre.x - width / 2;
  const top = centre.y - LABEL_HEIGHT / 2;
  return { left, top, right: left + width, bottom: top + LABEL_HEIGHT };
};

const OUTSIDE_COST = 50;
const CURVE_COST = 6;

/**
 * Places labels beside their dots so that they cover neither each other nor a dot, stay inside, and keep off the curve
 * where there is room: each in turn takes the cheapest place that is left, near ones first. Left and middle of each.
 */
export const placeLabels = (
  dots: readonly Labelled[],
  inside: { readonly width: number; readonly height: number },
  curve: readonly Point[],
): Point[] => {
  const placed: Box[] = [];
  const costOf = (box: Box): number => {
    const outside =
      Math.max(0, -box.left) +
      Math.max(0, -box.top) +
      Math.max(0, box.right - inside.width) +
      Math.max(0, box.bottom - inside.height);
    const covered = [...placed, ...dots.map((dot) => around(dot, DOT_RADIUS))];
    return (
      OUTSIDE_COST * outside +
      covered.reduce((sum, other) => sum + overlap(box, other), 0) +
      CURVE_COST * curve.filter((point) => overlap(box, around(point, 2)) > 0).length
    );
  };
  return dots.map((dot) => {
    let best = boxAt(dot, DIRECTIONS[0]!, DISTANCES[0]!);
    let least = Number.POSITIVE_INFINITY;
    for (const distance of DISTANCES)
      for (const [preference, direction] of DIRECTIONS.entries()) {
        const box = boxAt(dot, direction, distance);
        const cost = costOf(box) + distance / 10 + preference / 4;
        if (cost < least) [least, best] = [cost, box];
      }
    placed.push(best);
    return { x: best.left, y: (best.top + best.bottom) / 2 };
  });
};
