import { ALL_CLASSES } from "../domain/contracts.ts";
import type { RecordedPlan } from "../experiment/record.ts";
import { HALF_HOUR_MINUTES } from "../kernel/time.ts";
import * as T from "./contract-tables.ts";
import type { Minutes } from "./load-rows.ts";
import type { Get, Put } from "./rows.ts";

type Contracts = RecordedPlan["contracts"];

export const putContracts = (run: number, contracts: Contracts, put: Put): void => {
  for (const [position, { component, requestClass, requests, intervalMinutes, perHalfHour }] of contracts.entries()) {
    put(T.contract, {
      run,
      position,
      component,
      request_class: requestClass,
      requests: [...requests],
      interval_minutes: intervalMinutes,
    });
    for (const [half_hour, contracted] of perHalfHour.entries())
      put(T.contractProfile, { run, position, half_hour, requests: contracted });
  }
};

export const getContracts = (run: number, get: Get): Contracts =>
  get(T.contract, { run }).map(({ position, component, request_class, requests, interval_minutes }) => ({
    component,
    requestClass: request_class,
    requests: requests as readonly string[],
    intervalMinutes: interval_minutes as 1 | 30,
    perHalfHour: get(T.contractProfile, { run, position }).map((row) => row.requests),
  }));

/** Positions of the contracts that are for a class: their counts stand in this order. */
const ofClasses = (contracts: Contracts): number[] =>
  [...contracts.keys()].filter((position) => contracts[position]!.requestClass !== ALL_CLASSES);

export const putContractClasses = (
  run: number,
  contracts: Contracts,
  counts: readonly Uint32Array[],
  { first }: Pick<Minutes, "first">,
  put: Put,
): void => {
  for (const [i, position] of ofClasses(contracts).entries())
    for (const [half, attempts] of counts[i]!.entries())
      if (attempts > 0) put(T.contractLoad, { run, position, minute: first + half * HALF_HOUR_MINUTES, attempts });
};

export const getContractClasses = (
  run: number,
  contracts: Contracts,
  { first, count }: Pick<Minutes, "first" | "count">,
  get: Get,
): Uint32Array[] =>
  ofClasses(contracts).map((position) => {
    const counts = new Uint32Array(Math.ceil(count / HALF_HOUR_MINUTES));
    for (const { minute, attempts } of get(T.contractLoad, { run, position }))
      counts[(minute - first) / HALF_HOUR_MINUTES] = attempts;
    return counts;
  });
