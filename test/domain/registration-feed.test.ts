import { describe, expect, test } from "vitest";
import { RegistrationFeed } from "../../src/domain/registration-feed.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";

// A batch holds six hours of changes; at 24 times their pace it takes a quarter of an hour.
const RULES = { everyMs: 6 * HOUR_MS, delayMs: 6 * HOUR_MS, workOffSpeed: 24 };

describe("the feed of registration data to the DSP (S-22)", () => {
  test("is behind by its delay, and by what a batch takes to work off", () => {
    const feed = new RegistrationFeed(RULES, []);
    // Sent at 06:00, there at 12:00, in the copy at 12:15.
    expect(feed.knownMs(12.25 * HOUR_MS - 1)).toBe(0);
    expect(feed.knownMs(12.25 * HOUR_MS)).toBe(6 * HOUR_MS);
    expect(feed.knownMs(18.25 * HOUR_MS - 1)).toBe(6 * HOUR_MS);
    expect(feed.knownMs(18.25 * HOUR_MS)).toBe(12 * HOUR_MS);
  });

  test("says the same of an earlier time when asked again", () => {
    const feed = new RegistrationFeed(RULES, []);
    feed.knownMs(DAY_MS);
    expect(feed.knownMs(12.25 * HOUR_MS)).toBe(6 * HOUR_MS);
  });

  test("stands still while it is out, and is worked off batch by batch when it is back", () => {
    const feed = new RegistrationFeed(RULES, [{ fromMs: -3 * DAY_MS, toMs: 0 }]);
    // What was sent 78 h before midnight arrived as the last; the next was due as the outage began.
    const lastMs = -3 * DAY_MS - 12 * HOUR_MS;
    expect(feed.knownMs(-DAY_MS)).toBe(lastMs);
    expect(feed.knownMs(0)).toBe(lastMs);
    // Thirteen batches are there at midnight, one of them on time: each takes a quarter of an hour.
    for (let batch = 1; batch <= 13; batch++)
      expect(feed.knownMs(batch * 0.25 * HOUR_MS)).toBe(lastMs + batch * 6 * HOUR_MS);
    expect(feed.knownMs(6 * HOUR_MS)).toBe(-6 * HOUR_MS);
    expect(feed.knownMs(6.25 * HOUR_MS)).toBe(0);
  });

  test("is as behind under outages that overlap, in any order, as under the one that they make", () => {
    const [first, second] = [
      { fromMs: -3 * DAY_MS, toMs: -DAY_MS },
      { fromMs: -2 * DAY_MS, toMs: 0 },
    ];
    const one = new RegistrationFeed(RULES, [{ fromMs: -3 * DAY_MS, toMs: 0 }]);
    for (const outages of [
      [first, second],
      [second, first],
    ]) {
      const feed = new RegistrationFeed(RULES, outages);
      for (let hour = -4 * 24; hour < 24; hour += 0.25)
        expect(feed.knownMs(hour * HOUR_MS)).toBe(one.knownMs(hour * HOUR_MS));
    }
  });

  test("has what was due at the DSP by its delay alone, whatever is out", () => {
    const feed = new RegistrationFeed(RULES, [{ fromMs: -3 * DAY_MS, toMs: 0 }]);
    expect(feed.dueMs(0)).toBe(-6 * HOUR_MS);
    expect(feed.dueMs(6 * HOUR_MS - 1)).toBe(-6 * HOUR_MS);
    expect(feed.dueMs(6 * HOUR_MS)).toBe(0);
  });

  test("that is worked off no faster than changes come never catches up", () => {
    const outage = { fromMs: -2 * DAY_MS, toMs: -DAY_MS };
    const feed = new RegistrationFeed({ everyMs: HOUR_MS, delayMs: 0, workOffSpeed: 1 }, [outage]);
    // A day's batches wait from then on, and the one that is being worked off.
    expect(9 * DAY_MS - feed.knownMs(9 * DAY_MS)).toBe(DAY_MS + HOUR_MS);
  });
});
