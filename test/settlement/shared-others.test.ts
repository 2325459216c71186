import { expect, test } from "vitest";
import type { CentralRules } from "../../src/domain/central-rules.ts";
import { gspGroupOf, HAS_EXPORT, supplierOf } from "../../src/domain/meter-word.ts";
import { kindOf } from "../../src/settlement/consumption-classes.ts";
import { streamOfKind } from "../../src/settlement/day-volumes.ts";
import { spread } from "../../src/settlement/estimation.ts";
import { type MeteringSystems, type SharedDay, Traits } from "../../src/settlement/metering-systems.ts";
import { settleDay } from "../../src/settlement/settled-runs.ts";
import { GROUPS, PROFILES, RULES, SUPPLIERS, systemsOf, WINTER_DAY } from "./synthetic-market.ts";

// Metering systems that are not read over the DCC have cells, load shapes and classes of their own. Where two suppliers
// share their UTC day, these too are the sums of all half hours, one by one.

const SYSTEMS = 20_000;
const FROM = 46;
const KINDS = [kindOf("A", "W"), kindOf("A", "L"), kindOf("A", "H"), kindOf("A", "E"), kindOf("U", "U")];
const rules: CentralRules = {
  ...RULES,
  others: { weights: { advanced: 0.1, unmetered: 0.5 }, lineLossFactor: { highVoltage: 1.03, extraHighVoltage: 1.01 } },
};
const incomingOf = (word: number): number => (supplierOf(word) + 1) % SUPPLIERS;

/** Two in three change supplier two half hours before UTC midnight. */
const others = (): MeteringSystems => {
  const of = systemsOf(SYSTEMS);
  const words = of.words.map((word) => word & ~HAS_EXPORT);
  const shared = Array.from(words, (word, meter): SharedDay => {
    return { meter, outgoing: supplierOf(word), incoming: incomingOf(word), period: FROM };
  }).filter(({ meter }) => meter % 3 > 0);
  return {
    ...of,
    words,
    goTo: () => shared,
    traits: new Traits("others", 1, { ...rules, optOutShare: 0, partDayShare: 0, noHistoryShare: 0.05 }),
    categories: Array.from({ length: PROFILES }, (_, profile) => profile),
    settledAs: (profile) => KINDS[profile]!,
  };
};

test("a shared day of another segment is each supplier's, period by period, to the last bit at each run (S-33)", () => {
  const of = others();
  const { demand, words, traits, accepted, periods } = of;
  const every = Array.from({ length: periods }, (_, period) => period);
  let cells = 0;
  const differ: number[][] = [];
  settleDay(
    3,
    WINTER_DAY,
    0,
    systemsOf(1000),
    rules,
    (run, { truth, volumes, allShapes }) => {
      const sums = [new Map<number, bigint>(), new Map<number, bigint>()] as const;
      const add = (to: Map<number, bigint>, at: number, value: bigint): void =>
        void to.set(at, (to.get(at) ?? 0n) + value);
      words.forEach((word, meter) => {
        const profile = demand.profileOf(meter);
        const group = gspGroupOf(word);
        const wh = demand.trueWh(meter, WINTER_DAY);
        const half = demand.dayShape(profile, demand.shapeOf(meter, WINTER_DAY), group, WINTER_DAY);
        const isActual = accepted.firstRunOf(meter, 0) <= run;
        const believed = traits.isWithoutHistory(meter)
          ? demand.defaultWh(profile, group, WINTER_DAY)
          : demand.believedWh(meter, WINTER_DAY);
        const estimate = spread(BigInt(believed) << 30n, allShapes[1]!.of(profile, group), every);
        for (const period of every) {
          const supplier = meter % 3 > 0 && period >= FROM ? incomingOf(word) : supplierOf(word);
          const measured = BigInt(wh) * BigInt(half[period]!);
          const stream = streamOfKind(KINDS[profile]!, !isActual);
          add(sums[0], truth.at(supplier, group, streamOfKind(KINDS[profile]!, false), period), measured);
          add(sums[1], volumes.at(supplier, group, stream, period), isActual ? measured : estimate[period]!);
        }
      });
      for (const [i, of] of [truth, volumes].entries())
        for (let supplier = 0; supplier < SUPPLIERS; supplier++)
          for (let group = 0; group < GROUPS; group++)
            for (const kind of KINDS)
              for (const isLimited of [false, true])
                for (const period of every) {
                  const at = of.at(supplier, group, streamOfKind(kind, isLimited), period);
                  cells++;
                  if (of.sums.exact(at) !== (sums[i]!.get(at) ?? 0n)) differ.push([run, supplier, group, kind, period]);
                }
    },
    [of],
  );
  expect(cells).toBe(3 * 2 * SUPPLIERS * GROUPS * KINDS.length * 2 * periods);
  expect(differ).toEqual([]);
});
