import type { NeedKind, TrafficRow } from "../domain/plan.ts";

/** Users who may ask for the same half-hourly profile of a meter and day. */
export type ProfileReader = "existing" | "own" | "agent" | "second";

const READERS: Partial<Readonly<Record<NeedKind, ProfileReader>>> = {
  "existing-electricity": "existing",
  "own-mdr": "own",
  agent: "agent",
  "second-role": "second",
};

/** Who reads import profiles by this row; undefined when it reads something else. */
export const profileReaderOf = ({ need, srv }: Pick<TrafficRow, "need" | "srv">): ProfileReader | undefined =>
  srv === "4.8.1" ? READERS[need] : undefined;

/** True for a row that reads a day's export profile. */
export const readsExport = ({ need, srv }: Pick<TrafficRow, "need" | "srv">): boolean =>
  srv === "4.8.3" && (need === "export-own" || need === "export-agent");
