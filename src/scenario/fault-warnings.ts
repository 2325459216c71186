import { COMPONENTS } from "../domain/components.ts";
import { isMessageStation } from "../domain/settlement.ts";
import { DAY_MS } from "../kernel/time.ts";
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

/** Messages on their way that a run has room for: numbers of 26 bits, the last of which is none. */
const MESSAGES_MAX = 2 ** 26 - 1;

/** An outage at full scale may hold up more messages than a run has room for. */
const tooManyMessages = ({ component, for: lastsMs, capacity }: FaultValues, values: Resolved): string | undefined => {
  if (!isMessageStation(component) || capacity === undefined) return undefined;
  const { meters, exportShare } = values.estate;
  const left = "share" in capacity ? capacity.share : capacity.perSecond / values.settlement[component].capacity;
  const waiting = ((1 - left) * lastsMs * meters * (1 + exportShare)) / DAY_MS;
  if (waiting <= MESSAGES_MAX) return undefined;
  const percent = Math.floor((100 * MESSAGES_MAX) / waiting);
  return (
    `at full scale some ${Math.round(waiting / 1e6)} million messages wait, and a run has room for ` +
    `${Math.floor(MESSAGES_MAX / 1e6)} million; expected --scale "${percent} %" or less, or fewer meters`
  );
};

/** The forecast goes through the run's days with its faults as far as it can; what it can't is said before the run. */
export const faultWarnings = (source: Source, values: Resolved): readonly Problem[] =>
  values.faults.flatMap((fault, i) => {
    const path = ["faults", String(i)];
    const left = leftOut(fault);
    const tooMany = tooManyMessages(fault, values);
    const messages = [
      ...(left === undefined ? [] : [`the forecast leaves out ${left}; the run has it`]),
      ...(tooMany === undefined ? [] : [tooMany]),
    ];
    return messages.map((message) => ({ at: spotOf(source, path, "value"), path: path.join("."), message }));
  });
