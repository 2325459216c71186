import { expect, test } from "vitest";
import { CONSUMPTION_CLASSES, classOf } from "../../src/settlement/consumption-classes.ts";

test("classes are numbered from 1001, each once: never a BSC number", () => {
  // Import: smart, unmetered one connection each, advanced four; export without unmetered: 6 + 5. By consumption or
  // losses, accurate or limited: four of each.
  expect(CONSUMPTION_CLASSES.map(({ id }) => id)).toEqual(Array.from({ length: 44 }, (_, i) => 1001 + i));
  const words = CONSUMPTION_CLASSES.map((one) => Object.values({ ...one, id: 0 }).join());
  expect(new Set(words).size).toBe(44);
});

test("losses and consumption, accurate and limited are classes of their own", () => {
  const smart = { direction: "AI", segment: "S", connection: "W" } as const;
  const ids = (["C", "X"] as const).flatMap((component) =>
    (["A", "L"] as const).map((quality) => classOf({ ...smart, component, quality }).id),
  );
  expect(new Set(ids).size).toBe(4);
});

test("a smart meter on a current transformer has no class: it must be advanced (S-50)", () => {
  const behind = { direction: "AI", connection: "L", component: "C", quality: "A" } as const;
  expect(() => classOf({ ...behind, segment: "S" })).toThrow("no class for AI of S connected by L");
  expect(classOf({ ...behind, segment: "A" }).connection).toBe("L");
});

test("nothing unmetered exports", () => {
  const unmetered = { segment: "U", connection: "U", component: "C", quality: "A" } as const;
  expect(classOf({ ...unmetered, direction: "AI" }).segment).toBe("U");
  expect(() => classOf({ ...unmetered, direction: "AE" })).toThrow("no class for AE of U");
});
