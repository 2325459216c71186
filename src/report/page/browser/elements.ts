import { lookClass } from "../../palette.ts";

type Child = Node | string;

/** An element; text in it is text, whatever it holds. */
export const element = (
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElement => {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
};

export const svg = (
  name: string,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Child[]
): SVGElement => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  made.append(...children);
  return made;
};

export const chosen = (id: string): HTMLSelectElement => document.getElementById(id) as HTMLSelectElement;
export const placeOf = (chart: string): HTMLElement => document.querySelector(`[data-chart="${chart}"]`)!;

/** Choices of a select box: value → title. */
export const fill = (
  select: HTMLSelectElement,
  choices: readonly (readonly [value: string, title: string])[],
): void => {
  const before = select.value;
  select.replaceChildren(...choices.map(([value, title]) => element("option", { value }, title)));
  if (choices.some(([value]) => value === before)) select.value = before;
};

/** An option's name beside its colour. */
export const optionLabel = (options: readonly string[], option: number): HTMLElement =>
  element("span", { class: "option" }, element("span", { class: `swatch ${lookClass(option)}` }), options[option]!);

/** A table with one row of heads, or with a row of groups above it. */
export const table = (
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Child[])[],
  groups: readonly (readonly [title: string, columns: number])[] = [],
  textColumns = 1,
): HTMLElement => {
  const look = (i: number): Record<string, string> => (i > 0 && i < textColumns ? { class: "text" } : {});
  const head = element("thead");
  if (groups.length > 0)
    head.append(
      element(
        "tr",
        { class: "groups" },
        ...groups.map(([title, columns]) => element("th", { colspan: String(columns), scope: "colgroup" }, title)),
      ),
    );
  head.append(element("tr", {}, ...heads.map((title, i) => element("th", { scope: "col", ...look(i) }, title))));
  const body = element(
    "tbody",
    {},
    ...rows.map((cells) =>
      element(
        "tr",
        {},
        ...cells.map((cell, i) => (i === 0 ? element("th", { scope: "row" }, cell) : element("td", look(i), cell))),
      ),
    ),
  );
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    element("table", {}, element("caption", {}, element("span", { class: "said" }, caption)), head, body),
  );
};
