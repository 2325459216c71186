import * as Schema from "effect/Schema";
import { COMPONENTS } from "../domain/components.ts";
import { MESSAGE_STATIONS } from "../domain/settlement.ts";
import { DAY_MS } from "../kernel/time.ts";
import { capacityLeft, duration, factor, moment, oneOf, rate, share, words } from "./fields.ts";
import { ROLES } from "./names.ts";

export const FAULT_KINDS = [
  "outage",
  "maintenance",
  "out-of-reach",
  "alert-storm",
  "misbehaving-user",
  "registration-feed",
] as const;
export const DCOS = ["dco.ioc", "dco.moc", "dco.foc"] as const;
export const DIRECTIONS = ["both", "requests", "responses"] as const;

/** One fault. Which keys a kind has is checked in `fault-checks.ts`, so that each wrong one has its own sentence. */
export const Fault = Schema.Struct({
  kind: Schema.optionalKey(
    oneOf("What goes wrong", FAULT_KINDS, "outage when it isn't said; maintenance is announced."),
  ),
  at: moment("When it begins"),
  for: duration("How long it lasts", { min: 1000, max: 30 * DAY_MS }),
  component: Schema.optionalKey(
    oneOf(
      "The component that it strikes, or whose hubs it strikes",
      [...COMPONENTS, ...DCOS, ...MESSAGE_STATIONS] as const,
      "An outage or maintenance of a DCO is of its own cohort only; dip and mds are there where settlement is on.",
    ),
  ),
  direction: Schema.optionalKey(
    oneOf(
      "Which way is struck",
      DIRECTIONS,
      "Of an outage or maintenance of the DSP, a CSP or an S1SP; both by default.",
    ),
  ),
  user: Schema.optionalKey(
    words(
      "The User that it strikes, or that misbehaves",
      "As reports call it: Supplier 1, MDR 1, Other User 1, Network _A.",
    ),
  ),
  role: Schema.optionalKey(oneOf("All Users of this role, instead of one", ROLES)),
  capacity: Schema.optionalKey(
    capacityLeft("What is left of the capacity", "0 is an outage; where faults overlap, the lowest holds."),
  ),
  family: Schema.optionalKey(
    words("Name of a hub family", "Faults that name the same family strike the same hubs, under every option."),
  ),
  share: Schema.optionalKey(share("Share of the component's hubs that are of the family")),
  times: Schema.optionalKey(
    factor("As many times the normal: alerts of a family's devices, or requests of a User", { min: 1, max: 1000 }),
  ),
  rate: Schema.optionalKey(rate("Further requests of a misbehaving User, all that misbehave together")),
}).annotate({
  identifier: "Fault",
  title: "A fault",
  description: "Something that goes wrong from one time to another, the same under every draw.",
});
export type FaultValues = typeof Fault.Type;

export const Faults = Schema.Array(Fault).annotate({
  title: "What goes wrong, and when",
  description: "Faults compose. An option's list takes the place of the file's.",
  expects: "a list of faults",
});
