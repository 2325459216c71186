import type { NeedRules, ProfilePiece, PurposeFlag, TrafficRow } from "../domain/plan.ts";

/** How requests of a row are sent: alike for all of them, or by whether they carry the purpose flag. */
export interface Sending {
  readonly share: number;
  readonly priority: 0 | 1 | 2;
  readonly profile: readonly ProfilePiece[];
}

/** The flag says MHHS, so only MHHS reads carry it. What O10 has placed keeps its place. */
const mayCarry = ({ process, byAccess }: TrafficRow): boolean => process === "mhhs-reads" && byAccess === undefined;

/** How those requests of a row are sent that carry the flag (O3); undefined when none does. */
export const flaggedSending = (row: TrafficRow, flag: PurposeFlag | undefined): Sending | undefined =>
  flag === undefined || !mayCarry(row)
    ? undefined
    : {
        share: flag.taggedShare * (1 - flag.withoutShare),
        priority: flag.priority,
        profile: row.mode === "scheduled" ? flag.profile : row.profile,
      };

/** Every window in which requests of a row may be sent. */
export const profilesOf = (
  row: TrafficRow,
  { purposeFlag }: Pick<NeedRules, "purposeFlag">,
): readonly ProfilePiece[] => [...row.profile, ...(flaggedSending(row, purposeFlag)?.profile ?? [])];
