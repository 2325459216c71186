import { FIRST_S1SP } from "../domain/components.ts";
import type { NeedRules } from "../domain/plan.ts";

/** The share of a cohort's own, where it has one (S-05). */
const ofCohort = ({ smets1Scheduled }: NeedRules, access: number): number | undefined =>
  access < FIRST_S1SP ? undefined : smets1Scheduled?.[access - FIRST_S1SP];

/** Share of existing daily reads, and of a second role's, that a Schedule sends behind an access component. */
export const scheduledShareAt = (rules: NeedRules, access: number): number =>
  ofCohort(rules, access) ?? rules.scheduledShare;

/** The same of MHHS profile reads. */
export const mhhsScheduledShareAt = (rules: NeedRules, access: number): number =>
  ofCohort(rules, access) ?? 1 - rules.mhhsOnDemandShare;
