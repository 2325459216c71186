import { COMPONENT_TITLES, COMPONENTS, type ComponentName } from "../domain/components.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import type { FaultValues } from "./fault-schema.ts";

const isComponent = (name: string): name is ComponentName => (COMPONENTS as readonly string[]).includes(name);

const partOf = (component: string): string =>
  isComponent(component) ? COMPONENT_TITLES[component] : component.replace(/^dco\./, "DCO ").toUpperCase();

const ROLES = {
  supplier: "all suppliers",
  agent: "all independent MDRs",
  other: "all Other Users",
  network: "all networks",
} as const;

const DIRECTIONS = { both: "", requests: ", requests only,", responses: ", responses only," } as const;

const limitText = ({ component, direction = "both", user, role, capacity, kind }: FaultValues): string => {
  const whom = component === undefined ? `endpoint of ${user ?? ROLES[role!]}` : partOf(component);
  const left = capacity!;
  const is = "perSecond" in left ? `at ${left.perSecond} /s` : left.share === 0 ? "down" : `at ${percent(left.share)}`;
  return `${whom}${DIRECTIONS[direction]} ${is}${kind === "maintenance" ? " for maintenance" : ""}`;
};

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;

const hubsText = ({ component, family, share }: FaultValues): string => {
  const which = family === undefined ? "" : ` of family ${family}`;
  return `${share === 1 ? "every hub" : `${percent(share!)} of hubs`}${which} behind ${partOf(component!)}`;
};

const senderText = ({ user, role, times, rate }: FaultValues): string => {
  const [sends, its] = user === undefined ? ["send", "their"] : ["sends", "its"];
  const how = rate === undefined ? `${times} × ${its} usual requests` : `${rate.toLocaleString("en-GB")} /s more`;
  return `${user ?? ROLES[role!]} ${sends} ${how}`;
};

const whatText = (fault: FaultValues): string => {
  switch (fault.kind) {
    case "out-of-reach":
      return `${hubsText(fault)} out of reach`;
    case "alert-storm":
      return `${fault.times} × the alerts of ${hubsText(fault)}`;
    case "misbehaving-user":
      return senderText(fault);
    case "registration-feed":
      return "registration feed out";
    default:
      return limitText(fault);
  }
};

const dayOf = (ms: number): string => `day ${Math.floor(ms / DAY_MS) + 1}`;

const clockOf = (ms: number): string => {
  const minute = Math.floor((((ms % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
};

/** A fault in words: CSP North down, day 1 10:00 to 16:00. Times are in ms since the first measured midnight. */
export const faultTitle = (fault: FaultValues, fromMs: number, toMs: number): string => {
  const ends = dayOf(toMs) === dayOf(fromMs) ? clockOf(toMs) : `${dayOf(toMs)} ${clockOf(toMs)}`;
  return `${whatText(fault)}, ${dayOf(fromMs)} ${clockOf(fromMs)} to ${ends}`;
};
