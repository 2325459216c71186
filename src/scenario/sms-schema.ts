import * as Schema from "effect/Schema";
import { factor, flag } from "./fields.ts";

const perRequest = (cohort: string) => factor(`SMS for each request to a hub of cohort ${cohort}`, { max: 10 });

/** SMS that wake SMETS1 hubs: a section of a scenario. */
export const Smets1Sms = Schema.Struct({
  enabled: flag("SMS that wake SMETS1 hubs are counted"),
  perRequest: Schema.Struct({ ioc: perRequest("IOC"), moc: perRequest("MOC"), foc: perRequest("FOC") }).annotate({
    title: "SMS for each request that is sent on to a hub",
    description: "Whatever comes of it; what a cache answers takes none.",
  }),
  allowance: factor("SMS allowed a hub and calendar month", { max: 100_000 }, "The hubs of a cohort share theirs."),
  price: factor("Price of an SMS above the allowance, in pounds", { max: 100 }),
}).annotate({
  title: "SMS that wake SMETS1 hubs",
  description: "They are counted and delay nothing: the time that waking takes is in the round trips.",
});
