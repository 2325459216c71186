import { existsSync, readFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import type { ExperimentRecord, Machine } from "../experiment/record.ts";

/** The manifest's file among the outputs. */
export const MANIFEST = "manifest.json";

/** How a result came about: what it takes to make it again, and to believe it. */
export interface Manifest {
  readonly schema: 1;
  readonly program: string;
  readonly scenario: {
    readonly file: string;
    readonly hash: string;
    readonly resolved: Readonly<Record<string, string>>;
  };
  readonly seed: string;
  readonly scale: number;
  readonly set: readonly string[];
  readonly overlays: ExperimentRecord["overlays"];
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: Machine;
  readonly peakMemoryMiB: number;
  readonly workers: number;
  readonly runs: readonly RunManifest[];
  readonly unfinished: readonly string[];
}

export interface RunManifest {
  readonly option: string;
  readonly events: number;
  readonly kernelEvents: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rowsMax: number;
  /** By component, and "all". */
  readonly pathFingerprint: Readonly<Record<string, string>>;
  readonly resultFingerprint: string;
}

export const manifestOf = (record: ExperimentRecord): Manifest => ({
  schema: 1,
  program: record.program,
  scenario: {
    file: record.scenario.file,
    hash: record.scenario.hash,
    resolved: Object.fromEntries(record.runs.map(({ plan, resolved }) => [plan.option, resolved])),
  },
  seed: record.seed,
  scale: record.scale,
  set: record.set,
  overlays: record.overlays,
  startedAt: record.startedAt,
  seconds: record.seconds,
  machine: record.machine,
  peakMemoryMiB: record.peakMemoryMiB,
  workers: record.workers,
  runs: record.runs.map(({ result, seconds, cpuSeconds }) => ({
    option: result.option,
    events: result.events,
    kernelEvents: result.kernelEvents,
    seconds,
    cpuSeconds,
    rowsMax: result.rowsMax,
    pathFingerprint: result.pathFingerprint,
    resultFingerprint: result.resultFingerprint,
  })),
  unfinished: record.options.filter((option) => record.runs.every(({ plan }) => plan.option !== option)),
});

/** True for a file that is a manifest of ours: other programs call theirs the same. */
export const isManifest = (file: string): boolean => {
  if (!existsSync(file)) return false;
  try {
    const { schema, program } = JSON.parse(readFileSync(file, "utf8")) as Partial<Manifest>;
    return schema === 1 && /^mhhs-sim /.test(program ?? "");
  } catch {
    return false;
  }
};

export const thisMachine = (): Machine => ({
  node: process.version,
  platform: `${platform()} ${arch()}`,
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
});

/** As people and programs read it. What has no finite value (never answered, nothing to measure) is null. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
