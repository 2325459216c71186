import { describe, expect, test } from "vitest";
import { placeLabels } from "../../../src/report/page/label-places.ts";

const INSIDE = { width: 400, height: 300 };
const HEIGHT = 16;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
const boxesOf = (dots: readonly { x: number; y: number; width: number }[]): Box[] =>
  placeLabels(dots, INSIDE, []).map(({ x, y }, i) => ({
    left: x,
    right: x + dots[i]!.width,
    top: y - HEIGHT / 2,
    bottom: y + HEIGHT / 2,
  }));
const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe("labels of dots", () => {
  test("stand to the right of a dot that has room there", () => {
    expect(placeLabels([{ x: 100, y: 100, width: 60 }], INSIDE, [])).toEqual([{ x: 112, y: 100 }]);
  });

  test("stay inside at every edge", () => {
    for (const dot of [
      { x: 398, y: 150, width: 120 },
      { x: 2, y: 150, width: 120 },
      { x: 200, y: 1, width: 120 },
      { x: 399, y: 299, width: 120 },
    ]) {
      const [box] = boxesOf([dot]);
      expect([box!.left >= 0, box!.right <= 400, box!.top >= 0, box!.bottom <= 300]).toEqual([true, true, true, true]);
    }
  });

  test("of dots in a heap cover neither each other nor a dot", () => {
    const dots = Array.from({ length: 5 }, (_, i) => ({ x: 200 + 6 * i, y: 150 - 5 * i, width: 90 }));
    const boxes = boxesOf(dots);
    boxes.forEach((box, i) => {
      for (const other of boxes.slice(i + 1)) expect(overlap(box, other)).toBe(false);
      for (const { x, y } of dots)
        expect(overlap(box, { left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 })).toBe(false);
    });
  });

  test("keep off the curve where there is room", () => {
    const curve = Array.from({ length: 101 }, (_, i) => ({ x: 4 * i, y: 100 }));
    const [place] = placeLabels([{ x: 100, y: 100, width: 60 }], INSIDE, curve);
    expect(Math.abs(place!.y - 100)).toBeGreaterThan(HEIGHT / 2);
  });
});
