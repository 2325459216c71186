import { collectionParts } from "../domain/collection.ts";
import { FIRST_S1SP, isSmets1 } from "../domain/components.ts";
import { failuresAt } from "../domain/outage-lean.ts";
import type { Plan, TrafficRow } from "../domain/plan.ts";
import { MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { type ProfileReader, profileReaderOf } from "../smoothing/profile-readers.ts";
import type { FluidPlan } from "./first-attempts.ts";
import type { Flow } from "./flows.ts";

/** A kind of meter by who reads its profile on a day, and how many there are of it. */
interface Readership {
  readonly weight: number;
  /** Chance that the supplier's daily read is a whole profile, or that it makes one of its own for settlement. */
  readonly existing: number;
  readonly own: number;
  readonly agent: number;
}

const readerships = (plan: FluidPlan): readonly Readership[] => {
  const { needs } = plan;
  const profiles = Math.min(needs.reuseShare, needs.dailyReadsPerMeterDay);
  if (!needs.mhhs || needs.mhhsCycleDays > 1) return [{ weight: 1, existing: profiles, own: 0, agent: 0 }];
  const { migratedShare = 1 } = needs;
  const migrated = collectionParts(plan).map(({ share, hasAgent, supplierReads }) => ({
    weight: migratedShare * share,
    existing: profiles * supplierReads,
    own: hasAgent ? 0 : 1 - profiles,
    agent: hasAgent ? 1 : 0,
  }));
  return migratedShare === 1
    ? migrated
    : [...migrated, { weight: 1 - migratedShare, existing: profiles, own: 0, agent: 0 }];
};

/** Share of each reader's requests that have been sent when half of a minute's have. */
type SentBy = Readonly<Record<ProfileReader, Float64Array>>;

const sentBy = (plan: FluidPlan, flows: readonly Flow[], access: number): SentBy => {
  const ofReader = (reader: ProfileReader): Float64Array => {
    const curve = new Float64Array(MINUTES_A_DAY);
    for (const { row, sent } of flows)
      if (profileReaderOf(plan.rows[row]!) === reader)
        for (let m = 0; m < MINUTES_A_DAY; m++) curve[m]! += sent[access]![m]!;
    const all = curve.reduce((sum, requests) => sum + requests, 0);
    let before = 0;
    return curve.map((requests) => {
      const share = all > 0 ? (before + requests / 2) / all : 0;
      before += requests;
      return share;
    });
  };
  return { existing: ofReader("existing"), own: ofReader("own"), agent: ofReader("agent"), second: ofReader("second") };
};

/** Chance that a reader's request of a minute comes after another User's for the same profile. */
const chanceLater = (
  reader: ProfileReader,
  all: readonly Readership[],
  secondRole: number,
  sent: SentBy,
  minute: number,
): number => {
  const bySecond = secondRole * sent.second[minute]!;
  let weights = 0;
  let later = 0;
  for (const { weight, existing, own, agent } of all) {
    const bySupplier = existing * sent.existing[minute]! + own * sent.own[minute]!;
    const byAgent = agent * sent.agent[minute]!;
    const readers = { existing, own, agent, second: 1 };
    const none = {
      existing: (1 - byAgent) * (1 - bySecond),
      own: (1 - byAgent) * (1 - bySecond),
      agent: (1 - bySupplier) * (1 - bySecond),
      second: (1 - bySupplier) * (1 - byAgent),
    };
    weights += weight * readers[reader];
    later += weight * readers[reader] * (1 - none[reader]);
  }
  return weights > 0 ? later / weights : 0;
};

/** Share of a row's reads that are of whole profiles: a daily read may be of registers only. */
const profileShare = (row: TrafficRow, { needs, estate }: FluidPlan, all: readonly Readership[]): number => {
  if (profileReaderOf(row) !== "existing") return needs.mhhsCycleDays > 1 && row.need !== "second-role" ? 0 : 1;
  const profiles = all.reduce((sum, { weight, existing }) => sum + weight * existing, 0);
  const passedOn = Math.min(needs.reuseShare, needs.dailyReadsPerMeterDay) - profiles;
  return estate.meters > 0 ? Math.min(1, profiles / (needs.dailyReadsPerMeterDay - passedOn)) : 0;
};

/**
 * Splits the flows of profile reads in two behind S1SPs with a cache: those that come first go to the device; those
 * that come after another User's are answered from the cache if that one was, which is the whole read less.
 */
export const laterReads = (plan: FluidPlan & Pick<Plan, "cache">, flows: readonly Flow[]): readonly Flow[] => {
  const { cache, failures, needs } = plan;
  if (cache === undefined) return flows;
  const all = readerships(plan);
  const { longTermDark, spellDark, attemptSmets1 } = failuresAt(failures, FIRST_S1SP);
  const answered = (1 - longTermDark - spellDark) * (1 - attemptSmets1);
  const work = 1 - answered * (1 - cache.hitWork);
  const sent = flows[0]?.sent.map((_, access) => (isSmets1(access) ? sentBy(plan, flows, access) : undefined)) ?? [];
  return flows.flatMap((flow) => {
    const row = plan.rows[flow.row]!;
    const reader = profileReaderOf(row);
    const profiles = reader === undefined ? 0 : profileShare(row, plan, all);
    if (reader === undefined || profiles === 0) return [flow];
    const later = flow.sent.map((curve, access) => {
      const by = sent[access];
      if (by === undefined) return curve.map(() => 0);
      return curve.map((requests, m) =>
        // An answer is kept until so long after the end of its data day.
        MINUTE_MS * m < cache.lifetimeMs
          ? requests * profiles * chanceLater(reader, all, needs.secondRolePerMeterDay, by, m)
          : 0,
      );
    });
    const first = flow.sent.map((curve, access) => curve.map((requests, m) => requests - later[access]![m]!));
    return [
      { ...flow, sent: first },
      { ...flow, sent: later, work, retries: flow.retries && "later" },
    ];
  });
};
