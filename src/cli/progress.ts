import { MultiBar, Presets, type SingleBar } from "cli-progress";
import type { RunProgress } from "../engine/local.ts";
import { duration } from "../report/format.ts";

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

/** Shows how far each run has come, on stderr: redrawn in place on a terminal, a line every 30 s elsewhere. Returns how to end it. */
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
    const hours = reachedMs / HOUR_MS;
    const ofDay = ((hours % 24) + 24) % 24;
    const day = `day ${Math.floor(hours / 24) + 1} ${String(Math.floor(ofDay)).padStart(2, "0")}:${String(Math.floor((ofDay % 1) * 60)).padStart(2, "0")}`;
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
          process.stderr.write(
            `${shown.option} ${(100 * shown.share).toFixed(0).padStart(3)} %  ${shown.day}  ${shown.rate}  ${shown.left}\n`,
          );
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
