import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import { SERVICE_REQUESTS } from "../../src/domain/service-requests.ts";
import { SMOOTHING_OPTIONS } from "../../src/domain/smoothing-options.ts";
import { metricCatalogue } from "../../src/experiment/metric-values.ts";
import { find, lexicon, near } from "../../src/reference/lexicon.ts";
import { keyAt } from "../../src/reference/scenario-words.ts";
import { BASE, load } from "../scenario/loading.ts";

const base = load(BASE);
const words = lexicon(base);
const named = (given: string): string[] => find(words, given).map(({ kind, word }) => `${kind} ${word}`);

describe("every word is explained", () => {
  test("each metric of a summary, with its unit and the better way", () => {
    for (const { name } of metricCatalogue()) {
      const [word] = find(words, name);
      expect(Object.fromEntries(word!.facts)).toMatchObject({
        unit: expect.stringMatching(/./),
        better: expect.stringMatching(/ is better$/),
      });
    }
  });
  test("each component, each assumption and each key that the base case writes", () => {
    for (const word of [...COMPONENTS, ...base.assumptions.keys()]) expect(find(words, word), word).not.toEqual([]);
    for (const path of ["estate.meters", "windows.overnight.shape", "policy.M03", "policy.M03.window", "capacity"])
      expect(find(words, path), path).not.toEqual([]);
  });
  test("each Service Request that the base case sends", () => {
    const known = SERVICE_REQUESTS.map(({ srv }) => srv);
    for (const { srv } of Object.values(base.options.get("unchanged")!.values.policy)) expect(known).toContain(srv);
  });
  test("each option of smoothing, by the names that scenarios give it, and none that no scenario has", () => {
    const shipped = load("scenarios/smoothing-options.yaml").options;
    expect(new Set(SMOOTHING_OPTIONS.flatMap(({ inScenarios }) => inScenarios))).toEqual(new Set(shipped.keys()));
  });
  test("once in a kind", () => {
    const all = words.map(({ kind, word }) => `${kind} ${word}`);
    expect(all.filter((one, i) => all.indexOf(one) < i)).toEqual([]);
  });
  test("and what it says to see also is a word again", () => {
    const missing = words.flatMap(({ word, related }) =>
      related.filter((other) => find(words, other).length === 0).map((other) => `${word} → ${other}`),
    );
    // Exit codes are words of the command line around.
    expect(missing).toEqual(["fingerprint → 4"]);
  });
});

describe("a word is found", () => {
  test("in any spelling, by its letters or in full", () => {
    for (const given of ["TRT", "trt", "Target Response Time", "target-response-time"])
      expect(named(given)).toEqual(["term TRT"]);
  });
  test("as metric:place", () => expect(named("demand_peak_share:csp.north")).toEqual(["metric demand_peak_share"]));
  test("as the end of a key", () => expect(named("independentshare")).toEqual(["key estate.independentShare"]));
  test("as the name that a scenario gives an option", () => expect(named("read-once")).toEqual(["option O9"]));
  test("as a row of the policy table", () => expect(named("M03")).toEqual(["row policy.M03"]));
  test("in each of its kinds, the one as written first", () =>
    expect(named("DSP")).toEqual(["role DSP", "component dsp"]));
  test("and nothing is found for what is no word", () => expect(named("frobnicate")).toEqual([]));
});

test("a wrong word is answered with the right ones near it", () => {
  expect(near(words, "demnd_peak_share")[0]).toBe("demand_peak_share");
  expect(near(words, "latency")).toContain("wanted_latency");
  expect(near(words, "qqqqqqqqqq")).toEqual([]);
});

describe("a key of a scenario", () => {
  const factsAt = (path: string) => Object.fromEntries(keyAt(base, path)!.facts);

  test("has the base case's value and its note", () =>
    expect(factsAt("estate.smets1Share")).toMatchObject({ "base case": "0.27", assumption: "A-002" }));
  test("under the note of a map around it", () =>
    expect(factsAt("roundTrip.csp.north.p99")).toMatchObject({ "base case": "30 s", assumption: "A-048" }));
  test("by a name that the scenario chose", () =>
    expect(factsAt("targets.scheduled.smets1")).toMatchObject({
      "base case": "24 h",
      source: expect.stringMatching(/20 October 2021/),
    }));
  test("as a whole section", () =>
    expect(factsAt("failures.dark")).toMatchObject({
      keys: "longTerm, spells, spellMean",
      "base case": "{ longTerm: 0.03, spells: 0.02, spellMean: 5 d }",
    }));
  test("is said to be shared where options can't change it", () =>
    expect(factsAt("horizon.start")["changed"]).toMatch(/the same for all options$/));
  test("that isn't there has no word", () => expect(keyAt(base, "estate.metres")).toBeUndefined());
});
