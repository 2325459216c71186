import {
  type ClockName,
  cellsOf,
  processGroups,
  timesOf,
  totalOf,
  unansweredOf,
} from "../experiment/process-groups.ts";
import type { ExperimentRecord, RunRecord } from "../experiment/record.ts";
import type { LatencyHistogram } from "../metrics/latency-histogram.ts";

/** Lines for each halving of the distance to 100 %, as HdrHistogram's own tools print. */
const TICKS = 5;

/** Shares of all needs at which the spectrum is read: denser the nearer they come to one. */
function* ticks(count: number): Generator<number> {
  // Beyond a tenth of one need nothing changes any more.
  for (let distance = 1; distance * count > 0.1; distance /= 2)
    for (let tick = 0; tick < TICKS; tick++) yield 1 - distance * (1 - tick / (2 * TICKS));
}

const right = (text: string, width: number): string => text.padStart(width);

/**
 * A percentile spectrum in the text format of HdrHistogram, in ms, that its plotter reads. Needs never answered count
 * as longer than any, so the spectrum of an option that leaves some unanswered ends before 100 %.
 */
export const percentileSpectrum = (times: LatencyHistogram, unanswered: number): string => {
  const all = times.count + unanswered;
  const lines: string[] = [];
  const line = (ms: number, share: number, within: number): void => {
    const inverse = share === 1 ? "" : right((1 / (1 - share)).toFixed(2), 15);
    lines.push(`${right(ms.toFixed(3), 12)} ${share.toFixed(12)} ${right(String(within), 10)}${inverse}`);
  };
  for (const share of ticks(all)) {
    const ms = times.quantileMs(share, unanswered);
    if (!Number.isFinite(ms)) break;
    line(ms, share, Math.max(times.countWithin(ms), Math.ceil(share * all), 1));
  }
  if (unanswered === 0 && all > 0) line(times.maxMs, 1, all);
  const mean = times.count === 0 ? "0.000" : times.meanMs.toFixed(3);
  return [
    `${right("Value", 12)} ${right("Percentile", 14)} ${right("TotalCount", 10)} ${right("1/(1-Percentile)", 14)}`,
    "",
    ...lines,
    `#[Mean    = ${right(mean, 12)}, Unanswered     = ${right(String(unanswered), 12)}]`,
    `#[Max     = ${right(times.maxMs.toFixed(3), 12)}, Total count    = ${right(String(all), 12)}]`,
    "",
  ].join("\n");
};

/** Reads are asked for from when their data exists; requests of a business event from when the DCC has them. */
const clockOf = (isDaily: boolean): { readonly clock: ClockName; readonly name: string } =>
  isDaily ? { clock: "wantedMs", name: "wanted" } : { clock: "officialMs", name: "official" };

const spectraOf = ({ plan, result: { ledger } }: RunRecord): [string, string][] =>
  processGroups(plan).flatMap((group): [string, string][] => {
    const cells = cellsOf(ledger, group);
    if (totalOf(ledger.wanted, cells) === 0) return [];
    const { clock, name } = clockOf(group.isDaily);
    const spectrum = percentileSpectrum(timesOf(ledger[clock], cells), unansweredOf(ledger, cells));
    return [[`latency/${plan.option}.${group.process}.${name}.hgrm`, spectrum]];
  });

/** The latencies of every option and process, one file each: file name → content. */
export const latencySpectra = ({ runs }: ExperimentRecord): ReadonlyMap<string, string> =>
  new Map(runs.flatMap(spectraOf));
