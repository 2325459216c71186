import { PROFILE } from "../domain/demand-rules.ts";
import { classShares } from "../domain/use-class.ts";
import type { Put } from "./checks.ts";
import { supplierNames, supplierSharesOf } from "./collection.ts";
import type { DemandValues } from "./demand-schema.ts";
import type { Resolved } from "./schema.ts";

type Classes = DemandValues["classes"];
type Named = DemandValues["customers"];

/** What is told of a supplier's customers; of what isn't, they are as all are. */
const classesOf = (classes: Classes, told: Named[string]) => {
  const { nonDomestic, economy7, electricVehicle } = { ...classes, ...told };
  return { nonDomesticShare: nonDomestic, economy7Share: economy7, electricVehicleShare: electricVehicle };
};

/** Below this a share is nothing, and two shares are the same: what is left of sums of fractions. */
export const ROUNDING = 1e-9;

/** Shares of all meters, of each profile: of suppliers that are told of, and of what is left to the others. */
const leftOver = (classes: Classes, customers: Named, estate: Resolved["estate"]) => {
  const all = classShares(classesOf(classes, {}));
  const weights = supplierSharesOf(estate);
  const left = [...all];
  let weight = weights.reduce((sum, one) => sum + one, 0);
  supplierNames(estate).forEach((name, supplier) => {
    const told = customers[name];
    if (told === undefined) return;
    weight -= weights[supplier]!;
    classShares(classesOf(classes, told)).forEach((share, profile) => {
      left[profile]! -= weights[supplier]! * share;
    });
  });
  return { left, weight };
};

/**
 * [supplier] → share of its meters of each import profile. Over all suppliers they are the classes' own: suppliers that
 * nothing is told of share what the others leave, all alike. Undefined where nothing is told of any.
 */
export const mixesOf = (
  { classes, customers }: Pick<DemandValues, "classes" | "customers">,
  estate: Resolved["estate"],
): readonly (readonly number[])[] | undefined => {
  if (Object.keys(customers).length === 0) return undefined;
  const { left, weight } = leftOver(classes, customers, estate);
  const others = left.map((share) => Math.max(0, share / weight));
  return supplierNames(estate).map((name) => {
    const told = customers[name];
    return told === undefined ? others : classShares(classesOf(classes, told));
  });
};

const AT = ["settlement", "demand", "customers"];
const TITLES: Readonly<Record<number, string>> = {
  [PROFILE.domestic]: "homes of one rate",
  [PROFILE.economy7]: "homes on Economy 7",
  [PROFILE.electricVehicle]: "homes with an electric vehicle",
  [PROFILE.nonDomestic]: "customers that aren't domestic",
};

/** Suppliers that aren't there, and customers that aren't. */
export const customersProblems = (
  { classes, customers }: Pick<DemandValues, "classes" | "customers">,
  estate: Resolved["estate"] | undefined,
  put: Put,
): void => {
  if (estate === undefined || Object.keys(customers).length === 0) return;
  const names = supplierNames(estate);
  for (const [name, told] of Object.entries(customers)) {
    if (!names.includes(name)) {
      put(
        [...AT, name],
        `no supplier "${name}" among the ${names.length} of estate.suppliers, Supplier 1 to Supplier ` +
          `${names.length}; expected one of these names`,
      );
      return;
    }
    const { economy7Share, electricVehicleShare } = classesOf(classes, told);
    if (economy7Share + electricVehicleShare > 1) {
      put([...AT, name], "Economy 7 and electric vehicles are more than all of its homes; expected at most 1");
      return;
    }
  }
  const { left, weight } = leftOver(classes, customers, estate);
  const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
  left.forEach((share, profile) => {
    if (share < -ROUNDING)
      put(
        AT,
        `these suppliers have more ${TITLES[profile]} than there are, by ${percent(-share)} of all meters; expected ` +
          "less of them, or more in settlement.demand.classes",
      );
    else if (weight < ROUNDING && share > ROUNDING)
      put(
        AT,
        `every supplier is told of, and ${percent(share)} of all meters, ${TITLES[profile]}, are with none; expected ` +
          "settlement.demand.classes in all, or a supplier less",
      );
  });
};
