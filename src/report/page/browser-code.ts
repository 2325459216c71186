import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire, stripTypeScriptTypes } from "node:module";

// The page's own code is TypeScript like the rest. Its files are joined in the order in which they need each other;
// none has a name of its own that another has, which the first page that opens would tell.
const FILES = [
  "../../kernel/time.ts",
  "../../experiment/share-text.ts",
  "../format.ts",
  "../palette.ts",
  "../dots-together.ts",
  "label-places.ts",
  "browser/unpack.ts",
  "browser/elements.ts",
  "browser/view.ts",
  "browser/chart.ts",
  "browser/day-charts.ts",
  "browser/load-block.ts",
  "browser/queue-block.ts",
  "browser/frontier-block.ts",
  "browser/latency-choice.ts",
  "browser/latency-block.ts",
  "browser/bands-block.ts",
  "browser/user-block.ts",
  "browser/main.ts",
];

const require = createRequire(import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const uPlotFile = (name: string): string => readFileSync(require.resolve(`uplot/dist/${name}`), "utf8");

/** One file as it stands in the page: no types, no imports, nothing exported. */
const plainCode = (path: string): string =>
  stripTypeScriptTypes(textOf(path))
    .replaceAll(/^import\s[^;]*;\n/gm, "")
    .replaceAll(/^export \{[^;]*\} from [^;]*;\n/gm, "")
    .replaceAll(/^export (?=const|class|function|async)/gm, "")
    .replaceAll(/[ \t]+$/gm, "");

/** The script of the page: uPlot and the page's own code as one module. */
export const browserCode = (): string => {
  const code = [uPlotFile("uPlot.iife.min.js"), ...FILES.map(plainCode)].join("\n");
  if (/<\/script|<!--/i.test(code)) throw new Error("the page's code holds what would end its own script element");
  return code;
};

export const styles = (): string => `${uPlotFile("uPlot.min.css")}\n${textOf("page.css")}`;

/** A script as a content security policy names it. */
export const hashOf = (script: string): string => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
