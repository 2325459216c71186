import type { AccessName } from "./components.ts";

/** Stands for requests of every class. */
export const ALL_CLASSES = "all";

/** What is contracted for at a CSP or S1SP, of all requests or of a class of them. */
export interface Contract {
  readonly component: AccessName;
  /** The scenario's name of the class, or `ALL_CLASSES`. */
  readonly requestClass: string;
  /** Service Reference Variants of the class; empty for all. */
  readonly requests: readonly string[];
  /** A volume is held against half hours (S-25), requests a second against minutes (S-24). */
  readonly intervalMinutes: 1 | 30;
  /** Requests contracted for in each half hour of the UTC day, at full scale. */
  readonly perHalfHour: readonly number[];
}

/** A contract by name: csp.north, or csp.north/reads for a class. */
export const contractName = ({ component, requestClass }: Pick<Contract, "component" | "requestClass">): string =>
  requestClass === ALL_CLASSES ? component : `${component}/${requestClass}`;
