import { expect, test } from "vitest";
import { atOneDotText, dotsTogether, namesAtDot } from "../../src/report/dots-together.ts";

const dot = (option: string, byHour: number, fill: number) => ({ option, byHour, fill });
const together = (dots: readonly ReturnType<typeof dot>[], most = 4): string[][] =>
  dotsTogether(dots, most).map((group) => group.map(({ option }) => option));

test("options with equal figures stand at one dot, and those that are to be told apart at two", () => {
  const dots = [dot("a", 6, 2.37), dot("b", 22, 0.9), dot("c", 6, 2.37), dot("d", 6.5, 2.37), dot("e", 6, 2.5)];
  expect(together(dots)).toEqual([["a", "c"], ["b"], ["d"], ["e"]]);
});

test("what would be hidden is less in a picture that shows less", () => {
  // A hundredth of a picture of 4, and a tenth of one of 0.4.
  const dots = [dot("a", 6, 0.3), dot("b", 6, 0.33)];
  expect(together(dots, 4)).toEqual([["a", "b"]]);
  expect(together(dots, 0.4)).toEqual([["a"], ["b"]]);
});

test("no option is lost, whichever stand together", () => {
  const dots = Array.from({ length: 40 }, (_, i) => dot(`option-${i}`, 6 + (i % 7) / 20, 1 + (i % 5) / 60));
  expect(together(dots).flat().sort()).toEqual(dots.map(({ option }) => option).sort());
});

test("two names stand beside their dot, of more the first and how many, with all of them under the picture", () => {
  expect([["a"], ["a", "b"], ["a", "b", "c"]].map(namesAtDot)).toEqual(["a", "a, b", "a +2 more"]);
  expect(atOneDotText([["a"], ["b", "c"]])).toBeUndefined();
  expect(atOneDotText([["a", "b", "c"], ["d"], ["e", "f", "g"]])).toBe("a, b, c; e, f, g.");
});
