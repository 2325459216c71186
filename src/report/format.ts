import { EVENING_MINUTE } from "../domain/night.ts";

/** 30,000,000 of a whole number. */
export const count = (n: number): string => Math.round(n).toLocaleString("en-GB");

/** 353 m, 5.4 m, 12,000: a number that may be of any size, in as few characters as a table has room for. */
export const million = (n: number): string => {
  if (n <= -0.5) return `-${million(-n)}`;
  return n < 1e5 ? count(Math.abs(n)) : `${n < 9.95e6 ? (n / 1e6).toFixed(1) : count(n / 1e6)} m`;
};

/** 0.4s, 16s, 7m34s, 2h31m: a time in as few characters as a table has room for. */
export const duration = (ms: number): string => {
  if (Number.isNaN(ms)) return "–";
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m${String(seconds % 60).padStart(2, "0")}s`;
  const whole = Math.round(seconds / 60);
  return `${Math.floor(whole / 60)}h${String(whole % 60).padStart(2, "0")}m`;
};

/** A percentile; one that falls among needs never answered is only known to be longer than the longest answer. */
export const percentile = (ms: number, longestMs: number): string =>
  ms === Number.POSITIVE_INFINITY ? `>${duration(longestMs)}` : duration(ms);

/** 09:31 of a minute of the day; "none" when nothing waited. */
export const clock = (minute: number | undefined): string =>
  minute === undefined
    ? "none"
    : `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(Math.floor(minute % 60)).padStart(2, "0")}`;

/** Until when the night's reads wait: the queue of the evening is the next night's, so none is looked for in it. */
export const waitsUntil = (minute: number | undefined): string =>
  minute !== undefined && minute >= EVENING_MINUTE ? `>${clock(EVENING_MINUTE)}` : clock(minute);

export { percent } from "../experiment/share-text.ts";

/** Times something: 2.37. */
export const share = (value: number): string => value.toFixed(2);

/** Breaks a text at spaces, but not before "%", so that no line is longer than `width`; later lines are indented. */
export const wrap = (text: string, width: number, indent = ""): string => {
  const lines: string[] = [];
  const [first, ...words] = text.split(/ (?!%)/);
  let line = first!;
  for (const word of words) {
    if (line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = `${line} ${word}`;
  }
  return [...lines, line].join("\n");
};
