import type { Answer, OptionAnswer } from "../experiment/answer.ts";
import type { UserProcess, UserView } from "../experiment/user-views.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { clock, million, percent, percentile, share, wrap } from "./format.ts";
import { textTable } from "./text-table.ts";

const WIDTH = 100;

/** What people call several Users of a role. */
export const ROLE_TITLES: Readonly<Record<UserView["role"], string>> = {
  supplier: "suppliers",
  agent: "independent MDRs",
  other: "Other Users",
  network: "networks",
};

/** Every User that some option of an answer tells of, in the order of the first that does. */
export const usersTold = ({ options }: Answer): string[] => [
  ...new Set(options.flatMap(({ users }) => users.map(({ user }) => user))),
];

const viewOf = ({ users }: OptionAnswer, name: string): UserView | undefined => users.find(({ user }) => user === name);

export const NEEDS_HEADS = ["process", "needs", "dark", "in target", "p50", "p95", "p99"] as const;

/** What became of a User's needs of a process, under these heads. */
export const needsCells = ({ title, sent, darkShare, inTargetShare, wantedClock }: UserProcess): string[] => {
  const { p50Ms, p95Ms, p99Ms, maxMs } = wantedClock;
  return [
    title,
    million(sent),
    percent(darkShare),
    percent(inTargetShare),
    ...[p50Ms, p95Ms, p99Ms].map((ms) => percentile(ms, maxMs)),
  ];
};

/** What happens to one User, for a terminal of 100 columns. */
export const userText = ({ options }: Answer, name: string): string => {
  const views = options.flatMap((option) => {
    const view = viewOf(option, name);
    return view === undefined ? [] : [{ option: option.option, view }];
  });
  const [first] = views;
  if (first === undefined) throw new RangeError(`no User ${name} in this answer`);
  const rows = views.map(({ option, view: { peakShare, peakAtMinute, perDay, rank, ofRole } }) => [
    option,
    share(peakShare),
    clock(peakAtMinute % MINUTES_A_DAY),
    Number.isNaN(perDay) ? "–" : million(perDay),
    `${rank} of ${ofRole}`,
  ]);
  const needs = views.flatMap(({ option, view }) =>
    view.processes.map((process, i) => [i === 0 ? option : "", ...needsCells(process)]),
  );
  return [
    `\nWHAT HAPPENS TO ${name.toUpperCase()}\n`,
    textTable(["receiving endpoint", "busiest minute ÷ rate", "at, UTC", "arrive a day", "rank"], rows),
    "",
    wrap(
      `Responses and alerts as they arrive at its endpoint. Rank 1 is the fullest endpoint of ` +
        `${ROLE_TITLES[first.view.role]}.`,
      WIDTH,
    ),
    "",
    ...(needs.length === 0
      ? []
      : [
          textTable(["what it sent", ...NEEDS_HEADS], needs, 2),
          "",
          wrap(
            "Needs of the measured days; percentiles since the data existed, over needs whose meter could be " +
              "reached, known to 6 %; in target of those answered, on the official clock.",
            WIDTH,
          ),
          "",
        ]),
    "",
  ].join("\n");
};
