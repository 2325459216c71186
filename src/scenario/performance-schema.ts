import * as Schema from "effect/Schema";
import { DAY_MS } from "../kernel/time.ts";
import { duration, factor, share, words } from "./fields.ts";

/** How the DCC's own measures are read: a section of a scenario. */
export const Performance = Schema.Struct({
  target: share("Target Service Level of Code Performance Measures 1 and 2", "Of the Service Responses received."),
  minimum: share("Minimum Service Level of Code Performance Measures 1 and 2", "The floor below the target."),
  workingHours: words(
    "Hours in which meters are installed and commissioned",
    "Reads of the night should be over by then: reports say what is not, and what comes back in them.",
  ),
  cspTest: Schema.Struct({
    within: duration("A CSP's round trip is expected to take no longer", { min: 1000, max: DAY_MS }),
    perHubMonth: factor("Test commands a hub and calendar month, on average", { max: 1000 }),
  }).annotate({
    title: "How the DCC measures the CSPs' round trips: by test commands, spread evenly over time",
    description: "None is simulated: what they would have shown follows from the requests on demand.",
  }),
}).annotate({
  title: "Service levels that performance is held against",
  description: "They change no request: reports say how far an option keeps them.",
});
