/** HTML that is safe to put into a page: made by `html` alone. */
export interface Markup {
  readonly markup: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as text, whatever is in it: names in a report come from other people's files. */
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);

type Content = Markup | string | number | undefined | readonly Content[];

const contentOf = (content: Content): string => {
  if (content === undefined) return "";
  if (typeof content === "string") return escaped(content);
  if (typeof content === "number") return String(content);
  if ("markup" in content) return content.markup;
  return content.map(contentOf).join("");
};

/** Markup from a template; every value is escaped, unless it is markup already. */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Markup => ({
  markup: String.raw({ raw: parts }, ...contents.map(contentOf)),
});

export interface Column {
  readonly head: Content;
  /** Figures stand on the right, words on the left. */
  readonly isText?: boolean;
}

/** Columns by their heads: the first are words, the rest figures. */
export const columnsOf = (heads: readonly string[], words: number): Column[] =>
  heads.map((head, i) => ({ head, isText: i < words }));

type TableRows = readonly (readonly Content[])[];

/** A table that scrolls sideways by itself when the page is narrow. */
export const tableOf = (caption: string, columns: readonly Column[], rows: TableRows, look = ""): Markup =>
  scrollingTable(caption, html`<caption><span class="said">${caption}</span></caption>`, columns, rows, look);

/** The same right under a heading or a summary that says what it is: once is enough for who sees it. */
export const tableUnder = (heading: string, columns: readonly Column[], rows: TableRows): Markup =>
  scrollingTable(heading, "", columns, rows, "");

const scrollingTable = (
  name: string,
  caption: Content,
  columns: readonly Column[],
  rows: TableRows,
  look: string,
): Markup => html`<div class="scroll ${look}" tabindex="0" role="region" aria-label="${name}"><table>
${caption}
<thead><tr>${columns.map(
  ({ head, isText }) => html`<th scope="col"${isText ? html` class="text"` : ""}>${head}</th>`,
)}</tr></thead>
<tbody>${rows.map(
  (cells) =>
    html`<tr>${cells.map((cell, i) =>
      i === 0
        ? html`<th scope="row">${cell}</th>`
        : html`<td${columns[i]?.isText ? html` class="text"` : ""}>${cell}</td>`,
    )}</tr>`,
)}</tbody></table></div>`;

/** Two sentences under a chart: what it shows, and how to read it. */
export const understanding = (...sentences: readonly string[]): Markup =>
  html`<details class="understanding"><summary>Understanding this chart</summary>
<p>${sentences.join(" ")}</p></details>`;
