import { draw, openStream, type Stream } from "../kernel/keyed-draws.ts";
import { type DemandRules, PROFILE } from "./demand-rules.ts";
import { cumulative, pick } from "./meter-word.ts";

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

/** True for the meters of homes with an electric vehicle. */
export const openVehicleHomes = (
  rules: DemandRules,
  keys: { readonly seed: string; readonly replication: number },
): ((meter: number) => boolean) => {
  const stream = openDemandStream(keys);
  const classes = cumulative(classShares(rules));
  return (meter) => pick(classes, draw(stream, meter, CLASS_DRAW)) === PROFILE.electricVehicle;
};
