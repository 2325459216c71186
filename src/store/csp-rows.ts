import { type AccessName, CSPS } from "../domain/components.ts";
import type { RecordedPlan } from "../experiment/record.ts";
import { HALF_HOUR_MINUTES, HALF_HOURS_A_DAY } from "../kernel/time.ts";
import type { CspHalfHours } from "../run/run-result.ts";
import * as T from "./csp-tables.ts";
import type { Get, Put } from "./rows.ts";

export const putCspTest = (run: number, { withinMs, commands }: RecordedPlan["cspTest"], put: Put): void => {
  for (const [csp, component] of CSPS.entries())
    put(T.cspTest, { run, component, within_ms: withinMs, commands: commands[csp]! });
};

export const getCspTest = (run: number, get: Get): RecordedPlan["cspTest"] => {
  const rows = get(T.cspTest, { run });
  const of = (name: AccessName) => rows.find(({ component }) => component === name)!;
  return { withinMs: rows[0]!.within_ms, commands: CSPS.map((name) => of(name).commands) };
};

export const putCspResponses = (run: number, responses: readonly CspHalfHours[], put: Put): void => {
  for (const [csp, { answered, inTime }] of responses.entries())
    for (const [half, count] of answered.entries())
      if (count > 0)
        put(T.cspResponse, {
          run,
          component: CSPS[csp]!,
          minute: half * HALF_HOUR_MINUTES,
          answered: count,
          in_time: inTime[half]!,
        });
};

export const getCspResponses = (run: number, measuredDays: number, get: Get): CspHalfHours[] => {
  const none = (): Uint32Array => new Uint32Array(measuredDays * HALF_HOURS_A_DAY);
  const all = CSPS.map(() => ({ answered: none(), inTime: none() }));
  for (const { component, minute, answered, in_time } of get(T.cspResponse, { run })) {
    const of = all[(CSPS as readonly AccessName[]).indexOf(component)]!;
    of.answered[minute / HALF_HOUR_MINUTES] = answered;
    of.inTime[minute / HALF_HOUR_MINUTES] = in_time;
  }
  return all;
};

export const putWorkingDays = (run: number, days: RecordedPlan["workingDays"], put: Put): void => {
  for (const [day, { fromMinute, toMinute, isWorking }] of days.entries())
    put(T.workingDay, { run, day, from_minute: fromMinute, to_minute: toMinute, is_working: isWorking });
};

export const getWorkingDays = (run: number, get: Get): RecordedPlan["workingDays"] =>
  get(T.workingDay, { run }).map(({ from_minute, to_minute, is_working }) => {
    return { fromMinute: from_minute, toMinute: to_minute, isWorking: is_working };
  });
