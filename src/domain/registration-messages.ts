import { SERVICES } from "./registration.ts";

/** Who takes part in the messages of Registration, by role: an organisation may be several of them (PRI-016). */
export const PARTIES = ["Registration", "supplier", "outgoing supplier", ...SERVICES, "LDSO"] as const;
export type Party = (typeof PARTIES)[number];

/** The service that a case is about, and the one that it takes the place of. */
type OfCase = "service" | "outgoing service";

export interface RegistrationMessage {
  readonly name: string;
  readonly from: Party | OfCase;
  readonly to: readonly (Party | OfCase)[];
}

/**
 * Every message of Registration over the DIP, and so every way from one party to another: between suppliers and
 * services all go through Registration, rejections too (PRI-003, PRI-007), and none goes to a predecessor of the new
 * services (PRI-002). Numbers of interfaces where a public source has them.
 */
export const REGISTRATION_MESSAGES = [
  // IF-001
  { name: "change of supplier notified", from: "Registration", to: ["supplier", "outgoing supplier", "LDSO"] },
  { name: "appointment asked for", from: "supplier", to: ["Registration"] },
  { name: "request refused", from: "Registration", to: ["supplier"] },
  // IF-033
  { name: "appointment proposed", from: "Registration", to: ["service"] },
  { name: "appointment accepted", from: "service", to: ["Registration"] },
  { name: "appointment rejected", from: "service", to: ["Registration"] },
  // IF-035
  { name: "appointment made", from: "Registration", to: ["supplier", "service", "LDSO"] },
  { name: "rejection passed on", from: "Registration", to: ["supplier"] },
  { name: "de-appointment", from: "Registration", to: ["outgoing service"] },
  // IF-041
  { name: "reading at the change", from: "data service", to: ["supplier", "outgoing supplier", "LDSO"] },
  // IF-005, IF-006
  { name: "meter details", from: "metering service", to: ["Registration"] },
  { name: "meter details passed on", from: "Registration", to: ["supplier", "data service", "LDSO"] },
  // IF-007, IF-008
  { name: "energisation changed", from: "metering service", to: ["Registration"] },
  { name: "energisation passed on", from: "Registration", to: ["supplier", "data service", "LDSO"] },
] as const satisfies readonly RegistrationMessage[];

export type MessageName = (typeof REGISTRATION_MESSAGES)[number]["name"];

/** Number of a message, as rows carry it. */
export const messageNumber = (name: MessageName): number =>
  REGISTRATION_MESSAGES.findIndex((message) => message.name === name);

/** A sender or recipient as the party that it is, where the case is about a service. */
export const partyOf = (role: Party | OfCase, service: number): Party =>
  role === "service" || role === "outgoing service" ? SERVICES[service]! : role;
