import { expect, test } from "vitest";
import { HOUR_MS } from "../../src/kernel/time.ts";
import type { FaultValues } from "../../src/scenario/fault-schema.ts";
import { faultTitle } from "../../src/scenario/fault-titles.ts";

const of = (fault: Omit<FaultValues, "at" | "for">, fromHour = 10, toHour = 16): string =>
  faultTitle(
    { at: { day: 1, ms: 0 } as unknown as FaultValues["at"], for: 0, ...fault },
    fromHour * HOUR_MS,
    toHour * HOUR_MS,
  );

test.each([
  ["CSP North down, day 1 10:00 to 16:00", { component: "csp.north", capacity: { share: 0 } }],
  [
    "DSP, responses only, at 12.5 %, day 1 10:00 to 16:00",
    {
      component: "dsp",
      direction: "responses",
      capacity: { share: 0.125 },
    },
  ],
  [
    "DCO MOC at 5 /s for maintenance, day 1 10:00 to 16:00",
    {
      kind: "maintenance",
      component: "dco.moc",
      capacity: { perSecond: 5 },
    },
  ],
  ["endpoint of Supplier 1 down, day 1 10:00 to 16:00", { user: "Supplier 1", capacity: { share: 0 } }],
  [
    "every hub behind S1SP MOC out of reach, day 1 10:00 to 16:00",
    {
      kind: "out-of-reach",
      component: "s1sp.moc",
      share: 1,
    },
  ],
  [
    "100 × the alerts of 20 % of hubs of family one make behind S1SP MOC, day 1 10:00 to 16:00",
    {
      kind: "alert-storm",
      component: "s1sp.moc",
      family: "one make",
      share: 0.2,
      times: 100,
    },
  ],
  [
    "Other User 1 sends 3,000 /s more, day 1 10:00 to 16:00",
    { kind: "misbehaving-user", user: "Other User 1", rate: 3000 },
  ],
  [
    "all suppliers send 20 × their usual requests, day 1 10:00 to 16:00",
    {
      kind: "misbehaving-user",
      role: "supplier",
      times: 20,
    },
  ],
  ["registration feed out, day 1 10:00 to 16:00", { kind: "registration-feed" }],
] as const)("a fault reads as %s", (title, fault) => {
  expect(of(fault)).toBe(title);
});

test("a fault over midnight says both days, and one of the warm-up the day before the first", () => {
  expect(of({ component: "dsp", capacity: { share: 0 } }, 18, 24)).toBe("DSP down, day 1 18:00 to day 2 00:00");
  expect(of({ component: "dsp", capacity: { share: 0 } }, -1, 1)).toBe("DSP down, day 0 23:00 to day 1 01:00");
});
