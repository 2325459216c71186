import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, answerOf } from "../../src/experiment/answer.ts";
import type { ExperimentRecord } from "../../src/experiment/record.ts";
import { redactedRun } from "../../src/experiment/redaction.ts";
import { clock, duration, million, percent, percentile, share } from "../../src/report/format.ts";
import { pageOf } from "../../src/report/page/page.ts";
import { COLOURS, COLOURS_ON_DARK } from "../../src/report/palette.ts";
import { isMissing, openBrowser, openFile, picturesOf, pixelsOf, TITLE } from "./chromium.ts";
import { renamed, simulatedRecord } from "./simulated-record.ts";

const OPTIONS = ["without-mhhs", "as-today", "valley-fill"];
const DAY_CHARTS = ["load", "queue", "user"];

describe.skipIf(isMissing)(TITLE, () => {
  let browser: Browser;
  let record: ExperimentRecord;
  let answer: Answer;
  let markup: string;
  beforeAll(async () => {
    browser = await openBrowser();
    record = simulatedRecord(OPTIONS);
    answer = answerOf(record);
    markup = pageOf(record, answer);
  });
  afterAll(() => browser?.close());
  const cells = (page: Page, table: string): Promise<string[][]> =>
    page.evaluate(
      `[...document.querySelectorAll('[data-table="${table}"] tbody tr')].map((row) =>
        [...row.children].map((cell) => cell.textContent))`,
    );
  const choose = (page: Page, id: string, label: string) => page.selectOption(`#${id}`, { label });

  test("opens from disk, asks nothing of any network, and says no error", async () => {
    const { page, asked, faults } = await openFile(browser, markup);
    expect(await page.title()).toBe(record.scenario.question);
    expect(faults).toEqual([]);
    expect(asked.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(await page.locator("main").textContent()).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
    await page.close();
  });

  test("could not reach a network if it wanted to: its own policy forbids it", async () => {
    const { page, faults } = await openFile(browser, markup);
    const refused = await page.evaluate(`fetch("https://example.org/").then(() => "reached", () => "refused")`);
    await page.evaluate(`document.body.append(Object.assign(new Image(), { src: "https://example.org/a.png" }))`);
    await page.waitForTimeout(100);
    expect(refused).toBe("refused");
    expect(faults.filter((fault) => /Content Security Policy/.test(fault)).length).toBeGreaterThanOrEqual(2);
    await page.close();
  });

  test("every chart has data: each option's line in its colour, in light and in dark", async () => {
    for (const [scheme, palette] of [
      ["light", COLOURS],
      ["dark", COLOURS_ON_DARK],
    ] as const) {
      const { page } = await openFile(browser, markup, { scheme });
      for (const chart of [...DAY_CHARTS, "latency"])
        for (const option of [1, 2]) {
          const pixels = await pixelsOf(page, chart, palette[option]!);
          expect(pixels).toHaveLength(chart === "load" || chart === "queue" ? 8 : 1);
          for (const count of pixels) expect(count, `${chart}, option ${option}, ${scheme}`).toBeGreaterThan(20);
        }
      const dots = await page.locator('[data-chart="frontier"] .dot-label').allTextContents();
      expect(dots.sort()).toEqual(["as-today", "valley-fill"]);
      expect(await page.locator('[data-chart="bands"] .band-line').count()).toBe(2);
      await page.close();
    }
  });

  test("an option that is put out leaves every chart at once, and comes back", async () => {
    const { page, faults } = await openFile(browser, markup);
    const before = await picturesOf(page, "load");
    const chip = page.locator("button.chip", { hasText: "as-today" });
    await chip.click();
    expect(await chip.getAttribute("aria-pressed")).toBe("false");
    for (const chart of [...DAY_CHARTS, "latency"])
      for (const count of await pixelsOf(page, chart, COLOURS[1])) expect(count, chart).toBeLessThan(20);
    expect(await page.locator('[data-chart="frontier"] .dot-label').allTextContents()).toEqual(["valley-fill"]);
    expect(await page.locator('[data-chart="bands"] .band-line').count()).toBe(1);
    await chip.focus();
    await page.keyboard.press("Space");
    expect(await picturesOf(page, "load")).toEqual(before);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("dragging across one chart zooms all charts over the day; whole day brings it back", async () => {
    const { page } = await openFile(browser, markup);
    const before = await Promise.all(DAY_CHARTS.map((chart) => picturesOf(page, chart)));
    const plot = page.locator('[data-chart="load"] .u-over').first();
    await plot.scrollIntoViewIfNeeded();
    const box = (await plot.boundingBox())!;
    await page.mouse.move(box.x + box.width / 4, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(5, 5);
    const shown = await Promise.all(["from", "to"].map((id) => page.locator(`#${id}`).inputValue()));
    // A quarter of the day is 06:00, half of it 12:00; a pixel is some three minutes.
    expect(Math.abs(Number(shown[0]) - 360)).toBeLessThanOrEqual(6);
    expect(Math.abs(Number(shown[1]) - 720)).toBeLessThanOrEqual(6);
    const zoomed = await Promise.all(DAY_CHARTS.map((chart) => picturesOf(page, chart)));
    for (const [i, chart] of DAY_CHARTS.entries())
      for (const [c, picture] of zoomed[i]!.entries())
        expect(picture === before[i]![c], `${chart} ${c} stayed`).toBe(false);
    await page.click("#reset");
    expect(await Promise.all(DAY_CHARTS.map((chart) => picturesOf(page, chart)))).toEqual(before);
    expect(await page.locator("#reset").isDisabled()).toBe(true);
    await page.close();
  });

  test("hours can be chosen without a mouse, and a double click goes back", async () => {
    const { page } = await openFile(browser, markup);
    const before = await picturesOf(page, "queue");
    await choose(page, "from", "03:00");
    await choose(page, "to", "09:00");
    expect(await picturesOf(page, "queue")).not.toEqual(before);
    await page.locator('[data-chart="user"] .u-over').dblclick();
    expect(await page.locator("#from").inputValue()).toBe("0");
    await page.mouse.move(5, 5);
    expect(await picturesOf(page, "queue")).toEqual(before);
    await page.close();
  });

  test("one cursor goes through all charts over the day, and the one pointed at says its figures", async () => {
    const { page } = await openFile(browser, markup);
    /** Where the cursor stands in each chart, as a share of its width. */
    const places = (): Promise<number[]> =>
      page.evaluate<number[]>(`[...document.querySelectorAll(".charts .u-over")].map((over) =>
        Number(/translate\\(([\\d.]+)px/.exec(over.querySelector(".u-cursor-x").style.transform)?.[1] ?? -1) /
          over.clientWidth)`);
    await page
      .locator('[data-chart="load"] .u-over')
      .nth(2)
      .hover({ position: { x: 100, y: 50 } });
    await expect.poll(async () => Math.min(...(await places()))).toBeGreaterThan(0.15);
    const shares = await places();
    expect(shares).toHaveLength(16);
    for (const place of shares) expect(place).toBeCloseTo(shares[2]!, 2);
    expect(await page.locator(".tip:not([hidden])").count()).toBe(1);
    const tip = await page.locator('[data-chart="load"] .tip').nth(2).innerText();
    for (const option of OPTIONS) expect(tip).toContain(option);
    expect(tip).toMatch(/^\d\d:\d\d UTC/);
    await page.close();
  });

  test("arrow keys read a chart out", async () => {
    const { page } = await openFile(browser, markup);
    const chart = page.locator('[data-chart="load"] .plot').first();
    await chart.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    const { components } = record.runs[1]!.result;
    const minute = -record.runs[1]!.result.firstMinuteMs / 60_000 + 2;
    const perSecond = components.dsp.demandFirst[minute]! / 60 / record.scale;
    const tip = await chart.locator(".tip").innerText();
    expect(tip).toMatch(/^00:02 UTC/);
    expect(tip.replaceAll(/\s+/g, " ")).toContain(`as-today ${Math.round(perSecond).toLocaleString("en-GB")}`);
    await page.close();
  });

  test("series, interval and the twin's forecast change what every load chart draws", async () => {
    const { page } = await openFile(browser, markup);
    const seen = new Set<string>([(await picturesOf(page, "load")).join()]);
    const changes: (() => Promise<unknown>)[] = [
      () => page.check("#load-twin"),
      () => page.uncheck("#load-twin").then(() => choose(page, "load-interval", "half hour")),
      () => choose(page, "load-series", "requests: all attempts as sent"),
      () => choose(page, "load-series", "requests: carried"),
      () => choose(page, "load-series", "responses and alerts: arrived"),
    ];
    for (const change of changes) {
      await change();
      const now = (await picturesOf(page, "load")).join();
      expect(seen.has(now)).toBe(false);
      seen.add(now);
    }
    expect(await page.locator("#load-twin").isDisabled()).toBe(true);
    await page.close();
  });

  test("latencies by process, place and clock are those of the answer", async () => {
    const { page } = await openFile(browser, markup);
    await choose(page, "process", "independent MDRs");
    const rows = await cells(page, "latency");
    expect(rows.map(([option]) => option)).toEqual(["as-today", "valley-fill"]);
    for (const [i, row] of rows.entries()) {
      const { processes } = answer.options[i + 1]!;
      const found = processes.find(({ process }) => process === "mhhs-profiles-agent")!;
      const clocks = [found.wantedClock, found.officialClock, found.networkClock];
      expect(row.slice(1)).toEqual(
        clocks.flatMap(({ p50Ms, p95Ms, p99Ms, maxMs }) => [
          ...[p50Ms, p95Ms, p99Ms].map((ms) => percentile(Math.round(ms), maxMs)),
          duration(maxMs),
        ]),
      );
      const bands = (await cells(page, "bands"))[i]!;
      expect(bands.slice(3, 8)).toEqual([6, 8, 9, 12, 24].map((hour) => percent(found.inByHour![hour]!)));
    }
    const before = await picturesOf(page, "latency");
    await choose(page, "clock", "network: since it was sent");
    const network = await picturesOf(page, "latency");
    await choose(page, "place", "S1SP FOC");
    expect(network).not.toEqual(before);
    expect(await picturesOf(page, "latency")).not.toEqual(network);
    expect(await page.locator('[data-table="latency"] caption').innerText()).toContain("S1SP FOC");
    await page.close();
  });

  test("a User's view has its figures, and opens with the User it was made for", async () => {
    const user = answer.options[0]!.users.at(-1)!.user;
    const { page } = await openFile(browser, pageOf(record, answer, { user }));
    expect(await page.locator("#user option:checked").innerText()).toBe(user);
    await choose(page, "user", "Supplier 3");
    const rows = await cells(page, "user");
    expect(rows.map((row) => row.slice(0, 3))).toEqual(
      answer.options.map(({ option, users }) => {
        const view = users.find((one) => one.user === "Supplier 3")!;
        return [option, share(view.peakShare), clock(view.peakAtMinute)];
      }),
    );
    const sent = (await cells(page, "user-needs")).map((row) => row.slice(0, 3));
    const became = answer.options.flatMap(({ option, users }) =>
      users.find((one) => one.user === "Supplier 3")!.processes.map((one) => [one.title, option, million(one.sent)]),
    );
    // The options of each process stand together, so that they can be compared.
    const titles = [...new Set(became.map(([title]) => title))];
    expect(sent).toEqual(titles.flatMap((title) => became.filter(([of]) => of === title)));
    await page.close();
  });

  test("a chart can be read as a table, half hour by half hour", async () => {
    const { page } = await openFile(browser, markup);
    await page.click("#load-table summary");
    await page.locator("#load-table select").selectOption({ label: "S1SP MOC" });
    expect(await page.locator("#load-table tbody tr").count()).toBe(48);
    expect(await page.locator("#load-table caption").innerText()).toContain("S1SP MOC");
    const heads = () => page.locator("#load-table thead th").allInnerTexts();
    expect(await heads()).toEqual(["from, UTC", ...answer.options.map(({ option }) => option)]);
    // A contract counts all attempts: beside them stands what is contracted for, and what is left.
    await choose(page, "load-series", "requests: all attempts as sent");
    const beside = answer.options.flatMap(({ option }) => [option, "contracted", "headroom"]);
    expect(await heads()).toEqual(["from, UTC", ...beside]);
    const [, sent, contracted, left] = await page
      .locator("#load-table tbody tr")
      .first()
      .locator("th, td")
      .allInnerTexts();
    const number = (text: string | undefined) => Number(text!.replaceAll(/[,%\s]/g, ""));
    expect(number(left)).toBeCloseTo(100 * (1 - number(sent) / number(contracted)), 0);
    await page.locator("#load-table select").selectOption({ label: "DSP" });
    expect(await heads()).toEqual(["from, UTC", ...answer.options.map(({ option }) => option)]);
    await page.close();
  });

  test("names with markup are text wherever they stand, and nothing in them runs", async () => {
    const hostile = (name: string) => `${name}</script><img src=x onerror="hacked=1"><!--'"&amp;`;
    const names = { question: hostile("Q"), option: hostile("O"), user: hostile("U") };
    const other = renamed(record, names);
    const { page, asked, faults } = await openFile(browser, pageOf(other, answerOf(other)));
    expect(await page.evaluate("typeof hacked")).toBe("undefined");
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("h1").textContent()).toBe(names.question);
    expect(await page.title()).toBe(names.question);
    expect(await page.locator("button.chip").first().textContent()).toBe(names.option);
    expect(await page.locator("#user option").first().textContent()).toBe(names.user);
    expect((await cells(page, "user"))[0]![0]).toBe(names.option);
    expect([asked.length, faults]).toEqual([1, []]);
    await page.close();
  });

  test("a record that withholds private values is shown as shares, and tells of no Users", async () => {
    const withheld = { paths: ["capacity.dsp", "estate.suppliers"], isCapacityDerived: false };
    const other = { ...record, runs: record.runs.map((run) => redactedRun(run, withheld)) };
    const { page, faults } = await openFile(browser, pageOf(other, answerOf(other)));
    expect(faults).toEqual([]);
    const notes = await page.locator('[data-chart="load"] .chart-note').allTextContents();
    expect(notes[0]).toBe("% of its capacity, which is private");
    expect(notes[1]).toMatch(/^a second; capacity \d/);
    for (const chart of ["load", "queue"])
      for (const count of await pixelsOf(page, chart, COLOURS[1])) expect(count).toBeGreaterThan(20);
    expect(await page.locator("#users").innerText()).toContain("private overlay");
    expect(await page.locator("main").textContent()).not.toMatch(/NaN|Infinity|undefined|null/);
    await page.close();
  });

  test.each([390, 1280, 1920])("at %i pixels nothing has to be scrolled sideways", async (width) => {
    const { page } = await openFile(browser, markup, { width });
    await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
    await page.waitForTimeout(100);
    const wide = await page.evaluate("[document.documentElement.scrollWidth, document.body.scrollWidth]");
    expect(wide).toEqual([width, width]);
    const charts = await page.evaluate<number[]>("[...document.querySelectorAll('.plot')].map((p) => p.clientWidth)");
    expect(charts).toHaveLength(18);
    for (const chart of charts) expect(chart).toBeGreaterThan(Math.min(330, width / 5));
    await page.close();
  });

  test("goes onto paper: light, as wide as a page, nothing to press; and back onto the screen", async () => {
    const { page, faults } = await openFile(browser, markup, { scheme: "dark" });
    await page.setViewportSize({ width: 718, height: 1000 }); // A4 less its margins
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(718);
    expect(await page.locator(".bar").isVisible()).toBe(false);
    for (const chart of DAY_CHARTS)
      for (const count of await pixelsOf(page, chart, COLOURS[1])) expect(count, chart).toBeGreaterThan(20);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    await page.emulateMedia({ media: "screen", colorScheme: "dark" });
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    for (const count of await pixelsOf(page, "load", COLOURS_ON_DARK[1])) expect(count).toBeGreaterThan(20);
    expect(faults).toEqual([]);
    await page.close();
  });
});
