import * as Schema from "effect/Schema";
import { DAY_MS } from "../kernel/time.ts";
import { count, duration, factor, flag, share, words } from "./fields.ts";

const systems = (of: string) => count(`${of} metering systems`, { max: 10e6 }, "At full scale, beside smart meters.");
const energy = (of: string) => share(`Share of all energy metered that ${of} metering systems use`);
const spread = (of: string) =>
  factor(`Spread of annual use among ${of} metering systems`, { max: 2 }, "Standard deviation of its logarithm.");

const connections = (title: string, of: string) =>
  Schema.Struct({
    wholeCurrent: share(`${of} on whole current`),
    lowVoltage: share(`${of} on current transformers at low voltage`),
    highVoltage: share(`${of} at high voltage`),
    extraHighVoltage: share(`${of} at extra high voltage`),
  }).annotate({ title, description: "Sums to one." });

/** Metering systems that are settled and not read over the DCC: a part of settlement. */
export const Segments = Schema.Struct({
  enabled: flag("Settlement is of the whole market", "Without it, of smart meters alone."),
  smart: Schema.Struct({
    currentTransformers: share("Smart meters on current transformers", "None: such a metering system is advanced."),
  }).annotate({ title: "Smart segment, beside what estate says of it" }),
  advanced: Schema.Struct({
    systems: systems("Advanced"),
    energy: energy("advanced"),
    connections: connections("Advanced metering systems by connection", "Share of systems"),
    energyByConnection: connections("Their energy by connection", "Share of energy"),
    spread: spread("advanced"),
    level: share("Share of their use that is level over day and year", "The rest is as small businesses use it."),
    live: share("Share whose remote communications are alive", "To keep them so is their data service's duty."),
    repair: duration("So long communications are down that are", { min: DAY_MS, max: 365 * DAY_MS }, "Whole days."),
  }).annotate({ title: "Advanced segment", description: "Read over communications of its own." }),
  unmetered: Schema.Struct({
    systems: systems("Unmetered"),
    energy: energy("unmetered"),
    spread: spread("unmetered"),
  }).annotate({ title: "Unmetered segment", description: "Settled by inventories, always as actual." }),
  traditional: Schema.Struct({
    systems: systems("Traditional"),
    readsAMonth: share(
      "Share of their meters that are read in a month",
      "By somebody who comes, or by the customer. The advance since the reading before is spread over its days (E1).",
    ),
  }).annotate({
    title: "Traditional meters of the smart segment",
    description: "Their customers are as those of smart meters.",
  }),
  sends: words("Hours in which their data services send", 'Of the UTC day, as in "02:00-12:00".'),
  scalingWeights: Schema.Struct({
    advanced: factor("Of accurate data of advanced metering systems", { max: 10 }),
    unmetered: factor("Of unmetered metering systems", { max: 10 }),
  }).annotate({
    title: "Scaling Weights beside central.scalingWeights.after",
    description: "Before weights are revised they have that of all accurate import.",
  }),
  lineLossFactors: Schema.Struct({
    highVoltage: factor("Of import at high voltage", { min: 0.5, max: 2 }),
    extraHighVoltage: factor("Of import at extra high voltage", { min: 0.5, max: 2 }),
  }).annotate({ title: "Line loss factors above low voltage" }),
}).annotate({
  title: "Advanced, unmetered and traditional metering systems",
  description: "Their data doesn't come over the DCC; its messages take the same way from there.",
});
export type SegmentsValues = typeof Segments.Type;
