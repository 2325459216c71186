import { ACCESS } from "../domain/components.ts";
import type { FaultRecord } from "../run/run-result.ts";
import type { Get, Put } from "./rows.ts";
import * as T from "./run-tables.ts";

/** The cells of a fault's needs are those of the ledger: eight a kind. */
const PLACES: readonly string[] = [...ACCESS, "dsp"];

/** Cells in which no need ended have no rows. */
export const putFaults = (run: number, faults: readonly FaultRecord[], kinds: readonly string[], put: Put): void => {
  for (const [fault, { title, kind, fromMs, toMs, backlogs, needs }] of faults.entries()) {
    put(T.fault, { run, fault, kind, title, from_ms: fromMs, to_ms: toMs });
    for (const [position, { station, atEnd, most, drainedAtMs }] of backlogs.entries())
      put(T.faultBacklog, { run, fault, position, station, at_end: atEnd, most, drained_at_ms: drainedAtMs });
    const { answered, refused, expired, inTarget, outOfStep, longestMs } = needs;
    for (let cell = 0; cell < answered.length; cell++) {
      if (answered[cell]! + refused[cell]! + expired[cell]! === 0) continue;
      put(T.faultNeeds, {
        run,
        fault,
        kind: kinds[Math.floor(cell / PLACES.length)]!,
        access: PLACES[cell % PLACES.length]!,
        answered: answered[cell]!,
        refused: refused[cell]!,
        expired: expired[cell]!,
        in_target: inTarget[cell]!,
        out_of_step: outOfStep[cell]!,
        longest_ms: longestMs[cell]!,
      });
    }
  }
};

export const getFaults = (run: number, kinds: readonly string[], get: Get): FaultRecord[] =>
  get(T.fault, { run }).map(({ fault, kind, title, from_ms, to_ms }) => {
    const column = (): Float64Array => new Float64Array(kinds.length * PLACES.length);
    const needs = {
      answered: column(),
      refused: column(),
      expired: column(),
      inTarget: column(),
      outOfStep: column(),
      longestMs: column(),
    };
    for (const row of get(T.faultNeeds, { run, fault })) {
      const cell = kinds.indexOf(row.kind) * PLACES.length + PLACES.indexOf(row.access);
      needs.answered[cell] = row.answered;
      needs.refused[cell] = row.refused;
      needs.expired[cell] = row.expired;
      needs.inTarget[cell] = row.in_target;
      needs.outOfStep[cell] = row.out_of_step;
      needs.longestMs[cell] = row.longest_ms;
    }
    return {
      title,
      kind,
      fromMs: from_ms,
      toMs: to_ms,
      backlogs: get(T.faultBacklog, { run, fault }).map(({ station, at_end, most, drained_at_ms }) => {
        return { station, atEnd: at_end, most, drainedAtMs: drained_at_ms };
      }),
      needs,
    };
  });
