import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { assumptionsUsed, valuesUsed } from "../../src/scenario/notes.ts";
import { planOf } from "../../src/scenario/plan.ts";
import { optionHash, resolvedYaml, scenarioHash } from "../../src/scenario/resolved.ts";
import { folderOf, load, problemsOf } from "./loading.ts";

const SCENARIO = "question: What if?\nextends: BASE\noptions: { as-today: {}, late: { capacity.dsp: 2000 /s } }\n";
const RUN = { replication: 0, scale: 1 };

/** A scenario with its overlay in another folder. */
const laid = (overlay: string, files: Readonly<Record<string, string>> = {}) => {
  const scenario = join(folderOf({ "scenario.yaml": SCENARIO }), "scenario.yaml");
  return { scenario, overlay: join(folderOf({ "private.yaml": overlay, ...files }), "private.yaml") };
};
const loaded = (overlay: string, set: readonly string[] = []) => {
  const files = laid(overlay);
  return load(files.scenario, { overlays: [files.overlay], set });
};
const faults = (overlay: string): readonly string[] => {
  const files = laid(overlay);
  const folder = files.overlay.replace("private.yaml", "");
  return problemsOf(files.scenario, { overlays: [files.overlay] }).map((line) => line.replaceAll(folder, ""));
};

describe("an overlay", () => {
  test("is laid over every option, and --set over it", () => {
    const capacityOf = (option: string, set: readonly string[] = []) =>
      planOf(loaded("capacity: { dsp: 1234.567 /s }", set), option, RUN).capacity.perSecond.dsp;
    expect([capacityOf("as-today"), capacityOf("late")]).toEqual([1234.567, 1234.567]);
    expect(capacityOf("late", ["capacity.dsp=99 /s"])).toBe(99);
  });

  test("is laid over another that was named before it", () => {
    const { scenario, overlay } = laid("capacity.dsp: 10 /s\ncapacity.s1sp.moc: 11 /s", {
      "second.yaml": "capacity.dsp: 20 /s",
    });
    const both = load(scenario, { overlays: [overlay, overlay.replace("private", "second")] });
    const { perSecond } = planOf(both, "as-today", RUN).capacity;
    expect([perSecond.dsp, perSecond["s1sp.moc"]]).toEqual([20, 11]);
  });

  test("names its profiles relative to itself", () => {
    const rows = Array.from({ length: 48 }, (_, i) => (i === 47 ? 1 : 0)).join("\n");
    const { scenario, overlay } = laid("windows.overnight: { window: '00:00-24:00', shape: { csv: ours.csv } }", {
      "ours.csv": rows,
    });
    const { rows: traffic } = planOf(load(scenario, { overlays: [overlay] }), "as-today", RUN);
    expect(traffic.find(({ id }) => id === "T01")!.profile).toEqual([{ fromMinute: 1410, toMinute: 1440, share: 1 }]);
  });

  test("moves the hash of the scenario and of each option", () => {
    const [without, with_] = [loaded("{}"), loaded("capacity.s1sp.moc: 1234.567 /s")];
    expect(scenarioHash(with_)).not.toBe(scenarioHash(without));
    for (const option of ["as-today", "late"]) expect(optionHash(with_, option)).not.toBe(optionHash(without, option));
  });

  test("is told from others by a hash of its content, and from nothing else", () => {
    expect(loaded("capacity.dsp: 1 /s").overlays).toEqual(loaded("capacity.dsp: 1 /s").overlays);
    expect(loaded("capacity.dsp: 1 /s").overlays).not.toEqual(loaded("capacity.dsp: 2 /s").overlays);
    expect(loaded("{}").overlays[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("values of an overlay never stand", () => {
  const OVERLAY = `capacity.s1sp.moc: { value: 1234.567 /s, source: contract 4711 }
failures: { retryAfter: [77 min, 5 h], attempt: { smets1: 0.31415 } }
windows.overnight: { window: "00:00-23:17", shape: uniform }
mhhs.onDemandShare: { value: 0.27182, assumption: A-014 }`;
  const SPELLINGS = ["1234.567", "4711", "77 min", "0.31415", "23:17", "0.27182"];
  const found = (text: string): readonly string[] => SPELLINGS.filter((spelling) => text.includes(spelling));
  const scenario = loaded(OVERLAY);

  test("in the resolved scenario, which says in their place that they are withheld", () => {
    const text = resolvedYaml(scenario, "as-today");
    expect(found(text)).toEqual([]);
    expect(text).toMatch(/moc: redacted \(overlay\)/);
    expect(text).toMatch(/smets1: redacted \(overlay\)/);
    expect(text).toMatch(/smets2: 0\.04/);
  });

  test("in tables of values and assumptions", () => {
    expect(found(JSON.stringify([valuesUsed(scenario, "as-today"), assumptionsUsed(scenario)]))).toEqual([]);
    const used = valuesUsed(scenario, "as-today").find(({ path }) => path === "mhhs.onDemandShare");
    expect(used).toMatchObject({ value: "redacted (overlay)", assumption: "A-014" });
  });

  test("unless their owner asks", () =>
    expect(found(resolvedYaml(scenario, "as-today", { showOverlay: true }))).toEqual(SPELLINGS));

  test("nor does the note of a map of them", () => {
    const noted = loaded("capacity: { value: { dsp: 1234.567 /s }, source: contract 4711 }", ["capacity.dsp=99 /s"]);
    const text = resolvedYaml(noted, "as-today") + JSON.stringify(valuesUsed(noted, "as-today"));
    expect(found(text)).toEqual([]);
  });

  test("but --set over them is no secret", () => {
    const text = resolvedYaml(loaded(OVERLAY, ["capacity.s1sp.moc=250 /s"]), "as-today");
    expect(text).toMatch(/moc: 250 \/s/);
    expect(found(text)).not.toContain("1234.567");
  });
});

describe("an overlay is refused with its file, line and column", () => {
  test("for a wrong unit, an unknown key and a value out of range, all at once", () =>
    expect(faults("capacity:\n  dsp: 900 SR/s\n  s1sq.moc: 1 /s\nestate.smets1Share: 2\n")).toEqual([
      'private.yaml:2:8 capacity.dsp: "900 SR/s" has the wrong unit "SR/s"; expected a rate: a number and /s, as in ' +
        '"2620 /s"; did you mean "900 /s"?',
      'private.yaml:3:3 capacity.s1sq: no such key; did you mean "s1sp"?',
      'private.yaml:4:21 estate.smets1Share: 2 is out of range; expected 0 to 1; did you mean "2 %"?',
    ]));

  test("for an assumption that the log doesn't have", () =>
    expect(faults("estate.smets1Share: { value: 0.2, assumption: A-999 }")[0]).toMatch(
      /^private\.yaml:1:47 estate\.smets1Share: no assumption A-999 in /,
    ));

  test("for what every report has to say", () => {
    const REST = "expected it in the scenario";
    expect(faults("question: Why?\nseed: ours\nestate.meters: 20 million\npolicy.M03.title: Ours\n")).toEqual([
      `private.yaml:1:1 question: can't be changed by an overlay, since all options and every report share it; ${REST}`,
      `private.yaml:2:1 seed: can't be changed by an overlay, since all options and every report share it; ${REST}`,
      "private.yaml:3:1 estate.meters: can't be changed by an overlay, since every count of a report is of so many " +
        `meters; ${REST}`,
      "private.yaml:4:1 policy.M03.title: can't be changed by an overlay, since reports group their tables by it; " +
        REST,
    ]);
  });

  test("when it is missing, empty, or no map", () => {
    const { scenario, overlay } = laid("");
    expect(problemsOf(scenario, { overlays: [overlay] })[0]).toMatch(/private\.yaml:1:1: no values stand here/);
    expect(faults("- 1")[0]).toMatch(/private\.yaml:1:1: no values stand here/);
    const missing = overlay.replace("private.yaml", "privat.yaml");
    expect(problemsOf(scenario, { overlays: [missing] })[0]).toMatch(
      /no such file; expected an overlay; did you mean "private\.yaml"\?$/,
    );
  });
});
