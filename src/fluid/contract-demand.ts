import { COMPONENTS } from "../domain/components.ts";
import { ALL_CLASSES, type Contract } from "../domain/contracts.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { srvOf } from "../smoothing/request-forecast.ts";
import { type FluidPlan, rowMinutes } from "./first-attempts.ts";
import type { FluidDay } from "./twin.ts";

/**
 * What counts for a contract in each minute of the twin's day: first attempts and retries. Of a class it is first
 * attempts alone, since the twin doesn't tell its retries by row.
 */
export const contractDemand = (plan: FluidPlan, { demand, retries }: FluidDay, contract: Contract): Float64Array => {
  const c = COMPONENTS.indexOf(contract.component);
  if (contract.requestClass === ALL_CLASSES) return demand[c]!.map((first, m) => first + retries[c]![m]!);
  const sum = new Float64Array(MINUTES_A_DAY);
  for (const row of plan.rows)
    if (contract.requests.includes(srvOf(row, false)))
      rowMinutes(row, plan)[c - 1]!.forEach((first, m) => void (sum[m]! += first));
  return sum;
};
