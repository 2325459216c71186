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

describe("at a change of supplier both sides of it are told (S-33)", () => {
  interface Settled {
    readonly settlement: {
      readonly change?: {
        readonly at: string;
        readonly outgoing: { readonly supplier: string; readonly day: string; readonly settlementPeriod: number };
        readonly incoming?: { readonly supplier: string; readonly day: string; readonly settlementPeriod: number };
        readonly reading?: { readonly sent: string; readonly dataDay: string };
        readonly inWords: string;
      };
      readonly messages: readonly { readonly dataDay: string }[];
      readonly registers: readonly {
        readonly mpan: string;
        readonly supplier: string;
        readonly periods: readonly unknown[];
        readonly runs: readonly { readonly pounds: number }[];
      }[];
    };
    readonly registration: readonly { readonly kind: string; readonly inWords: string; readonly title: string }[];
  }
  const more = ["--set", "registration.switches.perDay=600_000 /d", "--set", "horizon.measure=3 d"];
  const argsOf = (option: string, day: string) => {
    return ["registration", "--option", option, "--pick", "switched", "--day", day, ...more];
  };

  test.each([
    // Under British Summer Time the midnight of UTC is at 01:00 of the clock, after two Settlement Periods.
    ["as-today", "2028-07-11T00:00", ["2028-07-11", 2], ["2028-07-11", 3], [48, 48]],
    ["clock-midnight", "2028-07-10T23:00", ["2028-07-10", 48], ["2028-07-11", 1], [46, 2, 48]],
  ] as const)(
    "%s",
    async (option, at, last, first, counts) => {
      const folder = emptyFolder();
      const args = [...argsOf(option, "2028-07-11"), ...SMALL];
      const { out } = await start(["trace", ...args, "--json", "--page", "meter.html"], folder).ended;
      const { settlement, registration } = JSON.parse(out) as Settled;
      const { change, registers, messages } = settlement;
      expect(change!.at).toContain(at);
      const { outgoing, incoming } = change!;
      expect([outgoing.day, outgoing.settlementPeriod]).toEqual(last);
      expect([incoming!.day, incoming!.settlementPeriod]).toEqual(first);
      const title = `Registration: switch from ${outgoing.supplier} to ${incoming!.supplier}`;
      expect(registration.map((one) => one.title)).toContain(title);
      const imports = registers.filter(({ mpan }) => mpan === registers[0]!.mpan);
      expect(imports.map(({ periods }) => periods.length)).toEqual(counts);
      expect(imports.map(({ supplier }) => supplier)).toEqual([
        outgoing.supplier,
        ...counts.slice(1).map(() => incoming!.supplier),
      ]);
      for (const { runs } of imports) for (const { pounds } of runs) expect(pounds).not.toBeNaN();
      // The data of both days is on its way, and the reading is of the one that the change ended.
      expect(new Set(messages.map(({ dataDay }) => dataDay))).toEqual(new Set(["2028-07-10", "2028-07-11"]));
      expect(change!.reading!.dataDay).toBe("2028-07-10");
      expect(readFileSync(join(folder, "meter.html"), "utf8").replaceAll(/\s+/g, " ")).toContain(change!.inWords);
    },
    PATIENCE_MS,
  );

  test(
    "on the last measured day it says why the incoming supplier's is missing",
    async () => {
      const { code, out } = await trace(...argsOf("as-today", "2028-07-12"));
      expect(code).toBe(0);
      const flat = out.replaceAll(/\s+/g, " ");
      expect(flat).toMatch(/settles until 2028-07-12 period 2; the first day that is not its own is after those that/);
    },
    PATIENCE_MS,
  );
});

test(
  "a page says of its pictures which are to scale, and beside those that aren't how wide a time is",
  async () => {
    const folder = emptyFolder();
    await start(["trace", "settlement", "--meter", "7", ...SMALL, "--page", "meter.html"], folder).ended;
    const page = readFileSync(join(folder, "meter.html"), "utf8").replaceAll(/\s+/g, " ");
    expect(page).toContain("The whole day true to scale");
    expect(page).toContain("The lanes below are not to scale");
    const lanes = page.split('aria-label="Way of').length - 1;
    expect(lanes).toBeGreaterThan(0);
    // Each picture's name stands twice, on the region and on the picture in it.
    expect(2 * (page.split(">not to scale:<").length - 1)).toBe(lanes);
    // A decade is 21 wide, the least 12: a second is log10(101) decades, a minute log10(6001).
    const second = (12 + 21 * Math.log10(101)).toFixed(1);
    const minute = (12 + 21 * Math.log10(6001)).toFixed(1);
    expect(page).toContain(`<rect class="lane-plan" x="118" `);
    for (const width of [second, minute]) expect(page).toContain(`width="${width}" height="10"`);
  },
  PATIENCE_MS,
);
