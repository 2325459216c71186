import { type MeterPick, PICKS } from "../domain/meter-picks.ts";
import { number, shareOfMeters, text } from "./argument-values.ts";
import { SET_OPTION } from "./repeated-options.ts";

/** What `mhhs trace` can be asked. */
export const TRACE_OPTIONS = {
  mpan: {
    type: "string",
    requiresArg: true,
    describe: "synthetic MPAN of the meter",
    coerce: text("mpan", "the 13 digits of an MPAN"),
  },
  meter: {
    requiresArg: true,
    describe: "its number in the run, from 0",
    coerce: number("meter", "a whole number from 0", (n) => Number.isInteger(n) && n >= 0),
  },
  pick: {
    choices: PICKS,
    requiresArg: true,
    describe: "pick one by what became of its profile read; typical, where none is named",
    coerce: text("pick", `one of ${PICKS.join(", ")}`) as (given: unknown) => MeterPick | undefined,
  },
  day: {
    type: "string",
    requiresArg: true,
    describe: "measured UTC day, as 2028-01-17; the first by default",
    coerce: text("day", "a date such as 2028-01-17"),
  },
  option: {
    type: "string",
    requiresArg: true,
    describe: "option of the scenario; its first by default",
    coerce: text("option", "the name of an option"),
  },
  ...SET_OPTION,
  scale: {
    type: "string",
    default: "0.01",
    requiresArg: true,
    describe: "share of the meters to simulate, as 0.01 or 1 %; the meter is among the first",
    coerce: shareOfMeters,
  },
  seed: {
    type: "string",
    requiresArg: true,
    describe: "seed of every draw; the scenario's own by default",
    coerce: text("seed", "any text, such as mhhs-2028"),
  },
  page: {
    type: "string",
    requiresArg: true,
    describe: "HTML file to write as well: a swim-lane of every request",
    coerce: text("page", "a file such as meter.html"),
  },
  json: { type: "boolean", default: false, describe: "print JSON" },
} as const;
