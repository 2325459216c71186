import * as Schema from "effect/Schema";
import { factor, perDay, perMeterDay, share } from "./fields.ts";

/** What the DCC is used for already: a section of a scenario. */
export const Existing = Schema.Struct({
  messagesPerMeterDay: perMeterDay("Messages a meter and day, either fuel"),
  requestsPerMessage: factor("Service Requests a message stands for", { min: 0.1, max: 2 }),
  dailyReadShare: share("Share of these that are daily reads"),
  scheduledShare: share(
    "Share of daily reads that a DSP Schedule sends",
    "The rest is sent on demand in the same window.",
  ),
  supplierReadsToo: share(
    "Share of suppliers' profile reads that go on where an agent reads the meter too",
    "0 is read once: the supplier gets the data outside the DCC, passOn later.",
  ),
  topUpsPerPrepayMeterDay: perMeterDay("Top-ups a prepayment meter and day"),
  installAndCommission: Schema.Struct({
    metersPerDay: perDay("Meters installed a working day, SMETS2"),
    requestsPerMeter: factor("Service Requests for each", { max: 1000 }),
  }).annotate({
    title: "Install & commission, on working days",
  }),
  otherUsersPerMeterDay: perMeterDay("Other Users' requests a meter and day, either fuel"),
  supplierRequestsPerMeterDay: perMeterDay("Suppliers' working-hours requests a meter and day, either fuel"),
  changesOfSupplier: Schema.Struct({
    perDay: perDay("Meters that change supplier", "0: what they ask is among suppliers' working-hours requests."),
    requestsPerMeter: factor("Credentials requests (6.23) for each, and for a gas meter on its hub", { max: 100 }),
  }).annotate({
    title: "Changes of supplier, where they stand apart",
    description: "Row T10; row T08 sends as many fewer.",
  }),
}).annotate({
  title: "What Users ask of the DCC today",
  description: "It goes on as it is: MHHS is an additional use.",
});
