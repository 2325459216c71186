import type { Plan } from "../domain/plan.ts";
import type { Resolved } from "./schema.ts";

type EntryRules = Pick<Plan, "allocation">;

/** What the DSP does to requests before it lets them in. A rule that is off is no part of the plan. */
export const entryRules = ({ allocation }: Resolved): EntryRules => ({
  ...(allocation.enabled
    ? {
        allocation: {
          threshold: allocation.threshold,
          release: allocation.release,
          overSeconds: allocation.over / 1000,
          above: allocation.above,
          exempt: allocation.exempt,
        },
      }
    : {}),
});
