import { nearest } from "./near.ts";
import type { Problem } from "./problem.ts";
import type { ScenarioOption } from "./scenario.ts";
import type { Resolved } from "./schema.ts";
import { SET_FILE } from "./set-argument.ts";
import { plainOf, type SourceMap, sourceAt } from "./source.ts";

/** Named windows and targets that no row of any option refers to: nothing reads them. */
export const unusedProblems = (base: SourceMap, options: readonly ScenarioOption[], problems: Problem[]): void => {
  const sources = [base, ...options.map((option) => option.source)];
  for (const [section, field] of [
    ["windows", "window"],
    ["targets", "target"],
  ] as const) {
    const used = new Set(sources.flatMap((source) => wordsOf(source, field)));
    const defined = new Map(sources.flatMap((source) => namesOf(source, section)));
    for (const [name, at] of defined) {
      if (used.has(name)) continue;
      const others = [...defined.keys()].filter((other) => other !== name);
      const near = nearest(name, others);
      const hint =
        near === undefined
          ? `${field}: ${name} in a row, or no such entry`
          : `an entry that rows use; did you mean "${near}"?`;
      problems.push({ at, path: `${section}.${name}`, message: `no row uses this; expected ${hint}` });
    }
  }
};

/** A value that is read under some of the other values alone. */
interface ReadUnder {
  readonly path: readonly string[];
  readonly isRead: (values: Resolved) => boolean;
  readonly otherwise: string;
}

const isTransitional = ({ settlement }: Resolved): boolean =>
  settlement.enabled && settlement.timetable === "transitional";
const NOT_TRANSITIONAL =
  "days aren't settled by the transitional timetable, so nothing reads this; expected settlement.enabled: true and " +
  "settlement.timetable: transitional beside it";

const READ_UNDER: readonly ReadUnder[] = [
  {
    path: ["registration", "notice"],
    isRead: ({ accessControl, registration }) => accessControl.enabled && !registration.enabled,
    otherwise:
      "nothing reads this; expected accessControl.enabled: true and registration.enabled: false beside it: with " +
      "Registration, a change of MDR is registered when its case has been made",
  },
  {
    path: ["registration", "switches", "mdrStays"],
    isRead: ({ accessControl, registration }) => accessControl.enabled && registration.enabled,
    otherwise:
      "no switch changes an MDR, so nothing reads this; expected accessControl.enabled: true and " +
      "registration.enabled: true beside it",
  },
  {
    path: ["registration", "otherSegments"],
    isRead: ({ settlement, registration }) => settlement.enabled && settlement.segments.enabled && registration.enabled,
    otherwise:
      "no other segment's metering systems are registered, so nothing reads this; expected settlement.enabled: true, " +
      "settlement.segments.enabled: true and registration.enabled: true beside it",
  },
  { path: ["settlement", "transitionalRf", "from"], isRead: isTransitional, otherwise: NOT_TRANSITIONAL },
  { path: ["settlement", "transitionalRf", "workingDays"], isRead: isTransitional, otherwise: NOT_TRANSITIONAL },
];

/**
 * Values that a scenario's own file or `--set` gives and no option reads. What it extends has values for every case,
 * and an overlay its owner's for every scenario: these may go unread.
 */
export const unreadProblems = (own: string, options: readonly ScenarioOption[], problems: Problem[]): void => {
  for (const { path, isRead, otherwise } of READ_UNDER) {
    const places = new Map<string, { readonly at: Problem["at"]; isRead: boolean }>();
    for (const { source, values } of options) {
      const written = sourceAt(source, path);
      if (written === undefined || written.isPrivate === true) continue;
      const at = written.keyAt ?? written.at;
      if (at.file !== own && at.file !== SET_FILE) continue;
      const key = `${at.file}:${at.line}:${at.column}`;
      const place = places.get(key) ?? { at, isRead: false };
      place.isRead ||= isRead(values);
      places.set(key, place);
    }
    for (const { at, isRead } of places.values())
      if (!isRead) problems.push({ at, path: path.join("."), message: otherwise });
  }
};

const wordsOf = (source: SourceMap, field: string): readonly string[] => {
  const policy = sourceAt(source, ["policy"]);
  if (policy?.kind !== "map") return [];
  return [...policy.entries.values()].flatMap((row) => {
    const word = sourceAt(row, [field]);
    return word === undefined ? [] : [String(plainOf(word))];
  });
};

const namesOf = (source: SourceMap, section: string): readonly (readonly [string, Problem["at"]])[] => {
  const found = sourceAt(source, [section]);
  return found?.kind === "map"
    ? [...found.entries].map(([name, entry]) => [name, entry.keyAt ?? entry.at] as const)
    : [];
};
