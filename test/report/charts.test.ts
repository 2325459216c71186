import { createCanvas, loadImage } from "canvas";
import { beforeAll, describe, expect, test } from "vitest";
import { COMPONENTS, type ComponentName } from "../../src/domain/components.ts";
import type { FrontierPicture } from "../../src/experiment/forecast.ts";
import type { LoadCurves } from "../../src/experiment/load-curves.ts";
import { MINUTES_A_DAY } from "../../src/kernel/time.ts";
import { type DrawnLoad, drawCharts, frontierChart, loadChart } from "../../src/report/charts.ts";

const CAPACITY = 500;

/** An option that asks every component for the same in each minute of its window, and for a little in all others. */
const curvesOf = (option: string, fromHour: number, perSecond: number): LoadCurves => {
  const curve = Float64Array.from({ length: MINUTES_A_DAY }, (_, m) =>
    Math.floor(m / 60) === fromHour ? perSecond : 10,
  );
  return {
    option,
    stepMinutes: 1,
    load: Object.fromEntries(COMPONENTS.map((name) => [name, curve])) as unknown as LoadCurves["load"],
  };
};
const UNIT = { capacity: CAPACITY, title: "requests a second", isPrivate: false } as const;
const units = Object.fromEntries(COMPONENTS.map((name) => [name, UNIT])) as Record<ComponentName, typeof UNIT>;
const drawnOf = (option: string, fromHour: number, perSecond: number): DrawnLoad => ({
  units,
  curves: curvesOf(option, fromHour, perSecond),
});
const drawn = [drawnOf("as-today", 0, 900), drawnOf("full-trt", 4, 300)];
const picture: FrontierPicture = {
  moves: "mhhs",
  points: [
    { byHour: 6, fill: 1.4, binding: "dsp" },
    { byHour: 22, fill: 0.7, binding: "s1sp.moc" },
  ],
  dots: [{ option: "full-trt", byHour: 21.99, fill: 0.9 }],
  apart: [],
};

interface Dataset {
  readonly label: string;
  readonly data: readonly { readonly x: number; readonly y: number }[];
  readonly borderColor: string;
  readonly borderDash?: readonly number[];
}
const datasetsOf = (chart: { data: { datasets: unknown } }): readonly Dataset[] =>
  chart.data.datasets as readonly Dataset[];

describe("the chart of a component's load", () => {
  const chart = loadChart("csp.north", drawn);
  const datasets = datasetsOf(chart);

  test("of a long run has a point for each half hour, and says so", () => {
    const curve = Float64Array.from({ length: 48 }, (_, i) => i);
    const load = Object.fromEntries(COMPONENTS.map((name) => [name, curve])) as unknown as LoadCurves["load"];
    const long = loadChart("csp.north", [{ units, curves: { option: "long", stepMinutes: 30, load } }]);
    expect(datasetsOf(long)[0]!.data.slice(0, 3)).toEqual([
      { x: 0, y: 0 },
      { x: 0.5, y: 1 },
      { x: 1, y: 2 },
    ]);
    expect(JSON.stringify(long.options)).toContain("mean of each half hour");
  });

  test("has a line for each option, a point for each minute of the day", () => {
    expect(datasets.map(({ label }) => label)).toEqual(["as-today", "full-trt", "capacity 500 /s"]);
    for (const { data } of datasets.slice(0, 2)) expect(data).toHaveLength(MINUTES_A_DAY);
    expect(datasets[0]!.data[59]).toEqual({ x: 59 / 60, y: 900 });
    expect(datasets[0]!.data[60]).toEqual({ x: 1, y: 10 });
    expect(datasets[1]!.data[240]).toEqual({ x: 4, y: 300 });
  });

  test("has the capacity as a level line over the whole day", () => {
    expect(datasets.at(-1)!.data).toEqual([
      { x: 0, y: CAPACITY },
      { x: 24, y: CAPACITY },
    ]);
  });

  test("begins at nothing and has room for the busiest minute", () => {
    const { y } = chart.options!.scales as unknown as Record<string, { min: number; suggestedMax: number }>;
    expect(y!.min).toBe(0);
    expect(y!.suggestedMax).toBeGreaterThan(900);
  });

  test("tells forty options apart by colour and dash, and none looks like the capacity", () => {
    const many = datasetsOf(
      loadChart(
        "dsp",
        Array.from({ length: 40 }, (_, i) => drawnOf(`option-${i}`, i % 24, 1)),
      ),
    );
    const looks = many.map(({ borderColor, borderDash }) => `${borderColor} ${borderDash}`);
    expect(new Set(looks).size).toBe(41);
    // Twelve are as many as colours do for: they have whole lines.
    expect(looks.slice(0, 12).every((look) => look.endsWith(" "))).toBe(true);
  });

  test("has a level of its own for an option with more capacity, in its colour", () => {
    const more = { ...units, dsp: { ...UNIT, capacity: 625 } };
    const [, uplift, level, first] = datasetsOf(loadChart("dsp", [drawn[0]!, { ...drawn[1]!, units: more }]));
    expect([level!.label, first!.label]).toEqual(["capacity 625 /s of full-trt", "capacity 500 /s"]);
    expect(level!.data.map(({ y }) => y)).toEqual([625, 625]);
    expect(level!.borderColor).toBe(uplift!.borderColor);
  });
});

describe("the chart of the frontier", () => {
  const datasets = datasetsOf(frontierChart(picture, ["as-today", "full-trt"]));

  test("has the frontier by hour, a dot for each option and the capacity", () => {
    expect(datasets[0]!.data).toEqual([
      { x: 6, y: 1.4 },
      { x: 22, y: 0.7 },
    ]);
    expect(datasets[1]).toMatchObject({ label: "full-trt: 0.90 by 21:59", data: [{ x: 21.99, y: 0.9 }] });
    expect(datasets.at(-1)).toMatchObject({
      label: "capacity",
      data: [
        { x: 0, y: 1 },
        { x: 24, y: 1 },
      ],
    });
  });

  test("gives an option the colour that it has in the charts of load", () => {
    expect(datasets[1]!.borderColor).toBe(datasetsOf(loadChart("dsp", drawn))[1]!.borderColor);
  });

  test("has a legend as it is drawn: lines are lines, dashed where they are, and options dots", () => {
    const looks = (datasets as readonly (Dataset & { pointStyle: string; showLine?: boolean })[]).map(
      ({ label, pointStyle, borderDash = [], showLine = false }) => [
        label,
        pointStyle,
        borderDash.length > 0,
        showLine,
      ],
    );
    expect(looks).toEqual([
      ["lowest worst fill of any schedule", "line", false, true],
      ["full-trt: 0.90 by 21:59", "circle", false, false],
      ["capacity", "line", true, true],
    ]);
    const { data, options } = frontierChart(picture, ["as-today", "full-trt"]);
    const { generateLabels } = options!.plugins!.legend!.labels as unknown as {
      generateLabels: (chart: { data: typeof data }) => readonly { pointStyle: string; lineDash: readonly number[] }[];
    };
    expect(generateLabels({ data }).map(({ pointStyle, lineDash }) => [pointStyle, lineDash.length > 0])).toEqual([
      ["line", false],
      ["circle", false],
      ["line", true],
    ]);
  });

  test("names in its caption each option without a dot, and why", () => {
    const apart = [
      { option: "capacity-uplift", why: "its capacity is another" },
      { option: "allocation", why: "its Users are held back" },
      { option: "all-together", why: "its capacity is another" },
    ];
    const held = { ...picture, apart };
    const captionOf = (options: readonly string[]) =>
      frontierChart(held, options).options!.plugins!.subtitle as { display: boolean; text: readonly string[] };
    expect(captionOf(["full-trt", "allocation", "capacity-uplift", "all-together"])).toMatchObject({
      display: true,
      text: ["No dot: capacity-uplift, all-together (its capacity is another); allocation (its Users are held back)."],
    });
    expect(captionOf(["full-trt"]).display).toBe(false);
  });

  test("names at one dot all options that have it, the rest of many in its caption", () => {
    const dots = ["full-trt", "busy-market", "dip-out"].map((option) => ({ option, byHour: 22, fill: 0.9 }));
    const of = (count: number) => frontierChart({ ...picture, dots: dots.slice(0, count) }, ["full-trt"]);
    expect(datasetsOf(of(2))[1]!.label).toBe("full-trt, busy-market: 0.90 by 22:00");
    expect(datasetsOf(of(3)).map(({ label }) => label)).toContain("full-trt +2 more: 0.90 by 22:00");
    expect(of(3).options!.plugins!.subtitle).toMatchObject({
      display: true,
      text: ["At one dot: full-trt, busy-market, dip-out."],
    });
  });

  test("never writes an hour of sixty minutes", () => {
    const late = { ...picture, dots: [{ option: "full-trt", byHour: 7.9999, fill: 0.9 }] };
    expect(datasetsOf(frontierChart(late, ["full-trt"]))[1]!.label).toBe("full-trt: 0.90 by 08:00");
  });
});

describe("the pictures", () => {
  const WIDTH = 1200;
  const HEIGHT = 600;
  let files: Map<string, Buffer>;
  beforeAll(() => {
    files = drawCharts(drawn, [picture]);
  });

  /** How many pixels of a rectangle hold for a test of their red, green and blue. */
  const pixels = async (
    name: string,
    [x, y, width, height]: readonly [number, number, number, number],
    holds: (red: number, green: number, blue: number) => boolean,
  ): Promise<number> => {
    const context = createCanvas(WIDTH, HEIGHT).getContext("2d");
    context.drawImage(await loadImage(files.get(name)!), 0, 0);
    const { data } = context.getImageData(x, y, width, height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (holds(data[i]!, data[i + 1]!, data[i + 2]!)) count++;
    return count;
  };
  const isDark = (red: number, green: number, blue: number): boolean => red + green + blue < 300;
  const isOrange = (red: number, green: number, blue: number): boolean => red > 180 && green < 140 && blue < 80;

  test("are one for each component and each frontier", () => {
    expect([...files.keys()]).toEqual([...COMPONENTS.map((name) => `load-${name}.png`), "frontier-mhhs.png"]);
  });

  test("are PNG of 1200 × 600", () => {
    for (const png of files.values()) {
      expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([WIDTH, HEIGHT]);
    }
  });

  test("have a title, labels at the axes and a legend: text is not missing", async () => {
    for (const name of files.keys()) {
      expect(await pixels(name, [0, 0, WIDTH, 60], isDark), `${name}, title`).toBeGreaterThan(500);
      expect(await pixels(name, [0, 60, 50, HEIGHT - 130], isDark), `${name}, scale`).toBeGreaterThan(100);
      expect(await pixels(name, [0, HEIGHT - 60, WIDTH, 60], isDark), `${name}, legend`).toBeGreaterThan(200);
    }
  });

  test("have the options' lines in their colours on white", async () => {
    const all = [0, 0, WIDTH, HEIGHT] as const;
    const other = [drawnOf("reference", 0, 1), ...drawn];
    files.set("other", drawCharts(other, []).get("load-dsp.png")!);
    expect(await pixels("other", all, isOrange)).toBeGreaterThan(300);
    expect(await pixels("other", all, (...rgb) => rgb.every((part) => part > 250))).toBeGreaterThan(500_000);
  });

  test("are the same to the byte when drawn again", () => {
    const again = drawCharts(drawn, [picture]);
    expect(again.get("load-dsp.png")!.equals(files.get("load-dsp.png")!)).toBe(true);
  });
});
