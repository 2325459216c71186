import * as Schema from "effect/Schema";
import { DAY_MS } from "../domain/civil-time.ts";
import { duration, factor, flag } from "./fields.ts";

const HOUR_MS = 3_600_000;

export const Smets1Cache = Schema.Struct({
  enabled: flag(
    "Each S1SP keeps profiles that it has read",
    "Another User's read of the same data is answered from it.",
  ),
  lifetime: duration("A profile is kept until so long after the end of its data day", {
    min: HOUR_MS,
    max: 7 * DAY_MS,
  }),
  hitCost: factor("What an answer from the cache asks of the S1SP's rate, in requests", { max: 1 }),
}).annotate({
  title: "Caches of half-hourly profiles at the S1SPs (O5)",
  description: "For SMETS1 4.8.1 and 4.8.3.",
});
