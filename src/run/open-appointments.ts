import type { MdrAppointments } from "../domain/appointments.ts";
import { DrawnAppointments } from "../domain/drawn-appointments.ts";
import type { Plan } from "../domain/plan.ts";
import { RegisteredAppointments } from "../domain/registered-appointments.ts";
import { openRoom } from "../domain/registration-room.ts";
import { openStream } from "../kernel/keyed-draws.ts";

/**
 * Who is appointed as MDR, where the DSP holds requests against it: by cases of Registration where they are simulated,
 * else by draws of meter and day.
 */
export const openAppointments = (plan: Plan, meters: number): MdrAppointments | undefined => {
  const { accessControl, settlement, estate, seed, replication } = plan;
  if (accessControl === undefined) return undefined;
  const rules = accessControl.appointments;
  const stream = openStream(seed, replication, "appointments");
  return settlement?.registration === undefined
    ? new DrawnAppointments(rules, estate.mdrShares, stream)
    : new RegisteredAppointments(
        rules,
        meters,
        stream,
        openRoom(plan, settlement.registration, meters, meters)["appointments of MDRs"],
      );
};
