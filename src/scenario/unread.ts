import { FIELDS } from "./known-fields.ts";
import type { Problem, Spot } from "./problem.ts";
import type { ScenarioOption } from "./scenario.ts";
import type { Resolved } from "./schema.ts";
import { SET_FILE } from "./set-argument.ts";
import type { Source } from "./source.ts";

/** When a value is read, and the sentence for where it is not. */
interface Reading {
  readonly isRead: (values: Resolved) => boolean;
  readonly otherwise: string;
}

/** Values that more than their section's own switch decides on. */
const isTransitional = ({ settlement }: Resolved): boolean =>
  settlement.enabled && settlement.timetable === "transitional";
const OF_ACCESS: Reading = {
  isRead: ({ accessControl }) => accessControl.enabled,
  otherwise: "nothing reads this while accessControl.enabled is false; expected it true beside this",
};

const READINGS: Readonly<Record<string, Reading>> = {
  "registration.changesPerMeterDay": OF_ACCESS,
  "registration.feed": OF_ACCESS,
  "registration.outgoing": OF_ACCESS,
  "registration.notice": {
    isRead: ({ accessControl, registration }) => accessControl.enabled && !registration.enabled,
    otherwise:
      "nothing reads this; expected accessControl.enabled: true and registration.enabled: false beside it: with " +
      "Registration, a change of MDR is registered when its case has been made",
  },
  "registration.switches.mdrStays": {
    isRead: ({ accessControl, registration }) => accessControl.enabled && registration.enabled,
    otherwise:
      "no switch changes an MDR, so nothing reads this; expected accessControl.enabled: true and " +
      "registration.enabled: true beside it",
  },
  "registration.otherSegments": {
    isRead: ({ settlement, registration }) => settlement.enabled && settlement.segments.enabled && registration.enabled,
    otherwise:
      "no other segment's metering systems are registered, so nothing reads this; expected settlement.enabled: true, " +
      "settlement.segments.enabled: true and registration.enabled: true beside it",
  },
  "settlement.dataServices.registration.checked": {
    isRead: ({ settlement, registration }) =>
      settlement.enabled && (settlement.dataServices.registration.late > 0 || registration.enabled),
    otherwise:
      "no data service is appointed late, so nothing reads this; expected settlement.enabled: true beside it, and " +
      "settlement.dataServices.registration.late above 0 or registration.enabled: true",
  },
  "settlement.transitionalRf": {
    isRead: isTransitional,
    otherwise:
      "days aren't settled by the transitional timetable, so nothing reads this; expected settlement.enabled: true " +
      "and settlement.timetable: transitional beside it",
  },
  headroom: {
    isRead: ({ capacity }) => capacity === "derived",
    otherwise: "capacities are given, so nothing reads this; expected capacity: derived beside it",
  },
  "migration.each": {
    isRead: ({ migration, mhhs }) => mhhs.enabled && migration.perDay > 0,
    otherwise: "no meter migrates, so nothing reads this; expected migration.perDay above 0 beside it",
  },
};

/** What is on when there is some of it: a share above 0, a list with an entry. All other switches are `enabled`. */
const OF_SOME = [
  "duplicateResponses.share",
  "existing.changesOfSupplier.perDay",
  "firmware.share",
  "priceChange.share",
  "purposeFlag.tagged",
  "scheduleChange.rows",
  "settlement.dataServices.registration.late",
];

/** Of each section that can be off, the path of what switches it: found in the schema by its name. */
const SWITCHES: ReadonlyMap<string, string> = new Map(
  [...FIELDS.map(({ path }) => path).filter((path) => path.endsWith(".enabled")), ...OF_SOME].map((path) => [
    path.slice(0, path.lastIndexOf(".")),
    path,
  ]),
);

const valueAt = (values: Resolved, path: string): unknown =>
  path.split(".").reduce<unknown>((of, key) => (of as Record<string, unknown>)[key], values);

const isOn = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value === true || Number(value) > 0;

const bySwitch = (path: string): Reading => ({
  isRead: (values) => isOn(valueAt(values, path)),
  otherwise: path.endsWith(".enabled")
    ? `nothing reads this while ${path} is false; expected it true beside this`
    : `nothing reads this while ${path} is ${path.endsWith(".rows") ? "empty" : "0"}; expected some of it beside this`,
});

/** What decides on a value, from the outermost section on. */
const readingsOf = (path: readonly string[]): readonly Reading[] => {
  const sections = path.map((_, i) => path.slice(0, i + 1).join("."));
  const own = sections.flatMap((section) => READINGS[section] ?? []);
  if (own.length > 0) return own;
  const full = path.join(".");
  return sections.flatMap((section) => {
    const by = SWITCHES.get(section);
    return by === undefined || by === full ? [] : [bySwitch(by)];
  });
};

interface Written {
  readonly path: readonly string[];
  readonly at: Spot;
}

/** Every value that was written in one of these places. */
const writtenIn = (files: readonly string[], source: Source, path: readonly string[] = []): readonly Written[] => {
  if (source.isPrivate === true) return [];
  if (source.kind === "map" && source.isWhole !== true)
    return [...source.entries].flatMap(([key, entry]) => writtenIn(files, entry, [...path, key]));
  const at = source.keyAt ?? source.at;
  return files.includes(at.file) ? [{ path, at }] : [];
};

/**
 * Values that a scenario's own file or `--set` gives and no option reads. What it extends has values for every case,
 * and an overlay its owner's for every scenario: these may go unread.
 */
export const unreadProblems = (own: string, options: readonly ScenarioOption[], problems: Problem[]): void => {
  const places = new Map<string, Problem & { isRead: boolean }>();
  for (const { source, values } of options)
    for (const { path, at } of writtenIn([own, SET_FILE], source)) {
      const unread = readingsOf(path).find(({ isRead }) => !isRead(values));
      const key = `${at.file}:${at.line}:${at.column} ${path.join(".")}`;
      const known = places.get(key);
      if (known === undefined)
        places.set(key, { at, path: path.join("."), message: unread?.otherwise ?? "", isRead: unread === undefined });
      else known.isRead ||= unread === undefined;
    }
  for (const { isRead, ...problem } of places.values()) if (!isRead) problems.push(problem);
};
