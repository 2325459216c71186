import { daysInMonth } from "../domain/civil-time.ts";
import { FIRST_S1SP } from "../domain/components.ts";
import type { CspTest, Estate } from "../domain/plan.ts";
import { accessShares } from "../domain/population.ts";
import { DAY_MS } from "../kernel/time.ts";
import type { Resolved } from "./schema.ts";

/** How the CSPs' round trips are measured: each measured day has its part of its month's test commands. */
export const cspTestOf = ({ performance, horizon }: Resolved, estate: Estate): CspTest => {
  const { within, perHubMonth } = performance.cspTest;
  const months = Array.from({ length: horizon.measure / DAY_MS }, (_, day) => 1 / daysInMonth(horizon.start + day));
  const perHub = perHubMonth * months.reduce((sum, part) => sum + part, 0);
  const shares = [...accessShares(estate).subarray(0, FIRST_S1SP)];
  return { withinMs: within, commands: shares.map((share) => Math.round(share * estate.meters * perHub)) };
};
