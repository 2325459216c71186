import * as Schema from "effect/Schema";
import { share } from "./fields.ts";

/** How the DCC's own measures are read: a section of a scenario. */
export const Performance = Schema.Struct({
  target: share("Target Service Level of Code Performance Measures 1 and 2", "Of the Service Responses received."),
  minimum: share("Minimum Service Level of Code Performance Measures 1 and 2", "The floor below the target."),
}).annotate({
  title: "Service levels that performance is held against",
  description: "They change no request: reports say how far an option keeps them.",
});
