const textOf = (markup: string): string => markup.replaceAll(/<[^>]*>/g, "").trim();

/** Captions of tables that a heading or a summary of the same page says already. */
export const saidTwice = (markup: string): readonly string[] => {
  const all = (tag: string): string[] =>
    [...markup.matchAll(new RegExp(`<(${tag})\\b[^>]*>([\\s\\S]*?)</\\1>`, "g"))].map((found) => textOf(found[2]!));
  const headings = new Set(all("h[23]|summary"));
  return all("caption").filter((caption) => headings.has(caption));
};

/** Tables that nobody would know by name: neither they nor what they scroll in have one. */
export const unnamed = (markup: string): number =>
  [...markup.matchAll(/<div class="scroll[^>]*>\s*<table/g)].filter(([div]) => !/aria-label="[^"]+"/.test(div)).length;
