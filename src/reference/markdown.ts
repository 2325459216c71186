/** A text as it stands in a cell of a Markdown table. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", " ");

/** A table; undefined cells are empty. */
export const table = (head: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string =>
  [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((one) => cell(one ?? "")).join(" | ")} |`)
    .join("\n");

export const code = (text: string | undefined): string | undefined =>
  text === undefined || text === "" ? undefined : `\`${text}\``;

const MADE = "<!-- Made from the code by `npm run docs`; a test holds it to that. -->";

/** A page of its own: heading, what it is, then its parts. */
export const page = (title: string, about: string, parts: readonly string[], made = MADE): string =>
  `# ${title}\n\n${made}\n\n${[about, ...parts].join("\n\n")}\n`;

/** Lines of at most 118 columns, broken at spaces. */
export const paragraph = (text: string): string => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > 118) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
};
