import type { Stream } from "../kernel/keyed-draws.ts";
import { ACCESS, isSmets1 } from "./components.ts";
import { accessOf } from "./meter-word.ts";
import type { Estate, Failures } from "./plan.ts";
import { accessShares } from "./population.ts";
import { Reachability } from "./reachability.ts";

/** How much likelier some meters are to be out of reach than others. */
export interface OutageOdds {
  readonly smets1: number;
  readonly north: number;
  readonly electricVehicle: number;
}

/** The same by access component, against the mean meter: over all meters it is one. */
export interface OutageLean {
  /** In the order of `ACCESS`: of meters without, and with, an electric vehicle behind them. */
  readonly others: readonly number[];
  readonly electricVehicles: readonly number[];
  /** Of both together. */
  readonly all: readonly number[];
}

const NORTH = ACCESS.indexOf("csp.north");

export const outageLeanOf = (odds: OutageOdds, estate: Estate, electricVehicleShare: number): OutageLean => {
  const byAccess = ACCESS.map((_, access) => (isSmets1(access) ? odds.smets1 : access === NORTH ? odds.north : 1));
  const byVehicle = 1 + electricVehicleShare * (odds.electricVehicle - 1);
  const mean = accessShares(estate).reduce((sum, share, access) => sum + share * byAccess[access]!, 0) * byVehicle;
  return {
    others: byAccess.map((one) => one / mean),
    electricVehicles: byAccess.map((one) => (one * odds.electricVehicle) / mean),
    all: byAccess.map((one) => (one * byVehicle) / mean),
  };
};

const leaned = (failures: Failures, factor: number): Failures => ({
  ...failures,
  longTermDark: failures.longTermDark * factor,
  spellDark: failures.spellDark * factor,
});

/** Failures of the meters behind one access component. */
export const failuresAt = (failures: Failures, access: number): Failures =>
  failures.lean === undefined ? failures : leaned(failures, failures.lean.all[access]!);

/**
 * Reachability that leans on some meters: each meets the draws that it would meet anyway, and they fall among those out
 * of reach so much more often.
 */
export class LeaningReachability extends Reachability {
  private readonly others: readonly Reachability[];
  private readonly electricVehicles: readonly Reachability[];
  private readonly words: Uint32Array;
  private readonly hasVehicle: (meter: number) => boolean;

  constructor(
    failures: Failures,
    lean: OutageLean,
    stream: Stream,
    words: Uint32Array,
    hasVehicle: (meter: number) => boolean,
    runEndsMs = 0,
  ) {
    super(failures, stream, runEndsMs);
    const each = (factors: readonly number[]): readonly Reachability[] =>
      factors.map((factor) => new Reachability(leaned(failures, factor), stream, runEndsMs));
    this.others = each(lean.others);
    this.electricVehicles = each(lean.electricVehicles);
    this.words = words;
    this.hasVehicle = hasVehicle;
  }

  private of(meter: number): Reachability {
    return (this.hasVehicle(meter) ? this.electricVehicles : this.others)[accessOf(this.words[meter]!)]!;
  }

  override staysInReach(meter: number): boolean {
    return this.of(meter).staysInReach(meter);
  }

  override isDark(meter: number, timeMs: number): boolean {
    return this.of(meter).isDark(meter, timeMs);
  }

  override neverAnswers(meter: number): boolean {
    return this.of(meter).neverAnswers(meter);
  }

  override wasDark(meter: number, timeMs: number): boolean {
    return this.of(meter).wasDark(meter, timeMs);
  }
}
