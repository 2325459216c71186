import type { Answer, OptionAnswer } from "../experiment/answer.ts";
import { duration, million, percent } from "./format.ts";
import { textTable } from "./text-table.ts";

/** Of each fault, so many processes that paid most. */
const PAYERS = 5;

const waited = (rows: number | undefined): string => (rows === undefined ? "–" : million(rows));
const drained = (ms: number | undefined): string => (ms === undefined ? "not in this run" : duration(ms));

const backlogRows = ({ option, faults }: OptionAnswer): string[][] =>
  faults.flatMap(({ title, backlogs }) =>
    (backlogs.length === 0 ? [undefined] : backlogs).map((backlog, i) => [
      i === 0 ? option : "",
      i === 0 ? title : "",
      backlog?.station ?? "no queue",
      waited(backlog?.atEnd),
      waited(backlog?.most),
      backlog === undefined ? "–" : drained(backlog.drainedAfterMs),
    ]),
  );

/** A process of which more is inside target has not paid. */
const HARMED_BELOW = 0.999;

const payerRows = ({ option, faults }: OptionAnswer): string[][] =>
  faults.flatMap(({ fault, processes }) =>
    processes
      .filter(({ inTargetShare }) => inTargetShare < HARMED_BELOW)
      .slice(0, PAYERS)
      .map(({ title, needs, inTargetShare, lostShare, longestMs }, i) => [
        i === 0 ? `${option} ${fault}` : "",
        title.trim(),
        million(needs),
        percent(inTargetShare),
        percent(lostShare),
        duration(longestMs),
      ]),
  );

/** What went wrong, what waited for it, and who paid; empty where nothing went wrong. */
export const faultTables = ({ options }: Pick<Answer, "options">): string[] => {
  const backlogs = options.flatMap(backlogRows);
  if (backlogs.length === 0) return [];
  const payers = options.flatMap(payerRows);
  return [
    textTable(["option", "fault", "station", "waits at its end", "at most", "worked off after"], backlogs, 3),
    "",
    payers.length === 0
      ? "nobody paid: every process kept its target"
      : textTable(["sent in it, or until worked off", "process", "needs", "in target", "lost", "longest"], payers, 2),
  ];
};
