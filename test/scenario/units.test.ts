import { describe, expect, test } from "vitest";
import { didYouMean, nearest } from "../../src/scenario/near.ts";
import { type Bounds, type Quantity, quantityText, readQuantity } from "../../src/scenario/units.ts";
import { hasDay, readWindow, utcMinutes } from "../../src/scenario/window.ts";
import { piecesOf, readShape } from "../../src/scenario/window-shape.ts";

const read = (raw: unknown, quantity: Quantity, bounds: Bounds = {}): unknown => {
  const reading = readQuantity(raw, quantity, bounds);
  return "value" in reading ? reading.value : reading.wrong;
};

describe("quantities in base units", () => {
  test.each<[unknown, Quantity, number]>([
    ["250 ms", "duration", 250],
    ["60 s", "duration", 60_000],
    ["60s", "duration", 60_000],
    ["1.5 h", "duration", 5_400_000],
    ["5 min", "duration", 300_000],
    ["1 d", "duration", 86_400_000],
    ["2620 /s", "rate", 2620],
    ["0.5 /s", "rate", 0.5],
    [0.3, "share", 0.3],
    ["30 %", "share", 0.3],
    ["12.2%", "share", 0.122],
    ["7 %", "share", 0.07],
    ["35 %", "share", 0.35],
    ["30 million", "count", 30e6],
    ["30_000_000", "count", 30e6],
    [30e6, "count", 30e6],
    ["64 million", "count", 64e6],
    ["16 thousand", "count", 16_000],
    ["1.54 /meter-day", "perMeterDay", 1.54],
    ["60_000 /d", "perDay", 60_000],
    [1.25, "factor", 1.25],
    ["1e3", "factor", 1000],
    [".5", "factor", 0.5],
  ])("%s is a %s of %d", (raw, quantity, expected) => expect(read(raw, quantity)).toBe(expected));

  test.each<[unknown, Quantity, RegExp]>([
    [6, "duration", /^6 has no unit; expected a duration/],
    ["6 lightyears", "duration", /has the wrong unit "lightyears"/],
    ["1,000 /s", "rate", /^commas don't separate thousands in "1,000 \/s"; write 1_000 \/s$/],
    [2620, "rate", /^2620 has no unit; expected a rate: a number and \/s, as in "2620 \/s"$/],
    ["2620 tps", "rate", /did you mean "2620 \/s"\?$/],
    ["1.25 /s", "factor", /^"1.25 \/s" has a unit, and this has none/],
    [true, "count", /^true stands here/],
    [null, "count", /^nothing \(null\) stands here/],
    [{}, "share", /^a map stands here/],
    ["", "share", /^empty text isn't a number/],
    ["1.2.3", "factor", /has a unit, and this has none/],
    [Number.NaN, "factor", /isn't a finite number/],
  ])("%s isn't a %s", (raw, quantity, message) => expect(read(raw, quantity)).toMatch(message));

  test("bounds are said in the unit", () => {
    expect(read("30 s", "duration", { min: 60_000, max: 86_400_000 })).toBe(
      "30 s is out of range; expected 1 min to 1 d",
    );
    expect(read("0.5 ms", "duration", { whole: true })).toMatch(/isn't a whole number/);
    expect(read(-1, "count")).toBe("-1 is out of range; expected 0 or more");
  });

  test("durations are written in the largest unit that keeps them whole", () => {
    const written = [0, 250, 60_000, 5_400_000, 7_200_000, 172_800_000].map((ms) => quantityText(ms, "duration"));
    expect(written).toEqual(["0 s", "250 ms", "1 min", "90 min", "2 h", "2 d"]);
  });
});

describe("windows", () => {
  const window = (text: string) => {
    const reading = readWindow(text);
    if ("wrong" in reading) throw new Error(reading.wrong);
    return reading.value;
  };

  test("are UTC unless they say local", () => {
    expect(window("00:00-06:00")).toMatchObject({ fromMinute: 0, toMinute: 360, clock: "utc" });
    expect(window("00:00-06:00 UTC").clock).toBe("utc");
    expect(window("8:00 – 18:00 local")).toMatchObject({ fromMinute: 480, toMinute: 1080, clock: "local" });
  });

  test("may cross midnight, and may end at 24:00", () => {
    expect(window("22:00-04:00")).toMatchObject({ fromMinute: 1320, toMinute: 1680 });
    expect(window("21:00-24:00").toMinute).toBe(1440);
  });

  test("may name weekdays", () => {
    const monday = 21_200;
    const days = (text: string): string =>
      [0, 1, 2, 3, 4, 5, 6].map((i) => (hasDay(window(text), monday + i) ? "x" : "-")).join("");
    expect(days("Mon-Sat 08:00-18:00")).toBe("xxxxxx-");
    expect(days("Sat-Mon 08:00-18:00")).toBe("x----xx");
    expect(days("Mon, Wed, Fri 08:00-18:00")).toBe("x-x-x--");
    expect(days("08:00-18:00")).toBe("xxxxxxx");
  });

  test("in clock time on the days of the changes keep to the clock", () => {
    const working = window("08:00-18:00 local");
    expect(utcMinutes(working, 21_269)).toEqual({ fromMinute: 420, toMinute: 1020 }); // 2028-03-26
    expect(utcMinutes(working, 21_486)).toEqual({ fromMinute: 480, toMinute: 1080 }); // 2028-10-29
  });
});

describe("shapes", () => {
  const pieces = (raw: unknown, fromMinute: number, toMinute: number): unknown => {
    const shape = readShape(raw);
    if ("wrong" in shape) return shape.wrong;
    const reading = piecesOf({ fromMinute, toMinute }, shape.value);
    return "value" in reading
      ? reading.value.map((piece) => [piece.fromMinute, piece.toMinute, piece.share])
      : reading.wrong;
  };

  test("thirds of a window", () =>
    expect(pieces([0.6, 0.25, 0.15], 0, 360)).toEqual([
      [0, 120, 0.6],
      [120, 240, 0.25],
      [240, 360, 0.15],
    ]));
  test("percentages, and across midnight", () =>
    expect(pieces(["50 %", "50 %"], 1320, 1680)).toEqual([
      [1320, 1500, 0.5],
      [1500, 1680, 0.5],
    ]));
  test("at once is an instant", () => expect(pieces("at-once", 60, 60)).toEqual([[60, 60, 1]]));
  test("hours in any order", () =>
    expect(pieces({ "12:00-24:00": 0.25, "00:00-12:00": 0.75 }, 0, 1440)).toEqual([
      [0, 720, 0.75],
      [720, 1440, 0.25],
    ]));
  test("hours of weekdays or clocks are refused", () =>
    expect(pieces({ "Mon 00:00-24:00": 1 }, 0, 1440)).toMatch(/^"Mon 00:00-24:00" names a clock or weekdays/));
});

describe("the word that was meant", () => {
  const KEYS = ["window", "shape", "smets1Share", "independentShare"];
  test.each([
    ["windw", "window"],
    ["wnidow", "window"],
    ["Window", "window"],
    ["smets1_share", "smets1Share"],
    ["independantShare", "independentShare"],
    ["sahpe", "shape"],
  ])("%s: %s", (word, meant) => expect(nearest(word, KEYS)).toBe(meant));
  test("none when nothing is near", () => {
    expect(nearest("capacity", KEYS)).toBeUndefined();
    expect(didYouMean("capacity", KEYS)).toBe("known: window, shape, smets1Share, independentShare");
  });
});
