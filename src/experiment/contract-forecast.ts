import type { Contract } from "../domain/contracts.ts";
import { contractDemand } from "../fluid/contract-demand.ts";
import { forecastDay } from "../fluid/fault-days.ts";
import type { FluidPlan } from "../fluid/twin.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { type ContractMeasures, heldAgainst } from "./contract-measures.ts";

const byInterval = (minutes: Float64Array, interval: number): Float64Array =>
  Float64Array.from({ length: MINUTES_A_DAY / interval }, (_, i) =>
    minutes.subarray(i * interval, (i + 1) * interval).reduce((sum, one) => sum + one, 0),
  );

/** What the twin says of each contract; one that is private has NaN for what is contracted for, and no figures. */
export const contractForecasts = (plan: FluidPlan, contracts: readonly Contract[]): readonly ContractMeasures[] => {
  const day = forecastDay(plan);
  return contracts.map((contract) => {
    const attempts = byInterval(contractDemand(plan, day, contract), contract.intervalMinutes);
    return heldAgainst(contract, attempts, 1, contract.perHalfHour.some(Number.isNaN));
  });
};
