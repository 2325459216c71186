import * as Schema from "effect/Schema";
import { DAY_MS, HOUR_MS } from "../kernel/time.ts";
import { duration, factor, flag } from "./fields.ts";

const Smets1Cache = Schema.Struct({
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

const perRequest = (cohort: string) => factor(`SMS for each request to a hub of cohort ${cohort}`, { max: 10 });

/** SMS that wake SMETS1 hubs: a section of a scenario. */
const Smets1Sms = Schema.Struct({
  enabled: flag("SMS that wake SMETS1 hubs are counted"),
  perRequest: Schema.Struct({ ioc: perRequest("IOC"), moc: perRequest("MOC"), foc: perRequest("FOC") }).annotate({
    title: "SMS for each request that is sent on to a hub",
    description: "Whatever comes of it; what a cache answers takes none.",
  }),
  allowance: factor("SMS allowed a hub and calendar month", { max: 100_000 }, "The hubs of a cohort share theirs."),
}).annotate({
  title: "SMS that wake SMETS1 hubs",
  description: "They are counted and delay nothing: the time that waking takes is in the round trips.",
});

/** Sections that are of SMETS1 alone. */
export const ofSmets1 = { smets1Cache: Smets1Cache, smets1Sms: Smets1Sms };
