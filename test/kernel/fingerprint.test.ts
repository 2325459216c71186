import { describe, expect, test } from "vitest";
import { hashText, PathFingerprint, resultFingerprint } from "../../src/kernel/fingerprint.ts";
import { SEGMENT_MS_MAX, Simulation } from "../../src/kernel/simulation.ts";

type Mark = readonly [component: string, ms: number, key: number];
const MARKS: readonly Mark[] = [
  ["dsp", 5, 1],
  ["csp", 5, 2],
  ["dsp", 7, 2],
  ["dsp", 9000, 1],
  ["csp", 86_400_001, 3],
];

/** The fingerprints of marks made in order, after the components have been opened. */
const printsOf = (marks: readonly Mark[], names = ["dsp", "csp"]): Map<string, string> => {
  const sim = new Simulation();
  const path = new PathFingerprint(sim);
  const components = new Map(names.map((name) => [name, path.open(name)]));
  for (const [name, ms, key] of marks) {
    sim.run(ms);
    path.mark(components.get(name)!, key);
  }
  expect(path.total).toBe(marks.length);
  return new Map(Object.entries(path.read()));
};
const changed = (index: number, mark: Mark): Mark[] => MARKS.with(index, mark).toSorted((p, q) => p[1] - q[1]);

describe("the fingerprint of a path", () => {
  const prints = printsOf(MARKS);

  test("is 16 hexadecimal digits for each component and for all, the same for the same path", () => {
    expect([...prints.keys()]).toEqual(["dsp", "csp", "all"]);
    for (const print of prints.values()) expect(print).toMatch(/^[0-9a-f]{16}$/);
    expect(printsOf(MARKS)).toEqual(prints);
  });

  test("changes with any time and any key, at that component alone and in all", () => {
    MARKS.forEach(([name, ms, key], i) => {
      for (const mark of [
        [name, ms + 1, key],
        [name, ms, key + 1],
        [name, ms, key ^ (1 << 31)],
      ] as const) {
        const others = printsOf(changed(i, mark));
        expect(others.get(name)).not.toBe(prints.get(name));
        expect(others.get("all")).not.toBe(prints.get("all"));
        const other = name === "dsp" ? "csp" : "dsp";
        expect(others.get(other)).toBe(prints.get(other));
      }
    });
  });

  test("changes with a component's name, with an event more, less or in another order", () => {
    const renamed = MARKS.map(([name, ms, key]): Mark => [name === "dsp" ? "dps" : name, ms, key]);
    expect(printsOf(renamed, ["dps", "csp"]).get("dps")).not.toBe(prints.get("dsp"));
    expect(printsOf(renamed, ["dps", "csp"]).get("all")).not.toBe(prints.get("all"));
    expect(printsOf(MARKS.slice(0, -1)).get("csp")).not.toBe(prints.get("csp"));
    expect(printsOf([...MARKS, MARKS[4]!]).get("csp")).not.toBe(prints.get("csp"));
    const tied = [["dsp", 5, 1] as const, ["dsp", 5, 2] as const];
    expect(printsOf(tied).get("dsp")).not.toBe(printsOf(tied.toReversed()).get("dsp"));
  });

  test("an event with key 0 at time 0 counts, and so does a second one", () => {
    const [none, one, two] = [0, 1, 2].map((count) => printsOf(Array.from({ length: count }, () => ["dsp", 0, 0])));
    expect(new Set([none!.get("dsp"), one!.get("dsp"), two!.get("dsp")]).size).toBe(3);
  });

  test("does not depend on where segments change", () => {
    // The same instants from a start nine days on: the segments end elsewhere.
    const printsFrom = (startMs: number): Record<string, string> => {
      const sim = new Simulation(startMs);
      const path = new PathFingerprint(sim);
      const component = path.open("dsp");
      for (let k = 1; k <= 8; k++) {
        sim.run(SEGMENT_MS_MAX * 0.75 * k);
        path.mark(component, k);
      }
      return path.read();
    };
    expect(printsFrom(9 * 86_400_000)).toEqual(printsFrom(0));
  });

  test("has room for so many components, and refuses one more", () => {
    const path = new PathFingerprint(new Simulation(), 2);
    expect([path.open("a"), path.open("b")]).toEqual([0, 1]);
    expect(() => path.open("c")).toThrow(new RangeError("more than 2 components"));
  });
});

describe("the fingerprint of results", () => {
  const scalars = { peak: 1499.5, answered: 30e6, share: 0.1 };
  const print = resultFingerprint(scalars);

  test("does not depend on the order of scalars", () => {
    expect(resultFingerprint({ share: 0.1, peak: 1499.5, answered: 30e6 })).toBe(print);
  });

  test("changes with the last bit of any scalar, with a name, and with a scalar more", () => {
    for (const other of [
      { ...scalars, share: 0.1 + 2 ** -56 },
      { ...scalars, peak: 1499.5 + 2 ** -42 },
      { ...scalars, answered: 30e6 + 1 },
      { peak: 1499.5, answered: 30e6, shares: 0.1 },
      { ...scalars, more: 0 },
    ])
      expect(resultFingerprint(other)).not.toBe(print);
    expect(resultFingerprint({ a: 0 })).not.toBe(resultFingerprint({ a: -0 }));
  });

  test("takes every NaN for the same, however a processor writes it", () => {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setUint32(0, 0xfff80000);
    expect(resultFingerprint({ mean: bits.getFloat64(0) })).toBe(resultFingerprint({ mean: Number.NaN }));
    expect(resultFingerprint({ mean: Number.NaN })).not.toBe(resultFingerprint({ mean: 0 }));
  });
});

test("texts hash to 64 bits of their units in order", () => {
  const texts = ["", "a", "b", "ab", "ba", "aa", "a ", "é", "\u0000", "\u0000\u0000"];
  expect(new Set(texts.map((text) => hashText(text).join())).size).toBe(texts.length);
});
