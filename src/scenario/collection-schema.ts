import * as Schema from "effect/Schema";
import { flag, oneOf, share } from "./fields.ts";

/** Ways for a supplier to have the data of its meters collected. */
export const COLLECTIONS = ["self", "both", "shared", "agent"] as const;

const Collection = Schema.Struct({
  suppliers: Schema.Record(
    Schema.String,
    oneOf(
      "How this supplier's data is collected",
      COLLECTIONS,
      "self: it is its own MDR; both: an agent reads, and so does the supplier; shared: the agent reads and passes " +
        "the data on outside the DCC; agent: the agent reads, and the supplier asks for no profile.",
    ),
  ).annotate({
    title: "Suppliers that collect in one way, by name",
    description: "As reports call them: Supplier 1. Of the rest estate.independentShare of the meters have an agent.",
  }),
  customersAgents: share(
    "Share of meters whose customer appointed an agent",
    "It reads beside the supplier, whatever the supplier's own way.",
  ),
  countReaders: flag("It is counted how many Users read each meter's profile"),
}).annotate({
  title: "Who collects the data, supplier by supplier",
  description: "How many Users read a meter follows from it.",
});

const ofCohort = (cohort: string) =>
  Schema.optionalKey(share(`Share of the ${cohort} cohort's reads that are scheduled`));

const Smets1Scheduled = Schema.Struct({
  ioc: ofCohort("IOC"),
  moc: ofCohort("MOC"),
  foc: ofCohort("FOC"),
}).annotate({
  title: "SMETS1 reads that a Schedule sends, where it is another share than on SMETS2",
  description:
    "Of existing daily reads of either fuel, of MHHS profiles and of a second role's; the rest is on demand.",
});

/** Sections that say who collects, and how. */
export const collecting = { collection: Collection, smets1Scheduled: Smets1Scheduled };
