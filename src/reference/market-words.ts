import { COMPONENT_TITLES, COMPONENTS, type ComponentName } from "../domain/components.ts";
import { GLOSSARY } from "../domain/glossary.ts";
import { MARKET_ROLES } from "../domain/market-roles.ts";
import {
  SERVICE_REQUEST_SOURCES,
  SERVICE_REQUESTS,
  type ServiceRequest,
  USER_ROLES,
} from "../domain/service-requests.ts";
import { SMOOTHING_OPTIONS } from "../domain/smoothing-options.ts";
import { facts, type Word, word } from "./word.ts";

const roles = (): Word[] =>
  MARKET_ROLES.map(({ name, inFull, also = [], does, limit, setBy }) =>
    word("role", name, inFull, {
      text: does,
      also: [inFull, inFull.replace(/ \(.*/, ""), ...also],
      facts: facts({ limit: limit ?? "none: the model leaves it out", "set by": setBy.join(", ") }),
    }),
  );

/** A part of the DCC by its kind: the role whose limit it has. */
const partOf = (component: ComponentName): string => component.split(".")[0]!.toUpperCase();

const components = (): Word[] =>
  COMPONENTS.map((component) => {
    const role = MARKET_ROLES.find(({ name }) => name === partOf(component))!;
    return word("component", component, COMPONENT_TITLES[component], {
      text: role.does,
      also: [COMPONENT_TITLES[component]],
      facts: facts({ limit: role.limit, "set by": `capacity.${component}, headroom.${component}` }),
      related: [role.name, "demand_peak_share", "night_queue_empties"],
    });
  });

const seconds = (count: number): string => `${count.toLocaleString("en-GB")} s`;

const modesOf = ({ isNonDevice, isSchedulable, futureDated }: ServiceRequest): string =>
  isNonDevice === true
    ? "answered by the DCC itself, no device is asked"
    : [
        "on demand",
        ...(futureDated === undefined ? [] : [`future dated, kept by ${futureDated}`]),
        isSchedulable === true ? "by DSP Schedule" : "not by DSP Schedule",
      ].join("; ");

const serviceRequests = (): Word[] =>
  SERVICE_REQUESTS.map((request) => {
    const { srv, name, does, roles: users, isCritical, onDemandSeconds, log, note = "" } = request;
    return word("Service Request", srv, name, {
      text: `${does} ${note}`.trim(),
      also: [name, `SRV ${srv}`],
      facts: facts({
        roles: users.map((role) => USER_ROLES[role]).join(", "),
        sent: modesOf(request),
        critical: isCritical === true ? "yes" : "no",
        "target on demand":
          onDemandSeconds && `${seconds(onDemandSeconds.smets2)} SMETS2, ${seconds(onDemandSeconds.smets1)} SMETS1`,
        "target otherwise": request.isNonDevice === true ? undefined : "24 h scheduled or future dated",
        "one response":
          log?.entriesMax === undefined ? undefined : `at most ${log.entriesMax} entries, ${log.entriesADay} a day`,
        source: SERVICE_REQUEST_SOURCES.join("; "),
      }),
      related: ["SRV", "TRT"],
    });
  });

const options = (): Word[] =>
  SMOOTHING_OPTIONS.map(({ id, inScenarios, changes, atWhoseCost }) =>
    word("option", id, changes, {
      also: [...inScenarios],
      facts: facts({
        "in scenarios": inScenarios.length > 0 ? inScenarios.join(", ") : "none: not modelled as an option",
        "at whose cost": atWhoseCost,
      }),
      related: ["policy", "bound"],
    }),
  );

const terms = (): Word[] =>
  GLOSSARY.map(({ term, inFull, also = [], means, related = [] }) =>
    word("term", term, inFull ?? term, {
      text: means,
      also: [...(inFull === undefined ? [] : [inFull]), ...also],
      related: [...related],
    }),
  );

/** Words of the market and of the model that no scenario changes. */
export const marketWords = (): readonly Word[] => [
  ...components(),
  ...roles(),
  ...serviceRequests(),
  ...options(),
  ...terms(),
];
