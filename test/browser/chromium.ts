import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { emptyFolder } from "../own-folder.ts";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const found = [process.env["MHHS_CHROMIUM"] ?? "", ...PATHS].find((path) => path !== "" && existsSync(path));

/** Where the browser is a must, as in CI, its absence is a failure; elsewhere these tests are left out, and say why. */
export const isMissing = found === undefined && process.env["MHHS_BROWSER"] !== "required";
export const TITLE = isMissing
  ? "report.html in a browser (left out: no Chromium here; apt-get install chromium, or set MHHS_CHROMIUM)"
  : "report.html in a browser";

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const openBrowser = (): Promise<Browser> => {
  if (found === undefined) throw new Error(`no Chromium at ${PATHS.join(", ")}; expected one, or MHHS_CHROMIUM`);
  return chromium.launch({ executablePath: found, args: ARGS });
};

/** A page as it was opened from disk: what it asked for, and what went wrong in it. */
export interface OpenPage {
  readonly page: Page;
  readonly asked: readonly string[];
  readonly faults: readonly string[];
}

export interface Look {
  readonly width?: number;
  readonly scheme?: "light" | "dark";
}

/** Opens a page from a file, as somebody does who got it by mail, and waits until all of it is drawn. */
export const openFile = async (
  browser: Browser,
  markup: string,
  { width = 1280, scheme = "light" }: Look = {},
): Promise<OpenPage> => {
  const file = join(emptyFolder(), "report.html");
  writeFileSync(file, markup);
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  const asked: string[] = [];
  const faults: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector("html.drawn", { state: "attached" });
  return { page, asked, faults };
};

/** Opacity of what is drawn, from and to, of 255: lines hide what is behind them, shades don't. */
const OPACITY = { line: [201, 255], shade: [20, 60] } as const;

/** How many pixels of a chart have a colour, or nearly. */
export const pixelsOf = (
  page: Page,
  chart: string,
  colour: string,
  drawn: keyof typeof OPACITY = "line",
): Promise<number[]> => {
  const [least, most] = OPACITY[drawn];
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return page.evaluate<number[]>(`[...document.querySelectorAll('[data-chart="${chart}"] canvas')].map((canvas) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    const colour = ${JSON.stringify(channels)};
    let pixels = 0;
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3] >= ${least} && data[i + 3] <= ${most} &&
        colour.every((channel, c) => Math.abs(data[i + c] - channel) < 12)) pixels++;
    return pixels;
  })`);
};

/** Every chart of the day as it looks now. */
export const picturesOf = (page: Page, chart: string): Promise<string[]> =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('[data-chart="${chart}"] canvas')].map((canvas) => canvas.toDataURL())`,
  );
