import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder } from "../own-folder.ts";
import { start } from "./command.ts";

// mhhs trace, as a user calls it: small runs, and what it says where it can't.

const PATIENCE_MS = 60_000;
const SMALL = ["--scale", "0.0001"];
const trace = (...args: readonly string[]) => start(["trace", ...args, ...SMALL]).ended;

interface TraceDocument {
  readonly meter: { readonly number: number; readonly mpan: string };
  readonly fingerprint: { readonly path: string };
  readonly journeys: readonly {
    readonly outcome: string;
    readonly latency?: { readonly wantedMs: number };
    readonly hops: readonly { readonly place: string; readonly tookMs: number; readonly cause: string }[];
  }[];
  readonly settlement?: {
    readonly messages: readonly { readonly hops: readonly { readonly place: string }[] }[];
    readonly registers: readonly { readonly runs: readonly { readonly run: string; readonly isActual: boolean }[] }[];
  };
}

describe("what can't be traced is refused in a sentence, and nothing runs", () => {
  const refused: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
    ["a meter that is not kept", ["--meter", "3000"], /meters 0 to 2999 at --scale 0\.0001; .* from --scale 0\.001 on/],
    ["a meter that nobody has", ["--meter", "30000000"], /no such meter; the run keeps meters 0 to 2999/],
    ["an MPAN with a slip", ["--mpan", "99 0000 0000 071"], /its last digit should be 0/],
    ["two meters", ["--meter", "1", "--pick", "retry"], /--meter and --pick: name a meter in one way/],
    ["a day outside the run", ["--day", "2028-01-19"], /--day 2028-01-19: the run measures 2028-01-17/],
    ["no day at all", ["--day", "2028-02-30"], /expected a date such as 2028-01-17/],
    ["an option that there isn't", ["--option", "as-todya"], /no option "as-todya"; did you mean as-today\?/],
    ["a pick that there isn't", ["--pick", "fastest"], /fastest/],
  ];
  test.each(refused)(
    "%s",
    async (_, args, says) => {
      const { code, out, err } = await trace("smoothing-options", ...args);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(says);
    },
    PATIENCE_MS,
  );

  test(
    "a pick that no meter of the run is",
    async () => {
      const { code, err } = await trace("smoothing-options", "--option", "as-today", "--pick", "cached");
      expect(code).toBe(2);
      expect(err).toMatch(/--pick cached: no meter of as-today is one whose profile read a cache answered/);
    },
    PATIENCE_MS,
  );
});

test(
  "a meter's day to settlement as text, as JSON and as a page, the same life in all three",
  async () => {
    const folder = emptyFolder();
    const args = ["settlement", "--option", "as-today", "--pick", "retry"];
    const text = await start(["trace", ...args, ...SMALL, "--page", "meter.html"], folder).ended;
    expect([text.code, text.err]).toEqual([0, ""]);
    for (const line of text.out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
    const json = await trace(...args, "--json");
    const told = JSON.parse(json.out) as TraceDocument;
    const page = readFileSync(join(folder, "meter.html"), "utf8");
    for (const output of [text.out, page]) {
      expect(output).toContain(told.meter.mpan);
      expect(output).toContain(told.fingerprint.path);
      for (const { hops } of told.journeys.slice(0, 1))
        for (const { cause } of hops) expect(output.replaceAll(/\s+/g, " ")).toContain(cause.split(" ")[0]!);
    }
    expect(page).not.toMatch(/https?:|<script/);
    const again = told.journeys.find(({ hops }) => hops.some(({ place }) => place === "retry"))!;
    expect(again.hops.reduce((sum, { tookMs }) => sum + tookMs, 0)).toBe(again.latency!.wantedMs);
    const { messages, registers } = told.settlement!;
    const places = new Set(messages.flatMap(({ hops }) => hops.map(({ place }) => place)));
    expect([...places].sort()).toEqual(["data services", "dip", "dip to LDSO", "dip to MDS", "dip to supplier", "mds"]);
    expect(registers[0]!.runs.map(({ run }) => run)[0]).toBe("II");
  },
  PATIENCE_MS,
);

test(
  "by its MPAN it is the same meter as by its number; without settlement its life ends at the User",
  async () => {
    const [byNumber, byMpan] = await Promise.all([
      trace("peak-smoothing", "--option", "as-today", "--meter", "7"),
      trace("peak-smoothing", "--option", "as-today", "--mpan", "9900000000070"),
    ]);
    expect(byNumber.code).toBe(0);
    expect(byMpan.out).toBe(byNumber.out);
    expect(byNumber.out).toContain("It ends at the User");
  },
  PATIENCE_MS,
);

test(
  "a meter that changes supplier is found, with its switch and its appointments in text, JSON and page",
  async () => {
    const folder = emptyFolder();
    // As many switches as bring one to some of so few meters.
    const more = ["--set", "registration.switches.perDay=600_000 /d", "--set", "horizon.measure=2 d"];
    const args = ["registration", "--option", "as-today", "--pick", "switched", "--day", "2028-07-11", ...more];
    const text = await start(["trace", ...args, ...SMALL, "--page", "meter.html"], folder).ended;
    expect(text.code).toBe(0);
    for (const line of text.out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
    const json = await trace(...args, "--json");
    const { registration } = JSON.parse(json.out) as {
      readonly registration: readonly {
        readonly kind: string;
        readonly title: string;
        readonly inWords: string;
        readonly hops: readonly { readonly place: string; readonly to: string; readonly cause: string }[];
      }[];
    };
    const taken = registration.find(({ inWords }) => inWords.includes("took effect at the midnight of 2028-07-11"))!;
    expect(taken.kind).toBe("switch");
    const page = readFileSync(join(folder, "meter.html"), "utf8").replaceAll(/\s+/g, " ");
    const flat = text.out.replaceAll(/\s+/g, " ");
    for (const { title, inWords, hops } of registration)
      for (const output of [flat, page]) {
        expect(output).toContain(title);
        expect(output).toContain(inWords);
        for (const { to } of hops) expect(output).toContain(to.slice(11, 23));
      }
  },
  PATIENCE_MS,
);
