import { createRequire } from "node:module";
import { GlobalFonts } from "canvas";
import type { ChartConfiguration, LegendItem, PointStyle } from "chart.js";
import { ChartJSNodeCanvas } from "chartjs-node-canvas";
import { COMPONENT_TITLES, COMPONENTS, type ComponentName } from "../domain/components.ts";
import type { FrontierPicture } from "../experiment/forecast.ts";
import type { LoadCurves } from "../experiment/load-curves.ts";
import type { LoadUnit } from "../experiment/load-unit.ts";
import { REDACTED } from "../experiment/redaction.ts";
import { atOneDotText, dotsTogether, namesAtDot } from "./dots-together.ts";
import { clock, wrap } from "./format.ts";
import { withoutDotText } from "./frontier-words.ts";
import { lookOf } from "./palette.ts";

const FONT = "DejaVu Sans";
const INK = "#1b2733";
const GRID = "#dde3e8";
const WIDTH = 1200;
const HEIGHT = 600;

const openCanvas = (): ChartJSNodeCanvas => {
  // Registered by hand: on a machine without fonts all text would be missing, without an error.
  const require = createRequire(import.meta.url);
  for (const face of ["DejaVuSans", "DejaVuSans-Bold"])
    GlobalFonts.registerFromPath(require.resolve(`dejavu-fonts-ttf/ttf/${face}.ttf`), FONT);
  return new ChartJSNodeCanvas({
    width: WIDTH,
    height: HEIGHT,
    backgroundColour: "white",
    chartCallback: (chart) => {
      chart.defaults.font.family = FONT;
      chart.defaults.font.size = 15;
      chart.defaults.color = INK;
      chart.defaults.borderColor = GRID;
    },
  });
};

const hourLabel = (value: string | number): string => `${String(value).padStart(2, "0")}:00`;

const hoursAxis = (title: string, max: number) => ({
  type: "linear" as const,
  min: 0,
  max,
  ticks: { stepSize: 2, callback: hourLabel },
  title: { display: true, text: title },
});

/** What a load is drawn in. */
type ChartUnit = Pick<LoadUnit, "capacity" | "title" | "isPrivate">;

/** What the components carry under an option, and what it asks of them. */
export interface DrawnLoad {
  readonly units: Readonly<Record<ComponentName, ChartUnit>>;
  readonly curves: LoadCurves;
}

/** One level for all options, or one for each that differs from the first. */
const levelsOf = (component: ComponentName, drawn: readonly DrawnLoad[]) => {
  const [first, ...others] = drawn;
  const unit = first!.units[component];
  const level = ({ capacity, isPrivate }: ChartUnit, colour: string, of = "") => ({
    label: `capacity ${isPrivate ? REDACTED : `${capacity} /s`}${of}`,
    data: [
      { x: 0, y: capacity },
      { x: 24, y: capacity },
    ],
    borderColor: colour,
    borderWidth: 2,
    borderDash: [8, 6],
    pointRadius: 0,
  });
  return [
    ...others.flatMap(({ units, curves }, i) =>
      units[component].capacity === unit.capacity
        ? []
        : [level(units[component], lookOf(i + 1).colour, ` of ${curves.option}`)],
    ),
    level(unit, INK),
  ];
};

const stepTitle = (curves: readonly LoadCurves[]): string =>
  curves.every(({ stepMinutes }) => stepMinutes === 1) ? "by minute" : "mean of each half hour";

/** What the chart of one component's load shows: a line an option, and what the component carries. */
export const loadChart = (component: ComponentName, drawn: readonly DrawnLoad[]): ChartConfiguration => {
  const levels = levelsOf(component, drawn);
  const curves = drawn.map((one) => one.curves);
  // Spikes of a few minutes may be several times everything else: leave headroom above, but not more.
  const most = Math.max(
    ...levels.map(({ data }) => data[0]!.y),
    ...curves.map((curve) => curve.load[component].reduce((most, one) => Math.max(most, one), 0)),
  );
  return {
    type: "line",
    data: {
      datasets: [
        ...curves.map((curve, i) => ({
          label: curve.option,
          data: Array.from(curve.load[component], (y, step) => ({ x: (step * curve.stepMinutes) / 60, y })),
          borderColor: lookOf(i).colour,
          borderDash: [...lookOf(i).dash],
          borderWidth: 2,
          order: curves.length - i, // later options above earlier ones
          pointRadius: 0,
          stepped: true as const,
        })),
        ...levels,
      ],
    },
    options: {
      animation: false,
      responsive: false,
      layout: { padding: 16 },
      plugins: {
        title: {
          display: true,
          text: `${COMPONENT_TITLES[component]}: first attempts as they are sent, ${stepTitle(curves)}`,
          font: { size: 20, weight: "bold" },
        },
        // What is drawn on top comes first in the list: turned round, the legend is in the options' order.
        legend: { position: "bottom", reverse: true, labels: { boxHeight: 2, boxWidth: 28 } },
      },
      scales: {
        x: hoursAxis("UTC, measured day", 24),
        y: { min: 0, suggestedMax: most * 1.05, title: { display: true, text: drawn[0]!.units[component].title } },
      },
    },
  };
};

/** Shapes of an option's dot, for each round through the colours. */
const SHAPES = ["circle", "rect", "rectRot", "triangle"] as const;

const dotLook = (option: number) => {
  const { colour, round } = lookOf(Math.max(0, option));
  return { backgroundColor: colour, borderColor: colour, pointStyle: SHAPES[round]! };
};

/** Drawn as a line, and as one in the legend, where the dots of the options are dots. */
const AS_LINE = { showLine: true, pointRadius: 0, pointStyle: "line" } as const;

/** Characters of a caption that the picture is wide. */
const CAPTION_WIDTH = 150;

/** Dots of options, those together that would hide each other. */
const togetherIn = ({ points, dots }: FrontierPicture) =>
  dotsTogether(dots, Math.max(1, ...[...points, ...dots].map(({ fill }) => fill)));

/** What the chart of the frontier shows: the lowest worst fill for each deadline, and the options beside it. */
export const frontierChart = (picture: FrontierPicture, options: readonly string[]): ChartConfiguration => ({
  type: "scatter",
  data: {
    datasets: [
      {
        label: "lowest worst fill of any schedule",
        data: picture.points.map(({ byHour, fill }) => ({ x: byHour, y: fill })),
        borderColor: INK,
        backgroundColor: INK,
        borderWidth: 3,
        ...AS_LINE,
      },
      ...togetherIn(picture).map((together) => {
        const [{ option, byHour, fill }] = together;
        return {
          ...dotLook(options.indexOf(option)),
          label: `${namesAtDot(together.map((dot) => dot.option))}: ${fill.toFixed(2)} by ${hourMinute(byHour)}`,
          data: [{ x: byHour, y: fill }],
          pointRadius: 8,
        };
      }),
      {
        label: "capacity",
        data: [
          { x: 0, y: 1 },
          { x: 24, y: 1 },
        ],
        borderColor: INK,
        borderDash: [8, 6],
        borderWidth: 2,
        ...AS_LINE,
      },
    ],
  },
  options: {
    animation: false,
    responsive: false,
    layout: { padding: 16 },
    plugins: {
      title: {
        display: true,
        text: [
          "How level can the load be, if the reads are sent by a given hour?",
          picture.moves === "mhhs"
            ? "MHHS reads may move, existing ones stay"
            : "Every read with a 24 h target may move",
        ],
        font: { size: 20, weight: "bold" },
      },
      legend: {
        position: "bottom",
        labels: { usePointStyle: true, generateLabels: ({ data }) => legendOf(data.datasets) },
      },
      subtitle: captionOf([
        ["No dot", withoutDotText(picture, options)],
        ["At one dot", atOneDotText(togetherIn(picture).map((dots) => dots.map(({ option }) => option)))],
      ]),
    },
    scales: {
      x: hoursAxis("hour (UTC) by which 99.9 % of the movable reads were sent", 24),
      y: { min: 0, title: { display: true, text: "fullest minute in which they are sent, of capacity" } },
    },
  },
});

/** Chart.js takes a point's look for a line's, and a point has no dashes. */
const legendOf = (datasets: ChartConfiguration["data"]["datasets"]): LegendItem[] =>
  (datasets as ChartConfiguration<"scatter">["data"]["datasets"]).map((dataset, datasetIndex) => ({
    text: dataset.label!,
    fontColor: INK,
    fillStyle: dataset.backgroundColor as string,
    strokeStyle: dataset.borderColor as string,
    lineWidth: dataset.showLine ? (dataset.borderWidth as number) : 0,
    lineDash: (dataset.borderDash as number[] | undefined) ?? [],
    pointStyle: dataset.pointStyle as PointStyle,
    datasetIndex,
  }));

const captionLines = (said: readonly (readonly [what: string, options: string | undefined])[]): string[] =>
  said.flatMap(([what, of]) => (of === undefined ? [] : wrap(`${what}: ${of}`, CAPTION_WIDTH).split("\n")));

const captionOf = (said: Parameters<typeof captionLines>[0]) => ({
  display: captionLines(said).length > 0,
  text: captionLines(said),
  position: "bottom" as const,
  align: "start" as const,
  font: { size: 13 },
  padding: { top: 8, bottom: 0 },
});

const hourMinute = (hour: number): string => clock(Math.round(60 * hour));

/** File name → PNG, for every component and frontier. */
export const drawCharts = (drawn: readonly DrawnLoad[], frontiers: readonly FrontierPicture[]): Map<string, Buffer> => {
  const canvas = openCanvas();
  const files = new Map<string, Buffer>();
  const options = drawn.map(({ curves }) => curves.option);
  for (const component of COMPONENTS)
    files.set(`load-${component}.png`, canvas.renderToBufferSync(loadChart(component, drawn)));
  for (const [name, png] of frontierFiles(canvas, frontiers, options)) files.set(name, png);
  return files;
};

const frontierFiles = (
  canvas: ChartJSNodeCanvas,
  frontiers: readonly FrontierPicture[],
  options: readonly string[],
): [string, Buffer][] =>
  frontiers.map((picture) => [
    `frontier-${picture.moves}.png`,
    canvas.renderToBufferSync(frontierChart(picture, options)),
  ]);

/** The same of the frontiers alone. */
export const drawFrontiers = (
  frontiers: readonly FrontierPicture[],
  options: readonly string[],
): ReadonlyMap<string, Buffer> => new Map(frontierFiles(openCanvas(), frontiers, options));
