// Names come from scenarios, files and command lines: each output shows them as text, whatever stands in them.

/** Text as XML text or attribute; characters that XML has no way to write are left out. */
export const xmlText = (text: string): string =>
  [...text]
    .filter((character) => isXml(character.codePointAt(0)!))
    .map((character) => XML[character] ?? character)
    .join("");

const XML: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** Characters of XML 1.0. */
const isXml = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  code >= 0x10000;

/** What a forge makes a link of, or acts on, without any markup: people, addresses, issues ("fixes #3"). */
const withoutLinks = (text: string): string =>
  text
    .replaceAll("@", "@\u200b")
    .replaceAll("://", ":\u200b//")
    .replaceAll(/\bwww\./gi, "$&\u200b")
    .replaceAll(/#(?=\d)/g, "#\u200b")
    .replaceAll(/\bGH-(?=\d)/gi, "$&\u200b");

/** Text inside a line or a table cell of Markdown: no markup, no HTML, no link to people or pages, no end of line. */
export const markdownText = (text: string): string =>
  withoutLinks(
    text
      .replaceAll(/\s+/g, " ")
      .replaceAll(/[&<>]/g, (character) => XML[character]!)
      .replaceAll(/[\\`*_[\]|~$]/g, "\\$&")
      // A line's first characters may begin a heading, a list or a rule.
      .replace(/^ ?([-+=#])/, "\\$1")
      .replace(/^ ?(\d+)([.)])(?= |$)/, "$1\\$2"),
  );

/** Text as code inside a line or a table cell of Markdown, whatever ticks and bars it holds. */
export const markdownCode = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
  const fence = "`".repeat(1 + Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length)));
  return fence.length === 1 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
};

/** A field of a comma-separated file. What a spreadsheet would run as a formula begins with an apostrophe. */
export const csvText = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

/** A figure in a comma-separated file; empty when there is none. */
export const csvNumber = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value) ? "" : String(value);
