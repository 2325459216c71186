import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LimitFault } from "../../src/domain/faults.ts";
import { answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { pageOf } from "../../src/report/page/page.ts";
import { COLOURS } from "../../src/report/palette.ts";
import { recordOf } from "../experiment/hand-made.ts";
import { simulate } from "../market/native.ts";
import { optionNamed } from "../market/options.ts";
import { isMissing, openBrowser, openFile, pixelsOf, TITLE } from "./chromium.ts";

const down: LimitFault = {
  kind: "outage",
  title: "CSP North down, day 1 10:00 to 16:00",
  fromMs: 10 * HOUR_MS,
  toMs: 16 * HOUR_MS,
  stations: [{ station: "csp.north", share: 0 }],
};

describe.skipIf(isMissing)(TITLE, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test("shades charts over the day while a fault lasts, in the colour of its option, and tells who paid", async () => {
    const today = optionNamed("as-today").plan(0.0005);
    const plans = [today, { ...today, option: "north-down", faults: [down] }];
    const record = recordOf(plans.map((plan) => ({ plan, result: simulate(plan), forecast: forecastOf(plan, today) })));
    const { page, faults } = await openFile(browser, pageOf(record, answerOf(record)));
    expect(faults).toEqual([]);
    for (const chart of ["load", "queue", "user"]) {
      const plots = await page.locator(`[data-chart="${chart}"] .u-over`).all();
      const pixels = await pixelsOf(page, chart, COLOURS[1], "shade");
      for (const [c, plot] of plots.entries()) {
        const { width, height } = (await plot.boundingBox())!;
        // A quarter of the day, but for lines and the grid.
        expect(pixels[c]! / (width * height), `${chart} ${c}`).toBeGreaterThan(0.18);
        expect(pixels[c]! / (width * height), `${chart} ${c}`).toBeLessThanOrEqual(0.26);
      }
    }
    const told = (await page.locator("#faults").textContent())!;
    expect(told).toContain(`north-down: ${down.title}`);
    expect(told).toContain("as it ends");
    expect(told).toContain("Prepayment top-ups");
    await page.locator("button.chip", { hasText: "north-down" }).click();
    for (const count of await pixelsOf(page, "load", COLOURS[1], "shade")) expect(count).toBeLessThan(20);
    await page.close();
  });

  test("has no word of faults where nothing goes wrong", () => {
    const today = optionNamed("as-today").plan(0.0005);
    const record = recordOf([{ plan: today, result: simulate(today), forecast: forecastOf(today, today) }]);
    expect(pageOf(record, answerOf(record))).not.toMatch(/id="faults"|while a fault lasts/);
  });
});
