import { runEndsMs } from "../actors/arrivals.ts";
import type { MdrAppointments } from "../domain/appointments.ts";
import { DrawnAppointments } from "../domain/drawn-appointments.ts";
import type { Plan } from "../domain/plan.ts";
import { RegisteredAppointments } from "../domain/registered-appointments.ts";
import { roomForMdrs } from "../domain/registration-room.ts";
import { openStream } from "../kernel/keyed-draws.ts";
import { DAY_MS } from "../kernel/time.ts";

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
        roomForMdrs(settlement.registration, estate, meters, Math.ceil(runEndsMs(plan) / DAY_MS)),
      );
};
