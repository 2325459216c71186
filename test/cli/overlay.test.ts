import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { emptyFolder } from "../own-folder.ts";
import { filesIn, mhhs, scenario } from "./command.ts";

// Values as unusual as can be, so that nothing else has them.
const OVERLAY = `# framework 4711-Q
capacity.dsp: 23456.789 /s
capacity.s1sp.moc: { value: 1234.5678 /s, source: framework 4711-Q }
limits: { responseFactor: 3.1733719, queueMax: 76_543_217, burst.dsp: 31_237 ms }
failures.attempt.smets1: 0.3141592
failures.retryAfter: [4_567_891 ms, 77_654_321 ms]
endpoints.least: 71.317717 /s
dco.perCohort: 61.873619 /s
targets.on-demand.smets2: 31_234_567 ms
existing.otherUsersPerMeterDay: 0.2718281 /meter-day
estate.suppliers.large: [24.137713 %, 19.862287 %, 17 %, 13 %, 11 %, 8 %]
contracts.csp.south: { volume: 7_654_321 /d, byClass: { acme-gold: { requests: [4.8.1], volume: 3_456_789 /d, shape: uniform } } }
contracts.s1sp.ioc: 432.1987 /s
roundTrip.csp.north: { median: 1_234_567 ms, p99: 1_876_543 ms }
windows.overnight: { window: "00:00-24:00", shape: { csv: acme-traffic.csv } }
`;
const TRAFFIC = `half hour,requests\n${Array.from({ length: 48 }, (_, i) => (i < 12 ? 8_888_883 + i : 1)).join("\n")}\n`;

const FIGURES = [
  ...[23456.789, 1234.5678, 3.1733719, 76_543_217, 31_237, 0.3141592, 4_567_891, 77_654_321, 71.317717],
  ...[61.873619, 31_234_567, 0.2718281, 24.137713, 19.862287, 1_234_567, 1_876_543, 8_888_883, 8_888_894],
  ...[7_654_321, 3_456_789, 432.1987],
];
const NAMES = ["4711-Q", "acme"];

/** A figure in the units that a report may have it in: a second, minute or half hour, per cent, of the kept meters. */
const inUnits = (figure: number): readonly number[] =>
  [1, 60, 1800, 1 / 48, 1 / 86_400, 0.001, 1000, 100, 0.01, 1 / 60, 0.001 * 60].map((unit) =>
    Number((figure * unit).toPrecision(12)),
  );

/** Every number in a text, however its thousands are parted. */
const numbersIn = (text: string): ReadonlySet<string> =>
  new Set((text.match(/\d[\d,_]*(?:\.\d+)?/g) ?? []).map((number) => number.replaceAll(/[,_]/g, "")));

const asDoubles = (figure: number): readonly Buffer[] => {
  const bytes = [Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(4)] as const;
  bytes[0].writeDoubleLE(figure);
  bytes[1].writeDoubleBE(figure);
  bytes[2].writeFloatLE(figure);
  return bytes;
};

/** The content, and what is packed into a page. */
const unpacked = (content: Buffer): Buffer => {
  // A gzip stream in base64 begins with these letters.
  const packed = content.toString("latin1").match(/H4sI[A-Za-z0-9+/]{20,}={0,2}/g) ?? [];
  return Buffer.concat([content, ...packed.map((text) => gunzipSync(Buffer.from(text, "base64")))]);
};

/** Which of the planted values and names are in it, as text or as a number of a binary file. */
const leaksIn = (all: Buffer): readonly string[] => {
  const content = unpacked(all);
  const text = content.toString("latin1");
  const numbers = numbersIn(text);
  const isIn = (figure: number): boolean =>
    numbers.has(String(figure)) || asDoubles(figure).some((bytes) => content.includes(bytes));
  const figures = FIGURES.filter((figure) => inUnits(figure).some(isIn)).map(String);
  return [...figures, ...NAMES.filter((name) => text.includes(name))];
};

/** Runs a small scenario under the overlay; everything that it leaves and says, by name. */
const everythingOf = async (args: readonly string[], overlay = OVERLAY): Promise<ReadonlyMap<string, Buffer>> => {
  const folder = emptyFolder();
  mkdirSync(join(folder, "elsewhere"));
  writeFileSync(join(folder, "elsewhere/acme-contracts.yaml"), overlay);
  writeFileSync(join(folder, "elsewhere/acme-traffic.csv"), TRAFFIC);
  const { code, out, err } = await mhhs(
    [args[0]!, "--overlay", "elsewhere/acme-contracts.yaml", ...args.slice(1)],
    folder,
  );
  expect(code, err).toBeLessThanOrEqual(1);
  const found = new Map([
    ["stdout", Buffer.from(out)],
    ["stderr", Buffer.from(err)],
  ]);
  for (const name of filesIn(folder))
    if (!name.startsWith("elsewhere") && statSync(join(folder, name)).isFile())
      found.set(name, readFileSync(join(folder, name)));
  return found;
};

const leaksOf = (found: ReadonlyMap<string, Buffer>): readonly string[] =>
  [...found].flatMap(([name, content]) => leaksIn(content).map((leak) => `${name}: ${leak}`));

const RUN = ["run", scenario("peak-smoothing"), "--option", "without-mhhs", "--option", "as-today"];
const SMALL = ["--scale", "0.001", "--out", "out"];

describe("a run under a private overlay", async () => {
  const found = await everythingOf([...RUN, ...SMALL]);

  test("leaves everything that any run leaves", () => {
    const files = ["summary.json", "manifest.json", "results.sqlite", "report.html", "metrics.csv", "junit.xml"];
    for (const name of [...files, "charts/load-s1sp.moc.png"]) expect([...found.keys()]).toContain(`out/${name}`);
    expect([...found.keys()].filter((name) => /^out\/runs\/.*\.sqlite$/.test(name))).toHaveLength(2);
  });

  test("says none of its values in any file, on stdout or on stderr, nor where it is kept", () =>
    expect(leaksOf(found)).toEqual([]));

  test("nor rounds them where people read", () => {
    for (const name of ["stdout", "stderr", "out/summary.md", "out/junit.xml"])
      for (const rounded of ["23457", "23456.8", "1235", "1234.6", "71.3", "61.9", "0.314"])
        expect([name, numbersIn(found.get(name)!.toString()).has(rounded) ? rounded : ""]).toEqual([name, ""]);
  });

  test("says how to make it again without saying where they are kept", () => {
    const { command } = JSON.parse(found.get("out/experiment.json")!.toString());
    expect(command).toBe(`mhhs run --overlay OVERLAY ${RUN.slice(1).join(" ")} --scale 0.001`);
  });

  test("says where they would stand that they are withheld", () => {
    for (const name of ["out/summary.json", "out/manifest.json"])
      expect(found.get(name)!.toString()).toContain("redacted (overlay)");
    for (const name of ["stdout", "out/summary.md", "out/report.html"])
      expect(found.get(name)!.toString()).toMatch(
        /A private overlay is in this; values from it are withheld\. Loads of DSP, S1SP MOC are\s+shares/,
      );
  });

  test("still says how full a component is", () => {
    const summary = JSON.parse(found.get("out/summary.json")!.toString());
    const [dsp] = summary.options[1].components;
    expect(dsp.capacityPerSecond).toBe("redacted (overlay)");
    expect(dsp.queuedMax).toBeNull();
    expect(dsp.peakShare).toBeGreaterThan(0);
    expect(summary.privateCapacities).toEqual(["dsp", "s1sp.moc"]);
  });
});

test("a run whose owner asks for it says them, so that a search for them is one", async () => {
  const found = await everythingOf([...RUN, ...SMALL, "--no-charts", "--show-overlay"]);
  const leaks = leaksOf(found);
  // The profile's shares are their proportions; all else stands as it was written.
  const written = FIGURES.filter((figure) => figure < 8_888_883 || figure > 8_888_894);
  for (const figure of written) expect(leaks).toContain(`out/manifest.json: ${figure}`);
  expect(leaks).toContain("out/manifest.json: 4711-Q");
  expect(leaks).toContain("out/summary.json: 1234.5678");
  for (const file of ["out/results.sqlite", "out/report.html"]) expect(leaks).toContain(`${file}: 23456.789`);
});

describe("what is saved of a run at its midnights holds private values as they are", () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "private.yaml"), "capacity.s1sp.moc: 1234.5678 /s\n");
  const args = ["run", scenario("peak-smoothing"), "--option", "as-today", "--overlay", "private.yaml"];
  const run = [...args, "--scale", "0.0001", "--set", "horizon.measure=2 d", "--no-charts", "--out", "out"];

  test("so that under an overlay nothing is saved, nor is a file of that name taken up, and stderr says so", async () => {
    const { code, err } = await mhhs(run, folder);
    expect(code, err).toBeLessThanOrEqual(1);
    expect(err).toContain("note: a private overlay's values would stand in what is saved at midnights, so nothing is");
    // As if it had ended early: to whoever saves, this is a midnight, and a damaged one.
    const [name] = filesIn(join(folder, "out/runs"));
    const finished = join(folder, "out/runs", name!);
    rmSync(finished);
    writeFileSync(finished.replace(/\.sqlite$/, ".midnight"), "");
    const resumed = await mhhs([...run, "--resume"], folder);
    expect(resumed.code, resumed.err).toBe(code);
    expect(filesIn(join(folder, "out/runs"))).toEqual([name]);
  });

  test("and who says how often is told why not", async () => {
    const { code, err } = await mhhs([...run, "--save-every", "0"], folder);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(
        /^--save-every: a private overlay's values would .*; expected --show-overlay with it, or no/,
      ),
    ]);
  });
});

test("check under an overlay says none of its values, in text, JSON or the resolved scenario", async () => {
  for (const form of [["--resolved"], ["--resolved", "--json"]])
    expect(leaksOf(await everythingOf(["check", scenario("second-role"), ...form]))).toEqual([]);
  const shown = await everythingOf(["check", scenario("second-role"), "--resolved", "--show-overlay"]);
  expect(leaksOf(shown)).toContain("stdout: 1234.5678");
});

describe("an overlay that says when reads are sent", () => {
  // Both are dots beside the frontier where nothing is private: the hour by which they are sent is the value itself.
  test.each([
    ["a deadline", "schedule: { fill: mhhs, deadline: 17.25 h }", ["17.25", "17:15"]],
    ["the end of a window", 'windows.overnight: { window: "00:00-17:15" }', ["17.25", "17:15"]],
  ])("%s, has it in no file", async (_, overlay, said) => {
    const args = ["run", scenario("peak-smoothing"), "--option", "as-today", "--scale", "0.0005", "--out", "out"];
    const found = await everythingOf([...args, "--no-charts"], `${overlay}\n`);
    const leaks = [...found].flatMap(([name, content]) => {
      const all = unpacked(content);
      const isIn = all.includes(said[1]!) || numbersIn(all.toString("latin1")).has(said[0]!);
      return isIn || asDoubles(17.25).some((bytes) => all.includes(bytes)) ? [name] : [];
    });
    expect(leaks).toEqual([]);
    const { frontiers } = JSON.parse(found.get("out/summary.json")!.toString());
    expect(frontiers.flatMap(({ dots }: { dots: unknown[] }) => dots)).toEqual([]);
    expect(JSON.stringify(frontiers)).toContain("when its reads are sent is private");
  });
});
