import type { ProfilePiece, TrafficRow } from "../../src/domain/plan.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";

/** The traffic of the base case, row by row, written out by hand from the calibration. */

export const DAY_TARGET = { smets2: 24 * HOUR_MS, smets1: 24 * HOUR_MS };
const PROFILE_TARGET = { smets2: 5_600_000, smets1: 16_000 };
const ON_DEMAND_TARGET = { smets2: 30_000, smets1: 16_000 };

export const window = (fromHour: number, toHour: number, share = 1): ProfilePiece => ({
  fromMinute: 60 * fromHour,
  toMinute: 60 * toHour,
  share,
});
/** Today's window: 00:00 to 06:00 in thirds. */
export const THIRDS = [window(0, 2, 0.6), window(2, 4, 0.25), window(4, 6, 0.15)];
const FLAT = [window(0, 24)];
const WORKING_HOURS = [window(8, 18)];
/** Leaves room for the last retry inside 24 h. */
export const FULL_TARGET = [window(0, 22)];

export const GAS = 0.7;
const BOTH_FUELS = 1 + GAS;
export const DAILY_READS = 0.6 * 1.54;
export const SCHEDULED = 0.85;
export const INDEPENDENT = 0.3;
export const REUSE = 0.9;
export const EXPORT = 0.05;
export const VALIDATION = 0.2;
const GAPS = 0.05;
export const METERS = 30e6;
const INSTALL_AND_COMMISSION_PER_DAY = 16_000 * 30;

type RowStart = Pick<TrafficRow, "id" | "title" | "process" | "need" | "srv" | "role" | "profile"> &
  Partial<TrafficRow>;
export const row = (start: RowStart): TrafficRow => ({
  mode: "on-demand",
  priority: start.mode === "scheduled" ? 1 : 0,
  targetMs: ON_DEMAND_TARGET,
  moves: "no",
  perMeterDay: { smets2: 0, smets1: 0 },
  perDay: 0,
  ...start,
});
export const each = (rate: number) => ({ smets2: rate, smets1: rate });

export const existing = (): TrafficRow[] => {
  const supplier = { role: "supplier", process: "daily-reads", srv: "4.8.1", profile: THIRDS } as const;
  const scheduled = { mode: "scheduled", moves: "all", targetMs: DAY_TARGET } as const;
  const electricity = { ...supplier, need: "existing-electricity" } as const;
  const gas = { ...supplier, need: "existing-gas" } as const;
  // 0.60 of 1.54 messages are daily reads; what top-ups, install & commission, Other Users and working hours leave
  // is T09.
  const topUp = 0.2 * 0.13;
  const installAndCommission = INSTALL_AND_COMMISSION_PER_DAY / (METERS * BOTH_FUELS);
  const rest = 1.54 - DAILY_READS - topUp - installAndCommission - 0.1 - 0.3;
  return [
    row({
      id: "T01",
      title: "Existing daily profile read",
      ...electricity,
      ...scheduled,
      perMeterDay: each(DAILY_READS * SCHEDULED),
    }),
    row({
      id: "T02",
      title: "The same on demand",
      ...electricity,
      targetMs: PROFILE_TARGET,
      perMeterDay: each(DAILY_READS * (1 - SCHEDULED)),
    }),
    row({
      id: "T03",
      title: "Existing daily read, gas",
      ...gas,
      ...scheduled,
      perMeterDay: each(DAILY_READS * SCHEDULED * GAS),
    }),
    row({
      id: "T04",
      title: "The same on demand",
      ...gas,
      targetMs: PROFILE_TARGET,
      perMeterDay: each(DAILY_READS * (1 - SCHEDULED) * GAS),
    }),
    row({
      id: "T05",
      title: "Prepayment top-ups",
      process: "top-up",
      need: "stream",
      srv: "2.2",
      role: "supplier",
      profile: [window(0, 6, 0.05), window(6, 9, 0.1), window(9, 16, 0.25), window(16, 21, 0.45), window(21, 24, 0.15)],
      perMeterDay: each(topUp * BOTH_FUELS),
    }),
    row({
      id: "T06",
      title: "Install & commission",
      process: "install-and-commission",
      need: "stream",
      srv: "8.1.1",
      role: "supplier",
      profile: WORKING_HOURS,
      perMeterDay: { smets2: INSTALL_AND_COMMISSION_PER_DAY / (METERS * 0.73), smets1: 0 },
    }),
    row({
      id: "T07",
      title: "Other Users",
      process: "other-users",
      need: "stream",
      srv: "4.8.1",
      role: "other",
      profile: FLAT,
      targetMs: PROFILE_TARGET,
      perMeterDay: each(0.1 * BOTH_FUELS),
    }),
    row({
      id: "T08",
      title: "Suppliers' working-hours requests",
      process: "supplier-requests",
      need: "stream",
      srv: "1.1.1",
      role: "supplier",
      profile: WORKING_HOURS,
      perMeterDay: each(0.3 * BOTH_FUELS),
    }),
    row({
      id: "T09",
      title: "Networks and the rest",
      process: "network-requests",
      need: "stream",
      srv: "6.2.4",
      role: "network",
      profile: FLAT,
      perMeterDay: each(rest * BOTH_FUELS),
    }),
  ];
};

export const mhhs = (): TrafficRow[] => {
  const reads = { process: "mhhs-reads", srv: "4.8.1", profile: THIRDS, moves: "mhhs", targetMs: DAY_TARGET } as const;
  const own = { ...reads, need: "own-mdr", role: "supplier" } as const;
  const agent = { ...reads, need: "agent", role: "agent" } as const;
  const scheduled = { mode: "scheduled" } as const;
  const ownRate = (1 - INDEPENDENT) * (1 - REUSE);
  const validation = INDEPENDENT * VALIDATION;
  return [
    row({
      id: "M01",
      title: "Settlement profile, own MDR",
      ...own,
      ...scheduled,
      perMeterDay: each(ownRate * SCHEDULED),
    }),
    row({ id: "M02", title: "The same on demand", ...own, perMeterDay: each(ownRate * (1 - SCHEDULED)) }),
    row({
      id: "M03",
      title: "Settlement profile, agent",
      ...agent,
      ...scheduled,
      perMeterDay: each(INDEPENDENT * SCHEDULED),
    }),
    row({ id: "M04", title: "The same on demand", ...agent, perMeterDay: each(INDEPENDENT * (1 - SCHEDULED)) }),
    row({
      id: "M05",
      title: "Export profile, own MDR",
      ...own,
      ...scheduled,
      need: "export-own",
      srv: "4.8.3",
      perMeterDay: each(EXPORT * (1 - INDEPENDENT)),
    }),
    row({
      id: "M06",
      title: "Export profile, agent",
      ...agent,
      ...scheduled,
      need: "export-agent",
      srv: "4.8.3",
      perMeterDay: each(EXPORT * INDEPENDENT),
    }),
    row({
      id: "M07",
      title: "Register for validation",
      ...agent,
      ...scheduled,
      need: "validation-scheduled",
      srv: "4.6.1",
      perMeterDay: { smets2: validation, smets1: 0 },
    }),
    // SMETS1 meters by 4.1.1, and export registers of either kind by 4.2: neither can be scheduled.
    row({
      id: "M08",
      title: "Register for validation at midnight",
      ...agent,
      need: "validation-instant",
      srv: "4.1.1",
      srvOnSmets2: "4.2",
      profile: [{ fromMinute: 0, toMinute: 10, share: 1 }],
      perMeterDay: { smets2: validation * EXPORT, smets1: validation * (1 + EXPORT) },
    }),
    row({
      id: "M09",
      title: "Gap filling",
      ...agent,
      need: "gap-fill",
      profile: WORKING_HOURS,
      perMeterDay: each(INDEPENDENT * GAPS),
    }),
    row({
      id: "M10",
      title: "Schedules created and deleted",
      process: "schedule-churn",
      need: "dsp-stream",
      srv: "5.1",
      role: "agent",
      profile: FLAT,
      perDay: 60_000,
    }),
  ];
};
