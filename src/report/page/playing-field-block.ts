import type { Answer, OptionAnswer } from "../../experiment/answer.ts";
import type { PlayingField } from "../../experiment/level-playing-field.ts";
import { duration, share } from "../format.ts";
import { html, type Markup, tableOf, understanding } from "./markup.ts";
import { optionName } from "./option-name.ts";

const CLOCK_TITLES: Readonly<Record<PlayingField["clock"], string>> = {
  wantedMs: "wanted",
  officialMs: "official",
  networkMs: "network",
};

const time = (ms: number): string => (ms === Number.POSITIVE_INFINITY ? "never" : duration(ms));
const ratio = (value: number): string => (Number.isNaN(value) ? "–" : share(value));

/** Ratios from a sixteenth to sixteen times, on an axis where twice and half lie equally far from level. */
const WIDEST = 16;
/** Sixteen binary digits, from products alone: Math.log2 is not the same to the last bit in every engine. */
const log2 = (value: number): number => {
  let rest = value;
  let digits = 0;
  for (; rest >= 2; rest /= 2) digits++;
  for (; rest < 1; rest *= 2) digits--;
  for (let digit = 0.5; digit > 2 ** -17; digit /= 2) {
    rest *= rest;
    if (rest < 2) continue;
    rest /= 2;
    digits += digit;
  }
  return digits;
};
const across = (value: number): string => {
  const within = Math.min(WIDEST, Math.max(1 / WIDEST, value));
  return `${(50 + (50 * log2(within)) / log2(WIDEST)).toFixed(2)}%`;
};
const TICKS = [1 / 16, 1 / 4, 1, 4, 16];
const tickName = (tick: number): string => (tick < 1 ? `1/${1 / tick}` : tick === 1 ? "level" : `${tick}×`);

const line = (clock: string, { ratio: standard, crudeRatio, agentP95Ms, supplierP95Ms }: PlayingField): Markup => {
  const marks = [
    ...(Number.isNaN(crudeRatio) ? [] : [html`<span class="mark crude" style="left:${across(crudeRatio)}"></span>`]),
    ...(Number.isNaN(standard) ? [] : [html`<span class="mark" style="left:${across(standard)}"></span>`]),
  ];
  const said = `${clock} clock: ratio ${ratio(standard)}, crude ${ratio(crudeRatio)}`;
  return html`<div class="field-line"><span class="field-clock">${clock}</span>
<span class="track" role="img" aria-label="${said}">${marks}</span>
<span class="field-figures">${ratio(standard)} <small>${time(agentP95Ms)} : ${time(supplierP95Ms)}</small></span>
</div>`;
};

const rows = (options: readonly OptionAnswer[]): (string | Markup)[][] =>
  options.flatMap(({ option, playingField = [] }) =>
    playingField.map((field) => [
      optionName(options, option),
      CLOCK_TITLES[field.clock],
      time(field.agentP95Ms),
      time(field.supplierP95Ms),
      ratio(field.ratio),
      time(field.crudeAgentP95Ms),
      time(field.crudeSupplierP95Ms),
      ratio(field.crudeRatio),
    ]),
  );

/** Independent MDRs beside suppliers that are their own: does anyone wait longer for not being a supplier? */
export const playingFieldBlock = ({ options }: Answer): Markup => html`<section id="playing-field">
<h2>Is the playing field level?</h2>
<div class="field">
<div class="field-line axis" aria-hidden="true"><span class="field-clock"></span><span class="track">${TICKS.map(
  (tick) => html`<span class="tick" style="left:${across(tick)}">${tickName(tick)}</span>`,
)}</span><span class="field-figures"></span></div>
${options
  .filter(({ playingField }) => playingField !== undefined)
  .map(
    ({ option, playingField = [] }) => html`<div class="field-option">${optionName(options, option)}
${playingField.map((field) => line(CLOCK_TITLES[field.clock], field))}</div>`,
  )}
</div>
${understanding(
  "95th percentile of independent MDRs ÷ that of suppliers as own MDR, for MHHS profile reads: right of level " +
    "the independent waits longer. Both are given the national mix of access components, and so of device " +
    "types; the hollow mark is the crude ratio of their own mixes.",
  "On the wanted clock an option's own windows count; on the network clock only how the network serves what " +
    "it is sent.",
)}
<details class="more"><summary>The ratios as a table</summary>
${tableOf(
  "95th percentiles on the national mix, then crude",
  [
    { head: "option", isText: true },
    { head: "clock", isText: true },
    { head: "MDRs" },
    { head: "suppliers" },
    { head: "ratio" },
    { head: "MDRs, crude" },
    { head: "suppliers, crude" },
    { head: "ratio, crude" },
  ],
  rows(options),
)}</details>
</section>`;
