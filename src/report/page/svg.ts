import { html, type Markup } from "./markup.ts";

// The few shapes that pictures without a script are made of.

const short = (value: number): string => String(Math.round(value * 10) / 10);

/** A picture with a name that is read out, which scrolls sideways where the page is narrow. */
export const scrolled = (name: string, width: number, height: number, shapes: readonly (Markup | string)[]): Markup => {
  const size = `${Math.ceil(width)} ${Math.ceil(height)}`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}">
<svg class="lanes" width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${size}" role="img"
aria-label="${name}">${shapes}</svg></div>`;
};

export const lineOf = (look: string, x1: number, y1: number, x2: number, y2: number): Markup =>
  html`<line class="${look}" x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}"/>`;

export const textOf = (look: string, x: number, y: number, text: string | number): Markup =>
  html`<text class="${look}" x="${short(x)}" y="${short(y)}">${text}</text>`;

export const barOf = (look: string, x: number, y: number, width: number, height: number): Markup =>
  html`<rect class="${look}" x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"/>`;

/** Shapes that say something when the pointer is on them. */
export const saying = (words: string, shapes: readonly (Markup | string)[]): Markup =>
  html`<g><title>${words}</title>${shapes}</g>`;

/** One value after the other, as steps. */
export const stepsOf = (
  look: string,
  values: readonly number[],
  x: (place: number) => number,
  y: (value: number) => number,
): Markup => {
  const way = values.map((value, i) => `${i === 0 ? "M" : "L"}${short(x(i))} ${short(y(value))}H${short(x(i + 1))}`);
  return html`<path class="${look}" d="${way.join("")}"/>`;
};
