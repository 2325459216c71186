import { expect, test, vi } from "vitest";
import { HAS_EXPORT } from "../../src/domain/meter-word.ts";
import { DAY_MS } from "../../src/kernel/time.ts";
import { advance, close, open, planOf, readScenario } from "./native.ts";

vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no fault

const scenario = await readScenario("scenarios/to-r1.yaml", []);
const plan = planOf(scenario, "daily", { replication: 0, scale: 0.00005 });
const { measuredDays } = plan.horizon;

// Stamps go round after 24.8 days, segments end after 16: a day of the sixth week has to be one like the others.
test("six weeks of daily reads: no day loses its data, nothing grows from day to day, and R1 comes within them", () => {
  const run = open(plan);
  const { context, market } = run;
  const { settled, gates, messages } = market.settlement!;
  const inUse: { readonly requests: number; readonly messages: number }[] = [];
  for (let day = 0; day <= measuredDays; day++) {
    advance(run, day * DAY_MS);
    inUse.push({ requests: context.rows.inUse, messages: messages.inUse });
  }
  advance(run, measuredDays * DAY_MS + DAY_MS / 4);

  // What stands at midnight: the third to sixth week hold no more than the first two, but for chance.
  const most = (of: "requests" | "messages", from: number, to: number): number =>
    Math.max(...inUse.slice(from, to).map((one) => one[of]));
  for (const of of ["requests", "messages"] as const)
    expect([of, most(of, 15, measuredDays + 1) <= 1.2 * most(of, 1, 15) + 10]).toEqual([of, true]);

  // A meter in reach has its day read: each measured day has data of at least 90 % of the metering systems.
  const systems = context.words.reduce((sum, word) => sum + ((word & HAS_EXPORT) === 0 ? 1 : 2), 0);
  for (let day = 0; day < measuredDays; day++) {
    let sent = 0;
    context.words.forEach((word, meter) => {
      if (settled.isSent(day, meter, 0)) sent++;
      if ((word & HAS_EXPORT) !== 0 && settled.isSent(day, meter, 1)) sent++;
    });
    expect([day, sent / systems > 0.9]).toEqual([day, true]);
  }

  // 30 working days after 16 January 2028, a Sunday: 25 February, day 39 of the run.
  const r1 = gates.runs.indexOf("R1");
  expect(Math.floor(gates.gateMs(0, r1) / DAY_MS)).toBe(39);
  const { settlement } = close(run, measuredDays * DAY_MS + DAY_MS / 4);
  expect(settlement!.messages.rejected).toBe(0); // no day's RF has been
  const perRun = settlement!.runs.length + 1;
  const atR1 = settlement!.firstRun.reduce((sum, days, i) => sum + (i % perRun === r1 ? days : 0), 0);
  // Some were settled on at R1 by what was simulated; the rest is followed on.
  expect(atR1 - settlement!.followed[r1]!).toBeGreaterThan(0);
});
