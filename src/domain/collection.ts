import type { Estate, NeedRules, Plan, TrafficRow } from "./plan.ts";

/** Meters of a supplier whose data is collected in one way (S-04). */
export interface CollectionPart {
  /** Number of the supplier; −1 where all are alike. */
  readonly supplier: number;
  /** Of all electricity meters. */
  readonly share: number;
  readonly hasAgent: boolean;
  /** Share of the supplier's profile reads that go on. */
  readonly supplierReads: number;
}

/** Share of a supplier's meters that have an agent, its own or the customer's. */
export const agentShareOf = ({ agentShares, customersAgentShare = 0, independentShare }: Estate, supplier: number) =>
  agentShares === undefined
    ? independentShare
    : customersAgentShare + (1 - customersAgentShare) * agentShares[supplier]!;

/** All electricity meters by who collects their data; sums to one. */
export const collectionParts = ({ estate, needs }: Pick<Plan, "estate" | "needs">): readonly CollectionPart[] => {
  const { supplierShares, agentShares, customersAgentShare = 0, independentShare } = estate;
  if (agentShares === undefined)
    return [
      { supplier: -1, share: 1 - independentShare, hasAgent: false, supplierReads: 1 },
      { supplier: -1, share: independentShare, hasAgent: true, supplierReads: needs.supplierReadsToo },
    ];
  return supplierShares.flatMap((share, supplier): CollectionPart[] => {
    const own = share * (1 - customersAgentShare);
    const agents = agentShares[supplier]!;
    return [
      { supplier, share: own * (1 - agents), hasAgent: false, supplierReads: 1 },
      { supplier, share: own * agents, hasAgent: true, supplierReads: readsTooOf(needs, supplier) },
      // An agent whom the customer appointed owes the supplier nothing, so that one reads on.
      { supplier, share: share * customersAgentShare, hasAgent: true, supplierReads: 1 },
    ].filter((part) => part.share > 0);
  });
};

/** Share of a supplier's profile reads that go on where its own agent reads the meter too. */
export const readsTooOf = ({ bySupplier, supplierReadsToo }: NeedRules, supplier: number): number =>
  bySupplier?.[supplier]?.readsToo ?? supplierReadsToo;

/** Shares of the suppliers in what suppliers send of a row; sums to one, or to nothing when none sends any. */
export const supplierWeights = (
  need: TrafficRow["need"],
  plan: Pick<Plan, "estate" | "needs">,
  isOfMetersWithoutAgent: boolean,
): readonly number[] => {
  const { supplierShares, agentShares } = plan.estate;
  if (agentShares === undefined) return supplierShares;
  const { dailyReadsPerMeterDay: reads, reuseShare, mhhs, mhhsCycleDays, migratedShare = 1 } = plan.needs;
  const profiles = mhhs ? (migratedShare * Math.min(reuseShare, reads)) / mhhsCycleDays : 0;
  const weights = supplierShares.map(() => 0);
  for (const { supplier, share, hasAgent, supplierReads } of collectionParts(plan))
    if (isOfMetersWithoutAgent) weights[supplier]! += hasAgent ? 0 : share;
    else
      weights[supplier]! += need === "existing-electricity" ? share * (reads - profiles * (1 - supplierReads)) : share;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (all > 0 ? weight / all : 0));
};
