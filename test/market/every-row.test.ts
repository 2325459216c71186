import { expect, test } from "vitest";
import { expectedPerDay } from "../../src/domain/population.ts";
import { ROW_IDS } from "../../src/scenario/names.ts";
import { extending } from "../scenario/loading.ts";
import { planOf, simulate } from "./native.ts";
import { countOf } from "./small-market.ts";

// All that a scenario may ask for at once: every row of the policy table is sent, and as many Users misbehave as may.

const FAULTS = 16;
const SCALE = 0.0005;
const MISBEHAVING_PER_SECOND = 400;
const MISBEHAVING_SECONDS = 600;

const scenario = extending(`existing.changesOfSupplier.perDay: 20_000 /d
migration: { migrated: 60 %, perDay: 120_000 /d }
secondRole.perMeterDay: 1 /meter-day
accessControl.enabled: true
registration.changesPerMeterDay: 0.01 /meter-day
lateData.onDemandShare: 0.5
scheduleChange: { rows: [T01, T03, M01, M03], over: 7 d, readBack: 0.5 }
priceChange.share: 1
firmware.share: 1
faults:
${Array.from(
  { length: FAULTS },
  (_, i) =>
    `  - { kind: misbehaving-user, at: "day 1 ${String(i + 6).padStart(2, "0")}:00", for: 10 min, role: other, rate: ${MISBEHAVING_PER_SECOND} /s }`,
).join("\n")}
`);
const plan = planOf(scenario, [...scenario.options.keys()][0]!, { replication: 0, scale: SCALE });

test("has every row of the policy table and one for each User that misbehaves", () =>
  expect(plan.rows.map(({ id }) => id)).toEqual([
    ...ROW_IDS,
    ...Array.from({ length: FAULTS }, (_, i) => `X${String(i + 1).padStart(2, "0")}`),
  ]));

test("counts the requests of each row as its own", () => {
  const result = simulate(plan, { debug: true });
  for (const row of plan.rows) {
    const expected = row.id.startsWith("X")
      ? MISBEHAVING_PER_SECOND * MISBEHAVING_SECONDS * SCALE
      : SCALE * expectedPerDay(row, plan.estate).reduce((sum, perDay) => sum + perDay, row.perDay);
    expect(Math.abs(countOf(result, "wanted", row.id) - expected), row.id).toBeLessThan(4 * Math.sqrt(expected) + 4);
  }
});
