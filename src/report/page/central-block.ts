import type { Answer, OptionAnswer } from "../../experiment/answer.ts";
import {
  CENTRAL_TITLE,
  CORRECTION_NOTE,
  CORRECTION_TITLE,
  CUSTOMERS_NOTE,
  CUSTOMERS_TITLE,
  centralSplitTable,
  correctionTable,
  customersTable,
  type Drawn,
  drawnOf,
  pounds,
  sideBySideNote,
  sideBySideTable,
  splitsOf,
} from "../central-figures.ts";
import { marked, scaleNotes } from "../chance.ts";
import { duration, percent, share } from "../format.ts";
import { hueOf } from "../palette.ts";
import { columnsOf, html, type Markup, tableOf, tableUnder } from "./markup.ts";
import { optionName } from "./option-name.ts";

// Room for figures such as 10h44m beside a full bar, and for five kinds of them on a page of a small screen.
const NAME_WIDTH = 140;
const PANEL_WIDTH = 150;
const GAP = 14;
const BAR_WIDTH = 80;
const ROW_HEIGHT = 26;
const HEAD_HEIGHT = 22;
const BAR_HEIGHT = 12;

interface Panel {
  readonly title: string;
  readonly valueOf: (drawn: Drawn) => number;
  readonly text: (value: number) => string;
  /** Marked with ~. */
  readonly isOfChance?: (drawn: Drawn) => boolean;
  /** Least that a full bar stands for. */
  readonly atLeast: number;
}

const panelsOf = (first: Drawn): readonly Panel[] => {
  const energyAt = (i: number): Panel => ({
    title: `energy on actuals, ${first.energy[i]!.run}`,
    valueOf: ({ energy }) => energy[i]?.share ?? Number.NaN,
    text: (value) => percent(value),
    atLeast: 1,
  });
  return [
    {
      title: "load, 1.00 is full",
      valueOf: ({ load }) => load,
      text: share,
      isOfChance: ({ isLoadOfChance }) => isLoadOfChance,
      atLeast: 1,
    },
    { title: "reads in, p99", valueOf: ({ p99Ms }) => p99Ms, text: duration, atLeast: 0 },
    ...first.energy.map((_, i) => energyAt(i)),
    {
      title: `error paid for, ${first.errorRun}`,
      valueOf: (drawn) => drawn.pounds,
      text: pounds,
      isOfChance: ({ isErrorOfFew }) => isErrorOfFew,
      atLeast: 0,
    },
  ];
};

/** Bars of one kind of figure, an option a row; what has no figure (never all in) has no bar. */
const panelOf = (panel: Panel, drawn: readonly Drawn[], hues: readonly number[], x: number): Markup => {
  const values = drawn.map(panel.valueOf);
  const most = Math.max(panel.atLeast, ...values.filter(Number.isFinite), Number.MIN_VALUE);
  return html`<text x="${x}" y="${HEAD_HEIGHT - 8}" class="head">${panel.title}</text>${values.map((value, row) => {
    const y = HEAD_HEIGHT + row * ROW_HEIGHT;
    const width = Number.isFinite(value) ? ((value / most) * BAR_WIDTH).toFixed(1) : "0";
    const label = Number.isFinite(value)
      ? marked(panel.text(value), panel.isOfChance?.(drawn[row]!) === true)
      : "never";
    const bar = html`<rect class="fill-${hues[row]!}" x="${x}" y="${y + 4}" width="${width}" height="${BAR_HEIGHT}"/>`;
    return html`${bar}<text x="${x + Number(width) + 5}" y="${y + 14}">${label}</text>`;
  })}`;
};

/** Settlement beside load, latency and money: one row an option, one scale a column. */
const picture = (answer: Answer): Markup => {
  const { options } = answer;
  const drawn = drawnOf(answer);
  const panels = panelsOf(drawn[0]!);
  const hues = drawn.map(({ option }) => hueOf(options.findIndex((one) => one.option === option)));
  const width = NAME_WIDTH + panels.length * (PANEL_WIDTH + GAP);
  const height = HEAD_HEIGHT + drawn.length * ROW_HEIGHT;
  const said = `${CENTRAL_TITLE}: the same figures as the table below`;
  return html`<div class="scroll"><svg class="side-by-side" role="img" aria-label="${said}"
 viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
${drawn.map(
  ({ option }, row) => html`<text x="0" y="${HEAD_HEIGHT + row * ROW_HEIGHT + 14}" class="name">${option}</text>`,
)}
${panels.map((panel, i) => panelOf(panel, drawn, hues, NAME_WIDTH + i * (PANEL_WIDTH + GAP)))}
</svg></div>`;
};

const named = (options: readonly OptionAnswer[], rows: readonly (readonly string[])[]) =>
  rows.map(([option, ...cells]) => [optionName(options, option!), ...cells]);

export const hasCentral = ({ options }: Answer): boolean => options.some(({ central }) => central !== undefined);

/** What settlement comes to: beside load and latency, by run, and by supplier and GSP Group. */
export const centralBlock = (answer: Answer): Markup => {
  const { options } = answer;
  const beside = sideBySideTable(answer);
  const correction = correctionTable(answer);
  const customers = customersTable(answer);
  return html`<section id="side-by-side">
<h2>${CENTRAL_TITLE}</h2>
${picture(answer)}
${tableUnder(CENTRAL_TITLE, columnsOf(beside.head, 1), named(options, beside.rows))}
<p class="note">${sideBySideNote(options)}</p>
${scaleNotes(answer).map((note) => html`<p class="note">${note}</p>`)}
${
  customers === undefined
    ? []
    : html`<h3>${CUSTOMERS_TITLE}</h3>
${tableUnder(CUSTOMERS_TITLE, columnsOf(customers.head, 2), named(options, customers.rows))}
<p class="note">${CUSTOMERS_NOTE}</p>`
}
<h3>${CORRECTION_TITLE}</h3>
${tableUnder(CORRECTION_TITLE, columnsOf(correction.head, 2), named(options, correction.rows))}
<p class="note">${CORRECTION_NOTE}</p>
${splitsOf(options).map((by) => {
  const split = centralSplitTable(answer, by);
  return html`<details class="more"><summary>By ${by}</summary>
${tableOf(`Energy on actuals and error, by ${by}`, columnsOf(split.head, 2), named(options, split.rows))}
</details>`;
})}
</section>`;
};
