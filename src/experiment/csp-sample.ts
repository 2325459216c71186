import { type ComponentName, CSPS } from "../domain/components.ts";
import type { CspHalfHours, RunResult } from "../run/run-result.ts";
import type { RecordedPlan } from "./record.ts";

/** The round trips of a CSP on demand: every answer, and what the DCC's own sample of test commands shows of them. */
export interface CspSample {
  readonly component: ComponentName;
  /** Answers on demand, at full scale. */
  readonly received: number;
  readonly censusShare: number;
  /** Test commands, at full scale; NaN where they are private. */
  readonly commands: number;
  readonly sampleShare: number;
  /** In between lies what a sample of this size shows, 19 times of 20. */
  readonly sampleLowShare: number;
  readonly sampleHighShare: number;
}

/** The 97.5 % point of the normal distribution. */
const Z = 1.959964;

/** Wilson's interval of a share that is seen in a sample of n, 95 % wide. */
export const wilson = (share: number, n: number): { readonly low: number; readonly high: number } => {
  const centre = share + (Z * Z) / (2 * n);
  const width = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  const all = 1 + (Z * Z) / n;
  return { low: Math.max(0, (centre - width) / all), high: Math.min(1, (centre + width) / all) };
};

const sum = (counts: Uint32Array): number => counts.reduce((all, one) => all + one, 0);

/** Test commands are spread evenly: each half hour counts alike, however much is asked in it. */
const evenShare = ({ answered, inTime }: CspHalfHours): number => {
  let shares = 0;
  let halfHours = 0;
  answered.forEach((count, half) => {
    if (count === 0) return;
    shares += inTime[half]! / count;
    halfHours++;
  });
  return halfHours === 0 ? Number.NaN : shares / halfHours;
};

export const cspSamples = ({ cspTest }: RecordedPlan, { cspResponses, scale }: RunResult): CspSample[] =>
  CSPS.map((component, csp) => {
    const halfHours = cspResponses[csp]!;
    const received = sum(halfHours.answered);
    const commands = cspTest.commands[csp]!;
    const sampleShare = evenShare(halfHours);
    const { low, high } = commands === 0 ? { low: Number.NaN, high: Number.NaN } : wilson(sampleShare, commands);
    return {
      component,
      received: received / scale,
      censusShare: received === 0 ? Number.NaN : sum(halfHours.inTime) / received,
      commands,
      sampleShare,
      sampleLowShare: low,
      sampleHighShare: high,
    };
  });
