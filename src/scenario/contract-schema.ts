import * as Schema from "effect/Schema";
import { flag, listOf, perDay, quantityOr, shape, words } from "./fields.ts";

// What is contracted for: a section of a scenario.

const LIES = "Over the UTC day, by half hours.";

const RequestClass = Schema.Struct({
  requests: listOf(words("Service Reference Variant of the class", "As the policy table has it; 2.2 in quotes."), {
    title: "Service Requests of the class",
    description: "By Service Reference Variant, as the policy table has them.",
  }),
  volume: perDay("Requests of the class contracted for a day"),
  shape: shape("How they lie in the day", LIES),
}).annotate({ identifier: "RequestClass", title: "A volume contracted for a class of requests" });

const VolumeProfile = Schema.Struct({
  volume: quantityOr(
    "perDay",
    "Requests contracted for a day at a CSP",
    "capacity",
    { max: 1e9 },
    "Retries are counted too. The word capacity: as many as it carries in a day, uplift included.",
  ),
  shape: shape("How they lie in the day", LIES),
  byClass: Schema.optionalKey(
    Schema.Record(Schema.String, RequestClass).annotate({
      title: "Volumes contracted for classes of requests, by a name of one's own",
    }),
  ),
}).annotate({ identifier: "VolumeProfile", title: "Volume profile of a CSP" });

const perSecond = (s1sp: string) =>
  quantityOr(
    "rate",
    `Requests a second contracted for at ${s1sp}`,
    "capacity",
    { min: 1, max: 1e6 },
    "The word capacity: as many as it carries, uplift included.",
  );

export const Contracts = Schema.Struct({
  enforce: flag(
    "CSPs and S1SPs carry no more than is contracted for in total",
    "What is above it waits there. Contracts for classes of requests are counted and never enforced.",
  ),
  csp: Schema.Struct({
    north: VolumeProfile,
    central: VolumeProfile,
    south: VolumeProfile,
    "4g": VolumeProfile,
  }).annotate({ title: "Volume profiles of the CSPs, in total and by class" }),
  s1sp: Schema.Struct({
    ioc: perSecond("S1SP IOC"),
    moc: perSecond("S1SP MOC"),
    foc: perSecond("S1SP FOC"),
  }).annotate({ title: "Requests a second of the S1SPs" }),
}).annotate({
  title: "What is contracted for",
  description:
    "All attempts as they are sent are held against it. Going over is counted; it delays nothing unless enforced.",
});
