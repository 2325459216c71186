import { readFileSync, writeFileSync } from "node:fs";
import { removeFolders } from "../own-folder.ts";
import { openBrowser, openFile } from "./chromium.ts";

// The picture of a page for the README:
//   node bin/with-node.cjs test/browser/picture-of-page.ts RESULT/report.html docs/peak-smoothing/report.png

const WIDTH = 1280;
/** Down to the end of the front picture. */
const LAST = '[data-chart="frontier"]';

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined) throw new Error("expected a report.html and the PNG to write");
const browser = await openBrowser();
const { page } = await openFile(browser, readFileSync(from, "utf8"), { width: WIDTH });
const last = (await page.locator(LAST).boundingBox())!;
const height = Math.ceil(last.y + last.height + 16);
await page.setViewportSize({ width: WIDTH, height });
writeFileSync(to, await page.screenshot({ clip: { x: 0, y: 0, width: WIDTH, height } }));
await browser.close();
removeFolders();
