import { ACCESS, type AccessName, COMPONENTS, type ComponentName, FIRST_S1SP } from "../domain/components.ts";
import { CHANGING_ROLES, IMBALANCE_RUN, type Price, type PricedItem } from "../domain/prices.ts";
import type { Resolved } from "./schema.ts";

type Prices = Resolved["prices"];
type ByAccess = NonNullable<Prices["contract"]>;

const ofAccess = ({ csp = {}, s1sp = {} }: ByAccess, name: AccessName): number | undefined => {
  const [kind, key] = name.split(".") as ["csp", keyof typeof csp] | ["s1sp", keyof typeof s1sp];
  return kind === "csp" ? csp[key] : s1sp[key];
};

/** Prices of an option's needs, in the order of reports; empty when nothing is priced. */
export const pricesOf = ({ prices }: Pick<Resolved, "prices">, option: string): readonly Price[] => {
  const { capacity = {}, contract = {}, sms, imbalance, changes = {} } = prices;
  const list = <Place extends string>(
    item: PricedItem,
    places: readonly Place[],
    of: (place: Place) => number | undefined,
  ): Price[] =>
    places.flatMap((place) => {
      const pounds = of(place);
      return pounds === undefined ? [] : [{ item, place, pounds }];
    });
  return [
    ...list("capacity", COMPONENTS, (name: ComponentName) =>
      name === "dsp" ? capacity.dsp : ofAccess(capacity, name),
    ),
    ...list("contract", ACCESS, (name) => ofAccess(contract, name)),
    ...list("sms", ACCESS.slice(FIRST_S1SP), () => sms),
    ...list("imbalance", [IMBALANCE_RUN], () => imbalance),
    ...list("change", CHANGING_ROLES, (role) => changes[option]?.[role]),
  ];
};
