import * as Schema from "effect/Schema";
import { HOUR_MS } from "../kernel/time.ts";
import { count, duration, factor, oneOf } from "./fields.ts";

export const Limits = Schema.Struct({
  burst: Schema.Struct({
    dsp: duration("Burst of the DSP, as time at capacity", { max: HOUR_MS }),
    access: duration("Burst of each CSP and S1SP, as time at capacity", { max: HOUR_MS }),
  }).annotate({ title: "What a rate limit lets through at once after a quiet time" }),
  responseFactor: factor("Responses and alerts a second, as a multiple of capacity", { min: 0.1, max: 100 }),
  responsePerFurtherDay: factor(
    "What each further day of data in a response counts as on the return path, in responses of a day's profile",
    { max: 10 },
    "0: each response counts as one, whatever it carries. Rounded up to whole responses; matters for mhhs.cycle.",
  ),
  queueMax: count("Longest queue at a component; one more request is refused", { min: 1, max: 1e9 }),
  serviceOrder: oneOf(
    "Who is served first",
    ["by-class", "single-class"],
    "by-class: on demand before scheduled; single-class: first come, first served.",
  ),
}).annotate({ title: "Limits besides capacity" });
