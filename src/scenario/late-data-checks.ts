import { lateReadOf } from "../domain/late-data.ts";
import { MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import type { Put } from "./checks.ts";
import { ROW_IDS } from "./names.ts";
import { RATES } from "./rates.ts";
import { profileOf } from "./rows.ts";
import type { Resolved } from "./schema.ts";
import { timeText } from "./window-shape.ts";

/** What must hold where Users ask for data that comes late (S-12). */
export const lateDataProblems = (values: Partial<Resolved>, put: Put): void => {
  const { lateData, policy, windows, horizon } = values;
  if (lateData === undefined || lateData.onDemandShare === 0) return;
  if (policy === undefined || windows === undefined || horizon === undefined) return;
  // Where a run begins, in minutes of the UTC day: a run sees whole days of asking, or nothing of them.
  const begins = (MINUTES_A_DAY - ((horizon.warmUp / MINUTE_MS) % MINUTES_A_DAY)) % MINUTES_A_DAY;
  for (const id of ROW_IDS) {
    if (lateReadOf(RATES[id].need) === undefined) continue;
    const profile = profileOf(policy[id], windows, horizon.start);
    if ("wrong" in profile || profile.value === undefined) continue; // said of the row itself
    const ends = profile.value.reduce((last, { toMinute }) => Math.max(last, toMinute), 0);
    if (ends > MINUTES_A_DAY)
      put(["policy", id, "window"], `${id} runs past midnight UTC; expected data asked for on its own day`);
    else if (begins > 0 && begins < ends)
      put(
        ["horizon", "warmUp"],
        `the run begins at ${timeText(begins)}, before ${id} ends at ${timeText(ends)}: it can't tell what came ` +
          "before; expected a warm-up that begins at midnight UTC, or after that",
      );
  }
};
