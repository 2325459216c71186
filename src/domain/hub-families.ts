import type { Stream } from "../kernel/keyed-draws.ts";
import { draw, openStream, threshold } from "../kernel/keyed-draws.ts";
import type { Fault, HubFamily, OutOfReach } from "./faults.ts";
import { accessOf } from "./meter-word.ts";
import type { Failures } from "./plan.ts";
import { Reachability } from "./reachability.ts";

/** True for the meters whose hub is of a family: drawn by its name, so the same under every option and fault. */
export const openFamily = (
  { name, access, share }: HubFamily,
  { seed, replication }: { readonly seed: string; readonly replication: number },
): ((meter: number, word: number) => boolean) => {
  const stream = openStream(seed, replication, `hub family/${name}`);
  const below = threshold(share);
  return (meter, word) => accessOf(word) === access && draw(stream, meter, 0) < below;
};

/** Reachability with families that are off the network for a time, on top of what the world has in the dark. */
export class ReachabilityWithFaults extends Reachability {
  private readonly world: Reachability;
  private readonly words: Uint32Array;
  private readonly faults: readonly (OutOfReach & { readonly holds: (meter: number, word: number) => boolean })[];

  constructor(
    failures: Failures,
    stream: Stream,
    world: Reachability,
    faults: readonly OutOfReach[],
    words: Uint32Array,
    draws: { readonly seed: string; readonly replication: number },
    runEndsMs: number,
  ) {
    super(failures, stream, runEndsMs);
    this.world = world;
    this.words = words;
    this.faults = faults.map((fault) => ({ ...fault, holds: openFamily(fault.family, draws) }));
  }

  /** A meter that would stay in reach may be of a family that doesn't: nobody is let off the question. */
  override markWords(): void {}

  private isOff(meter: number, timeMs: number): boolean {
    for (const { fromMs, toMs, holds } of this.faults)
      if (timeMs >= fromMs && timeMs < toMs && holds(meter, this.words[meter]!)) return true;
    return false;
  }

  override isDark(meter: number, timeMs: number): boolean {
    return this.isOff(meter, timeMs) || this.world.isDark(meter, timeMs);
  }

  override neverAnswers(meter: number): boolean {
    return this.world.neverAnswers(meter);
  }

  override wasDark(meter: number, timeMs: number): boolean {
    return this.isOff(meter, timeMs) || this.world.wasDark(meter, timeMs);
  }
}

export const isOutOfReach = (fault: Fault): fault is OutOfReach => fault.kind === "out-of-reach";
