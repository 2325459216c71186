import type UPlot from "uplot";
import { hueOf } from "../../palette.ts";
import { element } from "./elements.ts";

// uPlot stands above this code in the page's one script.
declare const uPlot: typeof UPlot;

/** A colour of the page as it is now: light, dark, or on paper. */
export const ink = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const optionInk = (option: number): string => ink(`--option-${hueOf(option)}`);

const FONT = '12px system-ui, "Segoe UI", sans-serif';
const DIGIT_WIDTH = 7;

export interface ChartOptions {
  readonly title: string;
  readonly note: string;
  /** What a reader who can't see it is told. */
  readonly label: string;
  readonly height: number;
  readonly series: UPlot.Series[];
  readonly scales: UPlot.Scales;
  readonly x: UPlot.Axis;
  readonly y: UPlot.Axis;
  readonly cursor: UPlot.Cursor;
  readonly onSelect?: (from: number, to: number) => void;
  readonly onReset?: () => void;
  /** What the tip says at a place along x. */
  readonly tip: (index: number) => readonly Node[];
  /** How far an arrow key goes. */
  readonly step: () => number;
  /** Stretches along x that are shaded behind the lines. */
  readonly shaded?: () => readonly Shaded[];
}

export interface Shaded {
  readonly from: number;
  readonly to: number;
  readonly colour: string;
}

export interface Chart {
  readonly plot: UPlot;
  readonly note: HTMLElement;
}

const axisLook = (axis: UPlot.Axis): UPlot.Axis => ({
  font: FONT,
  stroke: () => ink("--quiet"),
  grid: { stroke: () => ink("--line"), width: 1 },
  ticks: { show: false },
  gap: 4,
  ...axis,
});

/** Widest label decides: figures are never cut off. */
const roomFor = (_: UPlot, labels: string[] | null): number =>
  Math.max(28, ...(labels ?? []).map((label) => 12 + DIGIT_WIDTH * label.length));

const SHADE = 0.14;

/** Shades stretches of x over the whole height of the plot, as far as they are in sight. */
const shade = (plot: UPlot, stretches: readonly Shaded[]): void => {
  const { ctx, bbox } = plot;
  const [first, last] = [bbox.left, bbox.left + bbox.width];
  const place = (x: number): number => Math.min(last, Math.max(first, plot.valToPos(x, "x", true)));
  ctx.save();
  ctx.globalAlpha = SHADE;
  for (const { from, to, colour } of stretches) {
    ctx.fillStyle = colour;
    ctx.fillRect(place(from), bbox.top, place(to) - place(from), bbox.height);
  }
  ctx.restore();
};

const allPlots = new Set<{ readonly plot: UPlot; readonly box: HTMLElement; readonly height: number }>();

/** Redraws every chart at the width that its place has now. */
const fitAll = (): void => {
  for (const { plot, box, height } of allPlots) {
    plot.setSize({ width: box.clientWidth, height });
    plot.redraw(false, true);
  }
};
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => fitAll());
// Paper is narrower than most screens, and light.
addEventListener("beforeprint", () => {
  document.documentElement.classList.add("printing");
  fitAll();
});
addEventListener("afterprint", () => {
  document.documentElement.classList.remove("printing");
  fitAll();
});

/** A chart with a heading, a tip that follows the pointer or the arrow keys, and the width of its place. */
export const openChart = (place: HTMLElement, options: ChartOptions): Chart => {
  const note = element("span", { class: "chart-note" }, options.note);
  const box = element("div", { class: "plot", tabindex: "0", role: "img", "aria-label": options.label });
  const tip = element("div", { class: "tip", hidden: "" });
  place.append(element("figure", {}, element("figcaption", {}, element("b", {}, options.title), " ", note), box));
  let isPointed = false;
  const showTip = (plot: UPlot): void => {
    const { idx, left = -1 } = plot.cursor;
    const rows = isPointed && idx !== null && idx !== undefined && left >= 0 ? options.tip(idx) : [];
    tip.hidden = rows.length === 0;
    if (tip.hidden) return;
    tip.replaceChildren(...rows);
    const room = plot.over.clientWidth;
    const isRight = left < room / 2;
    tip.style.left = isRight ? `${left + 14}px` : "auto";
    tip.style.right = isRight ? "auto" : `${room - left + 14}px`;
  };
  const plot = new uPlot(
    {
      width: place.clientWidth,
      height: options.height,
      legend: { show: false },
      padding: [8, 20, 0, 0],
      series: options.series,
      scales: options.scales,
      axes: [axisLook({ size: 24, ...options.x }), axisLook({ size: roomFor, ...options.y })],
      cursor: {
        points: { size: 7, width: 1 },
        ...options.cursor,
        bind: {
          dblclick: () => () => {
            options.onReset?.();
            return null;
          },
        },
      },
      hooks: {
        drawClear: [(self) => shade(self, options.shaded?.() ?? [])],
        setCursor: [showTip],
        setSelect: [
          (self) => {
            const { left, width } = self.select;
            if (width < 4) return;
            options.onSelect?.(self.posToVal(left, "x"), self.posToVal(left + width, "x"));
            self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          },
        ],
      },
    },
    [[], ...options.series.slice(1).map(() => [])],
    box,
  );
  plot.over.append(tip);
  const point = (on: boolean): void => {
    isPointed = on;
    showTip(plot);
  };
  plot.over.addEventListener("mouseenter", () => point(true));
  plot.over.addEventListener("mouseleave", () => point(false));
  box.addEventListener("blur", () => {
    plot.setCursor({ left: -10, top: -10 });
    point(false);
  });
  box.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    isPointed = true;
    const x = plot.data[0];
    const { min = 0, max = 0 } = plot.scales["x"]! as { min?: number; max?: number };
    const at = plot.cursor.idx ?? plot.valToIdx(by > 0 ? min : max);
    const next = Math.min(plot.valToIdx(max), Math.max(plot.valToIdx(min), at + by * options.step()));
    plot.setCursor({ left: plot.valToPos(x[Math.min(next, x.length - 1)]!, "x"), top: plot.over.clientHeight / 2 });
  });
  const entry = { plot, box, height: options.height };
  allPlots.add(entry);
  new ResizeObserver(() => {
    if (box.clientWidth !== plot.width && !document.documentElement.classList.contains("printing"))
      plot.setSize({ width: box.clientWidth, height: options.height });
  }).observe(place);
  return { plot, note };
};
