import { COMPONENTS } from "../domain/components.ts";
import { isMessageStation } from "../domain/settlement.ts";
import type { FaultValues } from "./fault-schema.ts";
import type { Problem } from "./problem.ts";
import type { Resolved } from "./schema.ts";
import { type Source, spotOf } from "./source.ts";

const isComponent = (name: string | undefined): boolean => (COMPONENTS as readonly string[]).includes(name ?? "");

/** What of a fault the forecast leaves out; undefined when it has all of it. */
const leftOut = ({ kind = "outage", component, direction = "both" }: FaultValues): string | undefined => {
  if (kind === "alert-storm") return "alerts, and what waits behind them on the way back";
  if (kind === "out-of-reach") return "hubs that are out of reach for a time, and the retries that they bring";
  if (kind === "misbehaving-user") return undefined;
  if (kind === "registration-feed") return "what is refused, or let in, while the DSP's copy is behind";
  if (isMessageStation(component)) return "messages, and what settlement gets later";
  if (!isComponent(component)) return "queues of DCOs and of Users' endpoints";
  return direction === "requests" ? undefined : "responses, which wait as well";
};

/** The forecast goes through the run's days with its faults as far as it can; what it can't is said before the run. */
export const faultWarnings = (source: Source, { faults }: Resolved): readonly Problem[] =>
  faults.flatMap((fault, i) => {
    const left = leftOut(fault);
    const path = ["faults", String(i)];
    const message = `the forecast leaves out ${left}; the run has it`;
    return left === undefined ? [] : { at: spotOf(source, path, "value"), path: path.join("."), message };
  });
