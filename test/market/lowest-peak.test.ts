import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import { bound, boundVariant } from "../../src/fluid/bound.ts";
import { advance, close, open } from "./native.ts";
import { everyOption, optionNamed, withoutAlerts } from "./options.ts";

// What is sent does not hang on what became of it before, but for the retries, which no bound counts: a day from
// midnight will do.
const SCALE = 0.01;
const DAY_MS = 86_400_000;

describe("no option beats the lowest peak that a schedule of its reads can have", () => {
  for (const { name, plan } of everyOption)
    test(`${name}: at no component, with none of three seeds`, { timeout: 60_000 }, () => {
      for (const seed of ["first", "second", "third"]) {
        const asked = withoutAlerts(plan(SCALE, seed));
        const run = open({ ...asked, horizon: { ...asked.horizon, warmUpMs: 0 } });
        advance(run, DAY_MS);
        const { components } = close(run, DAY_MS);
        const { peak } = bound(asked, boundVariant(asked, optionNamed("as-today").plan(SCALE)));
        COMPONENTS.forEach((component, i) => {
          const busiest = components[component].demandFirst.reduce((most, one) => Math.max(most, one), 0);
          const share = busiest / (60 * asked.capacity.perSecond[component] * SCALE);
          if (share < peak[i]!) expect.fail(`${seed}, ${component}: ${share} is under ${peak[i]}`);
        });
      }
    });
});
