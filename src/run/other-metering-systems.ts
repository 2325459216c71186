import type { SettlementMarket } from "../actors/market.ts";
import { Demand } from "../demand/demand.ts";
import { advancedDemand, type OtherDemand, unmeteredDemand } from "../demand/other-demand.ts";
import { ADVANCED, CONNECTIONS, TRADITIONAL, UNMETERED } from "../domain/other-segments.ts";
import type { Plan } from "../domain/plan.ts";
import { openStream } from "../kernel/keyed-draws.ts";
import { kindOf } from "../settlement/consumption-classes.ts";
import { type Accepted, type MeteringSystems, Traits } from "../settlement/metering-systems.ts";

/** Traditional meters are numbered, for the draws of what they use, above all smart ones. */
const FIRST_TRADITIONAL = 2 ** 28;

/** What is settled besides smart meters, a part for each way of coming to its data. */
export const otherMeteringSystems = (
  { seed, replication, settlement }: Plan,
  { others, otherDays }: NonNullable<SettlementMarket["otherServices"]>,
  smart: MeteringSystems,
  demand: Demand,
  /** Words of a segment, and how they go from day to day. */
  wordsOf: (segment: number) => Pick<MeteringSystems, "words" | "goTo">,
): readonly MeteringSystems[] => {
  const { central, demand: rules, periodMinutes } = settlement!;
  const { advanced, unmetered } = settlement!.others!;
  // Nobody opts out, and an annual consumption is held of all.
  const traits = new Traits(seed, replication, { ...central, optOutShare: 0, partDayShare: 0, noHistoryShare: 0 });
  const stream = openStream(seed, replication, "other-demand");
  const partOf = (segment: number) => {
    const first = others.first[segment]!;
    const accepted: Accepted = {
      firstRunOf: (index, day) => otherDays.firstRunOf(first + index, day),
      firstExportRunOf: () => otherDays.runs,
    };
    return { ...smart, ...wordsOf(segment), accepted, traits, keyOf: (index: number) => others.keyOf(first + index) };
  };
  const own = (segment: number, kinds: readonly number[], source: OtherDemand): MeteringSystems => ({
    ...partOf(segment),
    demand: source,
    sizes: { ...smart.sizes, profiles: kinds.length },
    categories: kinds.map((_, profile) => profile),
    settledAs: (profile) => kinds[profile]!,
  });
  const big = partOf(ADVANCED);
  const dark = partOf(UNMETERED);
  const byHand = partOf(TRADITIONAL);
  const spreads = { daySpread: rules.daySpread, beliefSpread: rules.belief.spread };
  return [
    own(
      ADVANCED,
      CONNECTIONS.map((connection) => kindOf("A", connection)),
      advancedDemand(advanced, spreads, demand.days, big.words, big.keyOf, stream),
    ),
    own(UNMETERED, [kindOf("U", "U")], unmeteredDemand(unmetered, smart.periods, dark.words, dark.keyOf, stream)),
    {
      ...byHand,
      isReadByHand: () => true,
      demand: new Demand(rules, { seed, replication }, byHand.words, periodMinutes, undefined, FIRST_TRADITIONAL),
    },
  ];
};
