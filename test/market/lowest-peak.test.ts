import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import { bound, boundVariant } from "../../src/fluid/bound.ts";
import { HALF_HOUR_MS } from "../../src/kernel/time.ts";
import { advance, close, open } from "./native.ts";
import { everyOption, optionNamed, withoutAlerts } from "./options.ts";

// First attempts don't hang on what became of others before them, so a run may begin at midnight; and an option whose
// first half hour is over the bound is over it.
const SCALE = 0.01;
const PATIENCE_MS = 60_000;
const today = optionNamed("as-today").plan(SCALE);

describe("no option beats the lowest peak that a schedule of its reads can have", () => {
  for (const { name, plan } of everyOption)
    test(
      `${name}: at no component, with none of three seeds`,
      () => {
        const asked = withoutAlerts(plan(SCALE));
        const { peak } = bound(asked, boundVariant(asked, today));
        for (const seed of ["first", "second", "third"]) {
          const run = open({ ...asked, seed, horizon: { ...asked.horizon, warmUpMs: 0 } });
          advance(run, HALF_HOUR_MS);
          const { components } = close(run, HALF_HOUR_MS);
          COMPONENTS.forEach((component, i) => {
            const busiest = components[component].demandFirst.reduce((most, one) => Math.max(most, one), 0);
            const share = busiest / (60 * asked.capacity.perSecond[component] * SCALE);
            if (share < peak[i]!) expect.fail(`${seed}, ${component}: ${share} is under ${peak[i]}`);
          });
        }
      },
      PATIENCE_MS,
    );
});
