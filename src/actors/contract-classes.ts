import { ACCESS } from "../domain/components.ts";
import { ALL_CLASSES } from "../domain/contracts.ts";
import { HALF_HOUR_MINUTES, HALF_HOUR_SECONDS } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import { srvOf } from "../smoothing/request-forecast.ts";
import type { Context, Receive } from "./market-context.ts";

const NONE = -1;

/**
 * Attempts by class of requests, where a CSP's contract has classes (S-25): counted by half hour as they are sent, like
 * demand. What belongs to no class counts in the contract's total alone, which the series of the component have.
 */
export const openContractClasses = ({ sim, plan, rows, minutes }: Context, receive: Receive) => {
  const contracts = plan.contracts.filter(({ requestClass }) => requestClass !== ALL_CLASSES);
  const halfHours = sim.keep(contracts.map(() => new Uint32Array(Math.ceil(minutes.count / HALF_HOUR_MINUTES))));
  if (contracts.length === 0) return { receive, halfHours };
  const { cells, columns } = rows;
  // [access component × rows + traffic row] → the contract that has its class.
  const width = plan.rows.length;
  const contractOf = new Int16Array((ACCESS.length + 1) * width).fill(NONE);
  contracts.forEach(({ component, requests }, number) => {
    plan.rows.forEach((sent, traffic) => {
      // Classes are of CSPs' contracts alone: what counts is what a SMETS2 meter is sent.
      if (requests.includes(srvOf(sent, false))) contractOf[ACCESS.indexOf(component) * width + traffic] = number;
    });
  });
  const counted: Receive = (row, isFirst) => {
    const info = cells[row * columns + R.INFO]!;
    const contract = contractOf[R.accessOf(info) * width + R.rowOf(info)]!;
    if (contract !== NONE) halfHours[contract]![(sim.second / HALF_HOUR_SECONDS) | 0]!++;
    receive(row, isFirst);
  };
  return { receive: counted, halfHours };
};
