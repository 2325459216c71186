import { gspGroupOf } from "../domain/meter-word.ts";
import { OtherSystems } from "../domain/other-segments.ts";
import type { Settlement } from "../domain/settlement.ts";
import { openStream } from "../kernel/keyed-draws.ts";
import { SettledDays } from "../ledger/settled-days.ts";
import type { Context } from "./market-context.ts";
import {
  meterOf,
  type OtherContext,
  openSupplierOfData,
  registeredOf,
  registerOf,
  type SettlementContext,
} from "./settlement-context.ts";

type OfSystems = Pick<SettlementContext, "settled" | "supplierOf" | "gspGroupOf" | "settle">;
type OfOthers = Pick<OtherContext, "others" | "otherDays" | "firstOther">;

/** Whose days are settled: smart meters' import and export by number, above them the others, where there are any. */
export const settledSystems = (
  { plan, words, registered }: Context,
  settlement: Settlement,
  runs: number,
  changes: SettlementContext["changes"],
): { readonly smart: OfSystems; readonly others?: OfOthers } => {
  const { horizon, estate, seed, replication, scale } = plan;
  const meters = words.length;
  const settled = new SettledDays(meters, horizon.measuredDays, runs);
  const supplierOfData = openSupplierOfData({ words: registered, changes });
  const smart: OfSystems = {
    settled,
    supplierOf: (system, day) => supplierOfData(meterOf(meters, system), day),
    gspGroupOf: (system) => gspGroupOf(words[meterOf(meters, system)]!),
    settle: (system, day, run) => settled.settle(day, meterOf(meters, system), registerOf(meters, system), run),
  };
  if (settlement.others === undefined) return { smart };
  const others = new OtherSystems(
    settlement.others,
    estate,
    scale,
    openStream(seed, replication, "other-systems"),
    openStream(seed, replication, "other-systems-days"),
    registered.subarray(meters),
  );
  const otherDays = new SettledDays(others.count, horizon.measuredDays, runs);
  const firstOther = 2 * meters;
  return {
    smart: {
      settled,
      supplierOf: (system, day) => supplierOfData(registeredOf(meters, system), day),
      gspGroupOf: (system) =>
        system < firstOther ? smart.gspGroupOf(system) : gspGroupOf(others.words[system - firstOther]!),
      settle: (system, day, run) =>
        system < firstOther ? smart.settle(system, day, run) : otherDays.settle(day, system - firstOther, 0, run),
    },
    others: { others, otherDays, firstOther },
  };
};
