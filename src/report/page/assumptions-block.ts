import type { Answer } from "../../experiment/answer.ts";
import type { ExperimentRecord } from "../../experiment/record.ts";
import { html, type Markup, tableOf } from "./markup.ts";

type Assumption = ExperimentRecord["assumptions"][number];

/** A value as the log writes it, in words: maps and lists on one line. */
const words = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(words).join(", ");
  if (value !== null && typeof value === "object")
    return Object.entries(value)
      .map(([key, one]) => `${key} ${words(one)}`)
      .join(", ");
  return String(value);
};

/** The log has one entry a value that stands on it; a reader wants each assumption once. */
const once = (assumptions: readonly Assumption[]): (Assumption & { readonly paths: readonly string[] })[] =>
  [...new Set(assumptions.map(({ id }) => id))].map((id) => {
    const all = assumptions.filter((one) => one.id === id);
    return {
      ...all[0]!,
      changedHere: all.some(({ changedHere }) => changedHere),
      paths: all.map(({ path }) => path).filter((path) => path !== ""),
    };
  });

const PATHS_MAX = 3;
const pathsOf = (paths: readonly string[]): string =>
  paths.length <= PATHS_MAX
    ? paths.join(", ")
    : `${paths.slice(0, PATHS_MAX).join(", ")} and ${paths.length - PATHS_MAX} more`;

export const assumptionsBlock = (assumptions: ExperimentRecord["assumptions"]): Markup => {
  const log = once(assumptions);
  const changed = log.filter(({ changedHere }) => changedHere).length;
  return html`<section id="assumptions">
<h2>What was assumed</h2>
<p>No limit of the DCC is published. ${log.length} values stand on assumptions; this scenario changes ${
    changed === 0 ? "none of them" : `${changed} of them, marked`
  }. Each can be set in a scenario.</p>
${
  changed > 0
    ? logTable(
        "Changed by this scenario, an option of it, or the command line",
        log.filter(({ changedHere }) => changedHere),
      )
    : ""
}
<details class="more"><summary>All ${log.length} assumptions</summary>
${logTable("Assumptions that this scenario stands on", log)}</details>
</section>`;
};

const LONG = 90;
/** A list of many figures is there for who asks. */
const folded = (text: string): string | Markup =>
  text.length <= LONG
    ? text
    : html`<details><summary>${text.slice(0, text.lastIndexOf(" ", LONG / 3))} …</summary>${text}</details>`;

const logTable = (caption: string, log: ReturnType<typeof once>): Markup =>
  tableOf(
    caption,
    [
      { head: "id", isText: true },
      { head: "what", isText: true },
      { head: "value in the log", isText: true },
      { head: "plausible range", isText: true },
      { head: "trust", isText: true },
      { head: "what would change it", isText: true },
    ],
    log.map(({ id, title, value, range, unit, mark, reason, changes, changedHere, paths }) => [
      id,
      html`<span title="${reason}">${title}</span>${changedHere ? html` <span class="flag">changed here</span>` : ""}${
        paths.length > 0 ? html`<small class="below"><code>${pathsOf(paths)}</code></small>` : ""
      }`,
      folded(`${words(value)}${unit === "-" ? "" : ` ${unit}`}`),
      words(range),
      html`<span class="trust">${mark}</span>`,
      changes,
    ]),
  );

export const leavesOutBlock = ({
  leavesOut,
  notValidAtThisScale,
  scale,
}: Answer): Markup => html`<section id="left-out">
<h2>What the model leaves out</h2>
<ul>${leavesOut.map((left) => html`<li>${left}</li>`)}</ul>
${
  notValidAtThisScale.length === 0
    ? ""
    : html`<h3 id="scale">Not valid at a scale of ${scale}</h3>
<ul>${notValidAtThisScale.map((figure) => html`<li>${figure}</li>`)}</ul>`
}
</section>`;
