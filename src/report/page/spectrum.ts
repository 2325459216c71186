import type { LatencyHistogram } from "../../metrics/latency-histogram.ts";

// 10^(−k ÷ 10), written out: engines differ in the last bit of a power, and the page is the same to the byte.
const TENTHS = [
  ...[1, 0.7943282347242815, 0.6309573444801932, 0.5011872336272722, 0.3981071705534972],
  ...[0.31622776601683794, 0.251188643150958, 0.19952623149688797, 0.15848931924611134, 0.12589254117941673],
];
const PER_DECADE = TENTHS.length;
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
      k % PER_DECADE === 0
        ? Number(`0.${"9".repeat(k / PER_DECADE)}`)
        : 1 - TENTHS[k % PER_DECADE]! / Number(`1e${Math.floor(k / PER_DECADE)}`),
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
