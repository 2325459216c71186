import { HALF_HOURS_A_DAY } from "../kernel/time.ts";
import type { UserRole } from "./plan.ts";

/** Roles of DCC Users, as the Smart Energy Code writes them. */
export const USER_ROLES = {
  IS: "Import Supplier",
  ES: "Export Supplier",
  GS: "Gas Supplier",
  ED: "Electricity Distributor",
  GT: "Gas Transporter",
  RSA: "Registered Supplier Agent",
  OU: "Other User",
  MDR: "Meter Data Retriever",
} as const;
export type DccRole = keyof typeof USER_ROLES;

/** A Service Reference Variant: one kind of request to a meter or to the DCC. */
export interface ServiceRequest {
  /** As the DCC numbers it. */
  readonly srv: string;
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly does: string;
  readonly roles: readonly DccRole[];
  /** Of these, the roles that may send it to SMETS1 meters alone. */
  readonly onSmets1Only?: readonly DccRole[];
  /** Who holds a request that is to be sent or carried out later. */
  readonly futureDated?: "the DSP" | "the device" | "the DSP and the device";
  /** A DSP Schedule may send it by itself. */
  readonly isSchedulable?: true;
  /** Critical: signed in four steps instead of two, and under dual control on SMETS1. */
  readonly isCritical?: true;
  /** Answered by the DCC itself: no device is asked. */
  readonly isNonDevice?: true;
  /** Target Response Time on demand, where it was read; 24 h for all that is scheduled or future dated. */
  readonly onDemandSeconds?: { readonly smets2: number; readonly smets1: number };
  /** Entries of the log that it reads: in a day, and, where that is known, the most that one response has. */
  readonly log?: { readonly entriesADay: number; readonly entriesMax?: number };
  readonly note?: string;
}

/** Where the table is from. */
export const SERVICE_REQUEST_SOURCES = [
  "names, roles and modes: Smart DCC's request matrix of August 2022 (github.com/SmartDCCInnovation/duis-parser)",
  "the role MDR: a public test tool for DUIS 5.3 (github.com/alexszarko/Adaptor-JSON-Builder)",
  "targets: SEC Appendix E v10.0, and SEC MP162 Working Group, 20 October 2021",
  "sizes of logs: notes on the Message Mapping Catalogue v5.4 (github.com/21bcarlisle-arch/synthetic-enterprise)",
] as const;

const ON_DEMAND = { smets2: 30, smets1: 16 };
const IN_24_HOURS_FOR_MDRS = "An MDR's own target is 24 h.";

/** Service Requests that reads for billing and settlement, and the traffic beside them, are made of. */
export const SERVICE_REQUESTS: readonly ServiceRequest[] = [
  {
    srv: "1.1.1",
    name: "Update Import Tariff (Primary Element)",
    does: "Puts a new tariff on the meter.",
    roles: ["IS", "GS"],
    futureDated: "the device",
    isCritical: true,
    note: "Stands in the model for all that suppliers ask for in working hours.",
  },
  {
    srv: "1.2.1",
    name: "Update Price (Primary Element)",
    does: "Changes the prices of the tariff that is on the meter.",
    roles: ["IS", "GS"],
    futureDated: "the device",
    isCritical: true,
  },
  {
    srv: "2.2",
    name: "Top Up Device",
    does: "Adds credit to a prepayment meter.",
    roles: ["IS", "GS"],
    onDemandSeconds: ON_DEMAND,
  },
  {
    srv: "4.1.1",
    name: "Read Instantaneous Import Registers",
    does: "Reads the import registers as they stand now.",
    roles: ["IS", "GS", "ED", "GT", "MDR"],
    onSmets1Only: ["MDR"],
    futureDated: "the DSP",
    onDemandSeconds: ON_DEMAND,
    note:
      "A Schedule cannot send it, and SMETS1 meters hold no midnight reads: who wants midnight registers asks on " +
      `demand at midnight. MDRs may use it on SMETS1 only. ${IN_24_HOURS_FOR_MDRS}`,
  },
  {
    srv: "4.2",
    name: "Read Instantaneous Export Registers",
    does: "Reads the export registers as they stand now.",
    roles: ["ES", "ED", "MDR"],
    futureDated: "the DSP",
    note:
      "A Schedule cannot send it; the working group on MP162 thought that it should. It adds to the midnight " +
      "spike.",
  },
  {
    srv: "4.6.1",
    name: "Retrieve Import Daily Read Log",
    does: "Reads the midnight registers of up to 31 days.",
    roles: ["IS", "GS", "MDR"],
    futureDated: "the DSP",
    isSchedulable: true,
    log: { entriesADay: 1, entriesMax: 31 },
    onDemandSeconds: ON_DEMAND,
  },
  {
    srv: "4.6.2",
    name: "Retrieve Export Daily Read Log",
    does: "Reads the midnight export registers of up to 31 days.",
    roles: ["ES", "MDR"],
    futureDated: "the DSP",
    isSchedulable: true,
  },
  {
    srv: "4.8.1",
    name: "Read Active Import Profile Data",
    does: "Reads half-hourly import: a day of 48 values, or up to 13 months of them. What settlement is made of.",
    roles: ["IS", "GS", "ED", "GT", "OU", "MDR"],
    futureDated: "the DSP",
    isSchedulable: true,
    log: { entriesADay: HALF_HOURS_A_DAY, entriesMax: 19_056 },
    onDemandSeconds: { smets2: 5600, smets1: 16 },
    note: IN_24_HOURS_FOR_MDRS,
  },
  {
    srv: "4.8.2",
    name: "Read Reactive Import Profile Data",
    does: "Reads half-hourly reactive import.",
    roles: ["IS", "ED", "OU"],
    futureDated: "the DSP",
    isSchedulable: true,
    log: { entriesADay: HALF_HOURS_A_DAY, entriesMax: 4464 },
  },
  {
    srv: "4.8.3",
    name: "Read Export Profile Data",
    does: "Reads half-hourly export, active and reactive.",
    roles: ["ES", "ED", "OU", "MDR"],
    futureDated: "the DSP",
    isSchedulable: true,
    log: { entriesADay: HALF_HOURS_A_DAY },
  },
  {
    srv: "4.10",
    name: "Read Network Data",
    does: "Reads what networks ask of a meter, such as voltage.",
    roles: ["IS", "GS", "ED", "GT"],
    futureDated: "the DSP",
    isSchedulable: true,
  },
  {
    srv: "4.17",
    name: "Retrieve Daily Consumption Log",
    does: "Reads consumption by day.",
    roles: ["IS", "GS", "ED", "GT", "OU", "MDR"],
    futureDated: "the DSP",
    isSchedulable: true,
  },
  {
    srv: "5.1",
    name: "Create Schedule",
    does: "Asks the DSP to send a read by itself from now on.",
    roles: ["IS", "ES", "GS", "ED", "GT", "OU", "MDR"],
    isNonDevice: true,
    note: "Schedules cannot be amended, only deleted and created anew.",
  },
  {
    srv: "5.2",
    name: "Read Schedule",
    does: "Asks what a DSP Schedule says.",
    roles: ["IS", "ES", "GS", "ED", "GT", "OU", "MDR"],
    isNonDevice: true,
  },
  {
    srv: "5.3",
    name: "Delete Schedule",
    does: "Ends a DSP Schedule.",
    roles: ["IS", "ES", "GS", "ED", "GT", "OU", "MDR"],
    isNonDevice: true,
  },
  {
    srv: "6.2.4",
    name: "Read Device Configuration (Identity Exc MPxN)",
    does: "Reads who a device is: maker, model and the like.",
    roles: ["IS", "ES", "GS", "RSA", "ED", "GT", "OU"],
    note: "Stands in the model for the requests of networks and the rest.",
  },
  {
    srv: "6.23",
    name: "Update Security Credentials (CoS)",
    does: "Hands a meter's credentials to the new supplier at a change of supplier.",
    roles: ["IS", "GS"],
    futureDated: "the DSP and the device",
  },
  {
    srv: "8.1.1",
    name: "Commission Device",
    does: "Takes an installed device into use.",
    roles: ["IS", "GS"],
    isCritical: true,
    note: "Stands in the model for the whole sequence of an installation.",
  },
  {
    srv: "11.3",
    name: "Activate Firmware",
    does: "Has a device start the firmware that its hub was sent before.",
    roles: ["IS", "GS"],
    futureDated: "the device",
    isCritical: true,
    note: "The image goes out before by 11.1, a list of devices at a time, and takes the air of the CSPs.",
  },
  {
    srv: "8.2",
    name: "Read Inventory",
    does: "Asks the DCC which devices stand at a meter point.",
    roles: ["IS", "ES", "GS", "RSA", "ED", "GT", "OU", "MDR"],
    isNonDevice: true,
  },
];

/** The roles that a User of the model holds. */
export const DCC_ROLES_OF: Readonly<Record<UserRole, readonly DccRole[]>> = {
  supplier: ["IS", "ES", "GS"],
  agent: ["MDR"],
  other: ["OU"],
  network: ["ED", "GT"],
};

/** True when the request matrix lets a User of the role send the request to meters of the generation. */
export const isGranted = (srv: string, role: UserRole, smets1: boolean): boolean => {
  const request = SERVICE_REQUESTS.find((one) => one.srv === srv);
  if (request === undefined) return false;
  const { roles, onSmets1Only = [] } = request;
  return DCC_ROLES_OF[role].some((one) => roles.includes(one) && (smets1 || !onSmets1Only.includes(one)));
};

/** True for requests that are signed in four steps, and under dual control on SMETS1. */
export const isCritical = (srv: string): boolean => SERVICE_REQUESTS.some((one) => one.srv === srv && one.isCritical);

/** The log that a request reads; undefined where it reads none, or none is known. */
export const logOf = (srv: string): ServiceRequest["log"] => SERVICE_REQUESTS.find((one) => one.srv === srv)?.log;
