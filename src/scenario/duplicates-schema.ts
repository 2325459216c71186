import * as Schema from "effect/Schema";
import { DAY_MS } from "../kernel/time.ts";
import { duration, share } from "./fields.ts";

/** Answers that come twice: a section of a scenario. */
export const DuplicateResponses = Schema.Struct({
  share: share("Share of meters' answers that come a second time", "0 and none does. Errors and alerts come once."),
  after: duration("The second comes so long after the first", { max: DAY_MS }, "At the CSP or S1SP."),
}).annotate({
  title: "Duplicate responses",
  description: "They take the way back and the User's endpoint as any response, and answer nothing.",
});
