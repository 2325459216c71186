import { MultiBar, Presets, type SingleBar } from "cli-progress";
import type { RunProgress } from "../engine/local.ts";
import { MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { clock, duration } from "../report/format.ts";

const done = (share: number): string => `${(100 * share).toFixed(0).padStart(3)} %`;

const LOOK_MS = 250;
const LINES_MS = 30_000;

export interface RunUnderWay {
  readonly option: string;
  /** Events that it is expected to have. */
  readonly events: number;
}

interface Shown {
  readonly option: string;
  readonly share: number;
  readonly day: string;
  readonly rate: string;
  readonly left: string;
}

/** Shows how far runs have come, on stderr: redrawn on a terminal, else a line every 30 s. */
export const showProgress = (
  runs: readonly RunUnderWay[],
  progress: () => readonly RunProgress[],
): { readonly say: (line: string) => void; readonly end: () => void } => {
  const began: ({ readonly ms: number; readonly events: number } | undefined)[] = runs.map(() => undefined);
  const bars: (SingleBar | undefined)[] = runs.map(() => undefined);
  const width = Math.max(...runs.map(({ option }) => option.length));
  const many =
    process.stderr.isTTY === true
      ? new MultiBar(
          { format: `{option} {bar} {day} · {rate} · {left}`, barsize: 24, hideCursor: true, stream: process.stderr },
          Presets.shades_classic,
        )
      : undefined;

  const shownOf = (i: number, { events, reachedMs, settledShare }: RunProgress): Shown | undefined => {
    if (Number.isNaN(reachedMs)) return undefined;
    // A run that is taken up has events of an earlier session.
    began[i] ??= { ms: performance.now(), events };
    const name = runs[i]!.option.padEnd(width);
    if (reachedMs === Number.POSITIVE_INFINITY) return { option: name, share: 1, day: "done", rate: "", left: "" };
    const share = Math.min(0.99, events / runs[i]!.events);
    // All is simulated: what is left is to settle its days, minutes of a run of many.
    if (!Number.isNaN(settledShare))
      return { option: name, share, day: `settling,${done(settledShare)} of its days`, rate: "", left: "" };
    const seconds = (performance.now() - began[i].ms) / 1000;
    const since = events - began[i].events;
    const minutes = Math.floor(reachedMs / MINUTE_MS);
    const ofDay = ((minutes % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY;
    const day = `day ${Math.floor(minutes / MINUTES_A_DAY) + 1} ${clock(ofDay)}`;
    if (seconds < 1) return { option: name, share, day, rate: "", left: "" };
    const rate = `${(since / seconds / 1e6).toFixed(1)} m events/s`;
    const sinceShare = since / runs[i]!.events;
    const left = sinceShare > 0.02 ? `${duration((seconds * 1000 * (1 - share)) / sinceShare)} left` : "";
    return { option: name, share, day, rate, left };
  };

  let lastLineMs = performance.now();
  const draw = (): void => {
    // Looked at four times a second even where a line is due every 30 s, so that it is known when each run began.
    const isDue = performance.now() - lastLineMs >= LINES_MS;
    if (isDue) lastLineMs = performance.now();
    progress().forEach((run, i) => {
      const shown = shownOf(i, run);
      if (shown === undefined) return;
      if (many !== undefined) {
        bars[i] ??= many.create(1000, 0, { ...shown });
        bars[i].update(Math.round(1000 * shown.share), { ...shown });
      } else if (isDue && shown.share < 1)
        process.stderr.write(`${shown.option} ${done(shown.share)}  ${shown.day}  ${shown.rate}  ${shown.left}\n`);
    });
  };
  const timer = setInterval(draw, LOOK_MS);
  return {
    /** Above what is redrawn. */
    say: (line) => void (many === undefined ? process.stderr.write(line) : many.log(line)),
    end: () => {
      clearInterval(timer);
      if (many !== undefined) draw();
      many?.stop();
    },
  };
};
