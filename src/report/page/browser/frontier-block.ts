import { HOURS_A_DAY } from "../../../kernel/time.ts";
import { atOneDotText, dotsTogether, namesAtDot } from "../../dots-together.ts";
import { clock, share } from "../../format.ts";
import { hueOf } from "../../palette.ts";
import { placeLabels } from "../label-places.ts";
import type { PageFrontier, PageModel } from "../model.ts";
import { element, placeOf, svg } from "./elements.ts";
import type { View } from "./view.ts";

const TITLES: Readonly<Record<PageFrontier["moves"], string>> = {
  mhhs: "MHHS reads may move, existing ones stay",
  all: "Every read with a 24 h target may move",
};
const HEIGHT = 320;
const ROOM = { left: 60, right: 14, top: 12, bottom: 44 };
const LABEL_FONT = '600 12px system-ui, "Segoe UI", sans-serif';
const GRID_STEPS = [0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10];
const GRID_LINES_MAX = 7;

/** The front picture: the lowest peak that any schedule reaches by each hour, and where the options stand. */
export const openFrontierBlock = (model: PageModel, view: View): void => {
  const place = document.querySelector('[data-chart="frontier"]') === null ? undefined : placeOf("frontier");
  if (place === undefined) return;
  const most = Math.max(
    1,
    ...model.frontiers.flatMap(({ points, dots }) => [...points, ...dots].map(({ fill }) => fill)),
  );
  const panels = model.frontiers.map((frontier) => {
    const box = element("div", { class: "frontier-box" });
    const under = element("p", { class: "note" });
    place.append(
      element("figure", {}, element("figcaption", {}, element("b", {}, TITLES[frontier.moves])), box, under),
    );
    return { frontier, box, under };
  });
  const draw = (): void => {
    for (const { frontier, box, under } of panels) {
      const shown = shownDots(model, view, frontier, most);
      box.replaceChildren(picture(frontier, shown, box.clientWidth, most));
      const together = atOneDotText(shown.map(({ names }) => names));
      under.textContent = together === undefined ? "" : `At one dot: ${together}`;
    }
  };
  view.onOptions(draw);
  new ResizeObserver(draw).observe(place);
  addEventListener("beforeprint", draw);
};

const pen = document.createElement("canvas").getContext("2d");
const widthOf = (name: string): number => {
  if (pen !== null) pen.font = LABEL_FONT;
  return pen?.measureText(name).width ?? 0;
};

interface ShownDot {
  readonly byHour: number;
  readonly fill: number;
  /** Number of the first option that stands there. */
  readonly option: number;
  readonly names: readonly string[];
  /** What each of them comes to. */
  readonly said: string;
}

/** Dots of the options that are shown, those together that would hide each other. */
const shownDots = (model: PageModel, view: View, frontier: PageFrontier, most: number): readonly ShownDot[] =>
  dotsTogether(
    frontier.dots.filter(({ option }) => view.isShown(option)),
    most,
  ).map((together) => {
    const [{ byHour, fill, option }] = together;
    return {
      byHour,
      fill,
      option,
      names: together.map((dot) => model.options[dot.option]!),
      said: together
        .map((dot) => `${model.options[dot.option]!}: ${share(dot.fill)} by ${clock(Math.round(60 * dot.byHour))}`)
        .join("; "),
    };
  });

const picture = (frontier: PageFrontier, dotsShown: readonly ShownDot[], width: number, most: number): SVGElement => {
  const inside = { width: width - ROOM.left - ROOM.right, height: HEIGHT - ROOM.top - ROOM.bottom };
  const top = most * 1.08;
  const x = (hour: number): number => (inside.width * hour) / HOURS_A_DAY;
  const y = (fill: number): number => inside.height * (1 - fill / top);
  const axes = svg("g", { class: "axes" });
  const hourStep = inside.width < 360 ? 6 : 3;
  for (let hour = 0; hour <= HOURS_A_DAY; hour += hourStep)
    axes.append(
      svg("line", { x1: x(hour), x2: x(hour), y1: 0, y2: inside.height }),
      svg("text", { x: x(hour), y: inside.height + 16, "text-anchor": "middle" }, clock(60 * hour)),
    );
  const step = GRID_STEPS.find((one) => top / one <= GRID_LINES_MAX) ?? GRID_STEPS.at(-1)!;
  for (let fill = 0; fill <= top; fill += step)
    axes.append(
      svg("line", { x1: 0, x2: inside.width, y1: y(fill), y2: y(fill) }),
      svg("text", { x: -8, y: y(fill) + 4, "text-anchor": "end" }, share(fill)),
    );
  axes.append(
    svg(
      "text",
      { x: inside.width / 2, y: inside.height + 36, "text-anchor": "middle", class: "axis-title" },
      inside.width < 360
        ? "99.9 % of movable reads sent by, UTC"
        : "hour (UTC) by which 99.9 % of the movable reads were sent",
    ),
    svg(
      "text",
      { transform: `translate(-46 ${inside.height / 2}) rotate(-90)`, "text-anchor": "middle", class: "axis-title" },
      "fullest minute ÷ capacity",
    ),
  );
  const points = frontier.points.map(({ byHour, fill }) => ({ x: x(byHour), y: y(fill) }));
  const curve = svg("polyline", { class: "curve", points: points.map((point) => `${point.x},${point.y}`).join(" ") });
  const capacity = svg("line", { class: "capacity", x1: 0, x2: inside.width, y1: y(1), y2: y(1) });
  const shown = dotsShown.map((dot) => {
    const name = namesAtDot(dot.names);
    return { ...dot, name, x: x(dot.byHour), y: y(dot.fill), width: widthOf(name) };
  });
  const places = placeLabels(shown, inside, [...points, ...between(points)]);
  const dots = shown.flatMap((dot, i) => {
    const label = places[i]!;
    const near = { x: Math.min(Math.max(dot.x, label.x), label.x + dot.width), y: label.y };
    const isFar = Math.hypot(near.x - dot.x, near.y - dot.y) > 16;
    return [
      ...(isFar ? [svg("line", { class: "leader", x1: dot.x, y1: dot.y, x2: near.x, y2: near.y })] : []),
      svg("circle", { class: `dot fill-${hueOf(dot.option)}`, cx: dot.x, cy: dot.y, r: 7 }, svg("title", {}, dot.said)),
      svg("text", { class: "dot-label", x: label.x, y: label.y + 4 }, dot.name),
    ];
  });
  return svg(
    "svg",
    { width, height: HEIGHT, role: "img", "aria-label": `${TITLES[frontier.moves]}; the dots are in the table below` },
    svg("g", { transform: `translate(${ROOM.left} ${ROOM.top})` }, axes, capacity, curve, ...dots),
  );
};

/** Points along a curve, so that labels keep off its lines too. */
const between = (points: readonly { readonly x: number; readonly y: number }[]): { x: number; y: number }[] =>
  points.slice(1).flatMap((point, i) => {
    const before = points[i]!;
    return [0.25, 0.5, 0.75].map((t) => ({
      x: before.x + t * (point.x - before.x),
      y: before.y + t * (point.y - before.y),
    }));
  });
