import { lookClass } from "../palette.ts";
import { html, type Markup } from "./markup.ts";

/** An option's name beside its colour. */
export const optionName = (options: readonly { readonly option: string }[], option: string): Markup => {
  const at = options.findIndex((one) => one.option === option);
  return html`<span class="option"><span class="swatch ${lookClass(at)}"></span>${option}</span>`;
};
