import * as Schema from "effect/Schema";
import { duration, flag, listOf, oneOf, share } from "./fields.ts";
import { PROCESSES } from "./names.ts";

/** What the DSP does to requests before it lets them in: sections of a scenario. */

export const Allocation = Schema.Struct({
  enabled: flag("Users are held to their allocation when the DSP is short (O8)"),
  threshold: share(
    "Operating threshold of the DSP, of its capacity",
    "Above it each User is held to the larger of its allocation and the max-min fair level.",
  ),
  release: share("Users are released below this share of the threshold", "And once nobody's requests are held."),
  over: duration("Arrivals are measured over", { min: 1000, max: 3_600_000 }),
  above: oneOf(
    "What becomes of a request above its User's limit",
    ["wait", "refuse"],
    "It waits in the User's own queue at the DSP, on demand first, or is refused at once.",
  ),
  exempt: listOf(oneOf("Business process that is never held", PROCESSES), {
    title: "Processes that are never held",
    description: "What they take is not there to share.",
  }),
}).annotate({
  title: "Allocation by User at the DSP (O8)",
  description: "A User's allocation is its share of the threshold, by meters served.",
});
