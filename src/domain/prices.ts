import { ACCESS, COMPONENTS, FIRST_S1SP } from "./components.ts";
import type { RunName } from "./settlement-runs.ts";

/** What a scenario may have a price of (S-29b). */
export const PRICED_ITEMS = ["capacity", "contract", "sms", "imbalance", "change"] as const;
export type PricedItem = (typeof PRICED_ITEMS)[number];

/** Roles of Users, each of which an option may ask a change of. */
export const CHANGING_ROLES = ["supplier", "agent", "other", "network"] as const;

/** The Settlement Run whose error has a price: the one that the final timetable brought forward. */
export const IMBALANCE_RUN: RunName = "SF";

/** Where each item may have a price. */
export const PRICED_AT: Readonly<Record<PricedItem, readonly string[]>> = {
  capacity: COMPONENTS,
  contract: ACCESS,
  sms: ACCESS.slice(FIRST_S1SP),
  imbalance: [IMBALANCE_RUN],
  change: CHANGING_ROLES,
};

/**
 * A price in pounds: of a request a second more for a year (capacity, contract), of an SMS above the allowance, of a
 * MWh that settlement puts at the wrong supplier, of the change that an option asks of each User of a role, once. What
 * a list has no price of is not priced.
 */
export interface Price {
  readonly item: PricedItem;
  /** One of `PRICED_AT`. */
  readonly place: string;
  readonly pounds: number;
}

/** What is priced, by name: capacity/dsp, change/agent. */
export const pricedName = ({ item, place }: Pick<Price, "item" | "place">): string => `${item}/${place}`;
