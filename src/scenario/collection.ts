import type { Estate, NeedRules } from "../domain/plan.ts";
import type { Put } from "./checks.ts";
import type { Resolved } from "./schema.ts";

type Values = Pick<Resolved, "estate" | "existing" | "collection">;

/** The names of suppliers in results, in order. */
export const supplierNames = ({ suppliers }: Resolved["estate"]): readonly string[] =>
  Array.from({ length: suppliers.large.length + suppliers.small.count }, (_, i) => `Supplier ${i + 1}`);

/** Share of meters by supplier, large ones first. */
export const supplierSharesOf = ({ suppliers: { large, small } }: Resolved["estate"]): readonly number[] => [
  ...large,
  ...Array.from({ length: small.count }, () => small.share / small.count),
];

/** Shares of the independent MDRs, by Zipf's law with exponent 1: the k-th largest is a k-th of the largest. */
export const mdrSharesOf = ({ independentMdrs }: Resolved["estate"]): readonly number[] => {
  const weights = Array.from({ length: independentMdrs }, (_, i) => 1 / (i + 1));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
};

/** What a plan says of collection: nothing by supplier where all suppliers are alike. */
export interface Collected {
  readonly estate: Pick<Estate, "independentShare" | "agentShares" | "customersAgentShare">;
  readonly needs: Pick<NeedRules, "bySupplier" | "countsReaders">;
  /** Share of all meters at which a supplier leaves the profile to its agent. */
  readonly leftToAgents: number;
}

export const collected = ({ estate, existing, collection }: Values): Collected => {
  const { suppliers, customersAgents, countReaders } = collection;
  const { independentShare } = estate;
  const { supplierReadsToo } = existing;
  const counted = countReaders ? { countsReaders: true } : {};
  if (Object.keys(suppliers).length === 0 && customersAgents === 0)
    return {
      estate: { independentShare },
      needs: counted,
      leftToAgents: (1 - supplierReadsToo) * independentShare,
    };
  const ways = supplierNames(estate).map((name) => suppliers[name]);
  const agentShares = ways.map((way) => (way === undefined ? independentShare : way === "self" ? 0 : 1));
  const bySupplier = ways.map((way) => ({
    readsToo: way === undefined ? supplierReadsToo : way === "both" || way === "self" ? 1 : 0,
    isPassedOn: way !== "agent",
  }));
  const ofAll = (of: (supplier: number) => number): number =>
    supplierSharesOf(estate).reduce((sum, share, supplier) => sum + share * of(supplier), 0);
  const appointed = (supplier: number): number => (1 - customersAgents) * agentShares[supplier]!;
  return {
    estate: {
      independentShare: ofAll((supplier) => customersAgents + appointed(supplier)),
      agentShares,
      customersAgentShare: customersAgents,
    },
    needs: { ...counted, bySupplier },
    leftToAgents: ofAll((supplier) => appointed(supplier) * (1 - bySupplier[supplier]!.readsToo)),
  };
};

/** Names that no supplier has. */
export const checkCollection = (
  { suppliers }: Resolved["collection"],
  estate: Resolved["estate"] | undefined,
  put: Put,
): void => {
  if (estate === undefined) return;
  const names = supplierNames(estate);
  for (const name of Object.keys(suppliers))
    if (!names.includes(name))
      put(
        ["collection", "suppliers", name],
        `no supplier "${name}" among the ${names.length} of estate.suppliers, Supplier 1 to Supplier ` +
          `${names.length}; expected one of these names`,
      );
};
