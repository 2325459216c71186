import { MultiBar, Presets, type SingleBar } from "cli-progress";
import type { RunProgress } from "../engine/local.ts";
import { clock, duration } from "../report/format.ts";

const done = (share: number): string => `${(100 * share).toFixed(0).padStart(3)} %`;

const TERMINAL_MS = 250;
const LINES_MS = 30_000;
const HOUR_MS = 3_600_000;

export interface RunUnderWay {
  readonly option: string;
  readonly startMs: number;
  readonly simulatedHours: number;
}

interface Shown {
  readonly option: string;
  readonly share: number;
  readonly day: string;
  readonly rate: string;
  readonly left: string;
}

/** Shows how far runs have come, on stderr: redrawn on a terminal, else a line every 30 s. Returns how to end it. */
export const showProgress = (runs: readonly RunUnderWay[], progress: () => readonly RunProgress[]): (() => void) => {
  const terminal = process.stderr.isTTY === true;
  const began: (number | undefined)[] = runs.map(() => undefined);
  const bars: (SingleBar | undefined)[] = runs.map(() => undefined);
  const width = Math.max(...runs.map(({ option }) => option.length));
  const many = terminal
    ? new MultiBar(
        { format: `{option} {bar} {day} · {rate} · {left}`, barsize: 24, hideCursor: true, stream: process.stderr },
        Presets.shades_classic,
      )
    : undefined;

  const shownOf = (i: number, { events, reachedMs }: RunProgress): Shown | undefined => {
    if (Number.isNaN(reachedMs)) return undefined;
    began[i] ??= performance.now();
    const { option, startMs, simulatedHours } = runs[i]!;
    const share = Math.min(1, (reachedMs - startMs) / (simulatedHours * HOUR_MS));
    const seconds = (performance.now() - began[i]) / 1000;
    const minutes = Math.floor(reachedMs / 60_000);
    const day = `day ${Math.floor(minutes / 1440) + 1} ${clock(((minutes % 1440) + 1440) % 1440)}`;
    const rate = `${(events / Math.max(seconds, 0.001) / 1e6).toFixed(1)} m events/s`;
    const left = share > 0.02 ? `${duration((seconds * 1000 * (1 - share)) / share)} left` : "";
    return { option: option.padEnd(width), share, day, rate, left };
  };

  const draw = (): void => {
    progress().forEach((run, i) => {
      const shown = shownOf(i, run);
      if (shown === undefined) return;
      if (many === undefined) {
        if (shown.share < 1)
          process.stderr.write(`${shown.option} ${done(shown.share)}  ${shown.day}  ${shown.rate}  ${shown.left}\n`);
      } else {
        bars[i] ??= many.create(1000, 0, { ...shown });
        bars[i].update(Math.round(1000 * shown.share), { ...shown });
      }
    });
  };
  const timer = setInterval(draw, terminal ? TERMINAL_MS : LINES_MS);
  return () => {
    clearInterval(timer);
    if (terminal) draw();
    many?.stop();
  };
};
