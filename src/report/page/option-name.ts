import { html, type Markup } from "./markup.ts";

const COLOURS = 12;

/** An option's name beside its colour. */
export const optionName = (options: readonly { readonly option: string }[], option: string): Markup => {
  const at = options.findIndex((one) => one.option === option);
  return html`<span class="option"><span class="swatch option-${at % COLOURS}"></span>${option}</span>`;
};
