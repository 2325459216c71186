import { ACCESS, COMPONENTS, type ComponentName } from "../domain/components.ts";
import type { Fault, HubFamily, StationLimit } from "../domain/faults.ts";
import type { Plan } from "../domain/plan.ts";
import { isMessageStation, type MessageStation } from "../domain/settlement.ts";
import { endpointPerSecond, type User, usersOf } from "../domain/users.ts";
import type { FaultValues } from "./fault-schema.ts";
import { faultTitle } from "./fault-titles.ts";
import type { CapacityLeft } from "./fields.ts";
import { misbehaviourOf } from "./misbehaving-users.ts";
import { momentMs } from "./moment.ts";
import type { Resolved } from "./schema.ts";

/** What faults are worked out beside. */
export interface Whole extends Pick<Plan, "estate" | "endpoints" | "capacity" | "dco"> {
  /** Messages a second of the stations that they pass. */
  readonly messages: Readonly<Record<MessageStation, number>>;
}

const isComponent = (name: string): name is ComponentName => (COMPONENTS as readonly string[]).includes(name);

const shareOf = (left: CapacityLeft, perSecond: number): number =>
  "share" in left ? left.share : left.perSecond / perSecond;

const rateBesides = (station: string, { messages, dco }: Whole): number =>
  isMessageStation(station) ? messages[station] : dco.perSecond;

/** The stations that an outage or maintenance strikes, and what it leaves of each. */
export const stationsOf = (values: FaultValues, whole: Whole): readonly StationLimit[] => {
  const { component, direction = "both", capacity } = values;
  if (component === undefined)
    return usersStruck(values, whole).map((user) => {
      return { station: user.name, share: shareOf(capacity!, endpointPerSecond(user, whole)) };
    });
  if (!isComponent(component))
    return [{ station: component, share: shareOf(capacity!, rateBesides(component, whole)) }];
  // A rate is that of requests; the way back keeps the same share of its own.
  const share = shareOf(capacity!, whole.capacity.perSecond[component]);
  return [
    ...(direction === "responses" ? [] : [{ station: component, share }]),
    ...(direction === "requests" ? [] : [{ station: `${component} return`, share }]),
  ];
};

const usersStruck = ({ user, role }: FaultValues, whole: Whole): readonly User[] =>
  usersOf(whole).filter((one) => (user === undefined ? one.role === role : one.name === user));

const familyOf = ({ component, family, share }: FaultValues): HubFamily => ({
  name: family ?? "hubs",
  access: (ACCESS as readonly string[]).indexOf(component!),
  share: share!,
});

/** Faults as a run needs them. */
export const faultsOf = ({ faults, horizon }: Resolved, whole: Whole & Pick<Plan, "rows">): readonly Fault[] => {
  let misbehaving = 0;
  return faults.map((values): Fault => {
    const fromMs = momentMs(values.at, horizon.start);
    const toMs = fromMs + values.for;
    const lasts = { title: faultTitle(values, fromMs, toMs), fromMs, toMs };
    const { kind = "outage" } = values;
    switch (kind) {
      case "outage":
      case "maintenance":
        return { ...lasts, kind, stations: stationsOf(values, whole) };
      case "out-of-reach":
        return { ...lasts, kind, family: familyOf(values) };
      case "alert-storm":
        return { ...lasts, kind, family: familyOf(values), times: values.times! };
      case "registration-feed":
        return { ...lasts, kind };
      default:
        return { ...lasts, kind, row: `X${String(++misbehaving).padStart(2, "0")}`, ...misbehaviourOf(values, whole) };
    }
  });
};
