import { arch, cpus, platform, totalmem } from "node:os";

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
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: {
    readonly node: string;
    readonly platform: string;
    readonly processor: string;
    readonly cores: number;
    readonly memoryGiB: number;
  };
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

/** The machine, in words that identify nobody. */
export const thisMachine = (): Manifest["machine"] => ({
  node: process.version,
  platform: `${platform()} ${arch()}`,
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
});

/** As people and programs read it. What has no finite value (never answered, nothing to measure) is null. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
