import { ACCESS, FIRST_S1SP, isSmets1 } from "./components.ts";
import type { Estate, TrafficRow } from "./plan.ts";

/** Share of electricity meters behind each access component, in the order of `ACCESS`; sums to one. */
export const accessShares = (estate: Estate): Float64Array => {
  const { smets1Share, fourGShare, s1spSplit, gspGroupShares, gspGroupNorth, gspGroupSouth } = estate;
  const radio = (1 - smets1Share) * (1 - fourGShare);
  let north = 0;
  let south = 0;
  gspGroupShares.forEach((share, group) => {
    north += share * gspGroupNorth[group]!;
    south += share * gspGroupSouth[group]!;
  });
  return Float64Array.of(
    radio * north,
    radio * (1 - north - south),
    radio * south,
    (1 - smets1Share) * fourGShare,
    smets1Share * s1spSplit[0],
    smets1Share * s1spSplit[1],
    smets1Share * s1spSplit[2],
  );
};

const rateAt = ({ perMeterDay: { smets2, smets1, cohorts, byAccess } }: TrafficRow, access: number): number =>
  byAccess?.[access] ?? (isSmets1(access) ? (cohorts?.[access - FIRST_S1SP] ?? smets1) : smets2);

/** First attempts a day that a row is expected to send to each access component, at full scale. */
export const expectedPerDay = (row: TrafficRow, estate: Estate): Float64Array => {
  const perDay = accessShares(estate);
  for (let access = 0; access < ACCESS.length; access++)
    perDay[access]! *= estate.meters * rateAt(row, access) * (row.lean?.[access] ?? 1);
  return perDay;
};
