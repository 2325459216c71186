import fc from "fast-check";
import { expect, test } from "vitest";
import { NOT_YET, SettledDays } from "../../src/ledger/settled-days.ts";

test("import and export of a meter and day keep the first run each, and what was sent, apart from all others", () => {
  const METERS = 3;
  const DAYS = 2;
  const RUNS = 6;
  const what = fc.record({
    day: fc.nat(DAYS - 1),
    meter: fc.nat(METERS - 1),
    register: fc.nat(1),
    run: fc.option(fc.nat(RUNS - 1), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(what, { maxLength: 20 }), (happened) => {
      const settled = new SettledDays(METERS, DAYS, RUNS);
      const first = new Map<string, number>();
      const sent = new Set<string>();
      for (const { day, meter, register, run } of happened) {
        const key = `${day}/${meter}/${register}`;
        if (run === undefined) {
          settled.send(day, meter, register);
          sent.add(key);
        } else {
          settled.settle(day, meter, register, run);
          if (!first.has(key)) first.set(key, run);
        }
      }
      for (let day = 0; day < DAYS; day++)
        for (let meter = 0; meter < METERS; meter++)
          for (const register of [0, 1]) {
            const key = `${day}/${meter}/${register}`;
            expect(settled.isSent(day, meter, register)).toBe(sent.has(key));
            expect(settled.of(day, meter, register) === NOT_YET).toBe(!first.has(key));
            expect(settled.firstRun(day, meter, register)).toBe(first.get(key) ?? RUNS);
          }
    }),
  );
});
