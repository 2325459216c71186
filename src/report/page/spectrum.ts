import type { LatencyHistogram } from "../../metrics/latency-histogram.ts";

const PER_DECADE = 10;
const DECADES = 7;
/** Read by name in tables. */
const NAMED = [0.5, 0.9, 0.95, 0.99, 0.999];

/**
 * Shares at which a latency spectrum is told: evenly spaced by 1/(1 − p), as HdrHistogram has it, out to one in ten
 * million, with the percentiles that people name among them.
 */
export const SPECTRUM_SHARES: readonly number[] = [
  ...new Set([
    ...Array.from({ length: PER_DECADE * DECADES + 1 }, (_, k) =>
      k % PER_DECADE === 0 ? Number(`0.${"9".repeat(k / PER_DECADE)}`) : 1 - 10 ** (-k / PER_DECADE),
    ),
    ...NAMED,
  ]),
].sort((a, b) => a - b);

/** Stands for a share that falls among needs never answered: no latency in ms is as long. */
export const NEVER = 2 ** 32 - 1;

/** The latencies in whole ms at each of the shares. */
export const spectrumOf = (times: LatencyHistogram, unanswered: number): Uint32Array =>
  Uint32Array.from(times.quantilesMs(SPECTRUM_SHARES, unanswered), (ms) =>
    Number.isFinite(ms) ? Math.round(ms) : NEVER,
  );
