import { draw, openStream, type Stream } from "../kernel/keyed-draws.ts";
import { type DemandRules, PROFILE } from "./demand-rules.ts";
import { cumulative, pick, supplierOf } from "./meter-word.ts";

/** The draw of a meter's class of use in the stream of its demand. */
export const CLASS_DRAW = 0;

export const openDemandStream = (keys: { readonly seed: string; readonly replication: number }): Stream =>
  openStream(keys.seed, keys.replication, "demand");

/** Share of meters of each import profile, in the order of `PROFILES`. */
export const classShares = ({
  nonDomesticShare,
  economy7Share,
  electricVehicleShare,
}: Pick<DemandRules, "nonDomesticShare" | "economy7Share" | "electricVehicleShare">): readonly number[] => {
  const homes = 1 - nonDomesticShare;
  const shares: number[] = [];
  shares[PROFILE.domestic] = homes * (1 - economy7Share - electricVehicleShare);
  shares[PROFILE.economy7] = homes * economy7Share;
  shares[PROFILE.electricVehicle] = homes * electricVehicleShare;
  shares[PROFILE.nonDomestic] = nonDomesticShare;
  return shares;
};

/**
 * Which class of use a meter is of: one draw of its own, against its supplier's mix where suppliers' customers differ.
 * A customer keeps its class when it changes supplier, so that the mix is of the supplier that it begins with.
 */
export class UseClasses {
  private readonly bounds: Float64Array;
  private readonly ofSuppliers: readonly Float64Array[] | undefined;
  /** Supplier of each meter as the run begins; words change. */
  private readonly suppliers: Uint8Array;

  constructor(rules: DemandRules, words: Uint32Array) {
    this.bounds = cumulative(classShares(rules));
    this.ofSuppliers = rules.bySupplier?.map((shares) => cumulative(shares));
    this.suppliers = this.ofSuppliers === undefined ? new Uint8Array(0) : Uint8Array.from(words, supplierOf);
  }

  /** By number in `PROFILES`; `bits` is the meter's `CLASS_DRAW`. */
  of(meter: number, bits: number): number {
    const { ofSuppliers } = this;
    return pick(ofSuppliers === undefined ? this.bounds : ofSuppliers[this.suppliers[meter]!]!, bits);
  }
}

/** True for the meters of homes with an electric vehicle. */
export const openVehicleHomes = (
  rules: DemandRules,
  keys: { readonly seed: string; readonly replication: number },
  words: Uint32Array,
): ((meter: number) => boolean) => {
  const stream = openDemandStream(keys);
  const classes = new UseClasses(rules, words);
  return (meter) => classes.of(meter, draw(stream, meter, CLASS_DRAW)) === PROFILE.electricVehicle;
};
