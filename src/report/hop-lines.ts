import { dateText } from "../domain/civil-time.ts";
import { type Hop, instants } from "../experiment/hop.ts";
import type { MeterTrace } from "../experiment/meter-trace.ts";
import { duration, wrap } from "./format.ts";
import { placeTitle } from "./hop-words.ts";

/** Columns of a terminal that a trace has room in. */
export const WIDTH = 100;
const PLACE_WIDTH_MIN = 18;

/** 02:10:31.532, and the date where it is another. */
export const timeOf = ({ startDay, day }: MeterTrace, ms: number): { readonly utc: string; readonly local: string } => {
  const { utc, local } = instants(startDay, ms);
  const short = (text: string, to: number): string => {
    const later = text.slice(0, 10) === dateText(day) ? "" : ` ${text.slice(5, 10)}`;
    return `${text.slice(11, to)}${later}`;
  };
  return { utc: short(utc, 23), local: short(local, 19) };
};

/** Text after a start of a known width; what doesn't fit goes on below itself. */
export const wrapAt = (start: string, text: string, width: number): string =>
  start + wrap(text, WIDTH - width).replaceAll("\n", `\n${" ".repeat(width)}`);

/** A table of hops: when each was left, how long it took, and why. */
export const hopLines = (trace: MeterTrace, hops: readonly { readonly hop: Hop; readonly why: string }[]): string => {
  const times = hops.map(({ hop }) => timeOf(trace, hop.toMs));
  const wide = Math.max("UTC".length, ...times.map(({ utc }) => utc.length));
  const wideLocal = Math.max("local".length, ...times.map(({ local }) => local.length));
  const widePlace = Math.max(PLACE_WIDTH_MIN, ...hops.map(({ hop }) => placeTitle(hop.place).length));
  const before = 2 + wide + 2 + wideLocal + 2 + 6 + 2 + widePlace + 2;
  const line = (utc: string, local: string, took: string, place: string, why: string): string => {
    const cells = [utc.padEnd(wide), local.padEnd(wideLocal), took.padStart(6), place.padEnd(widePlace), ""];
    return wrapAt(`  ${cells.join("  ")}`, why, before).trimEnd();
  };
  return [
    line("UTC", "local", "took", "leaves", "why"),
    ...hops.map(({ hop, why }, i) => {
      const { utc, local } = times[i]!;
      return line(utc, local, duration(hop.toMs - hop.fromMs), placeTitle(hop.place), why);
    }),
  ].join("\n");
};
