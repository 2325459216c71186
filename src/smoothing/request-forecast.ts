import { ACCESS, isSmets1 } from "../domain/components.ts";
import { endsAtDsp } from "../domain/ends-at-dsp.ts";
import type { Plan, TrafficRow } from "../domain/plan.ts";
import { expectedPerDay } from "../domain/population.ts";
import { senderShares, usersOf } from "../domain/users.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { steadyMinuteShares } from "./shape.ts";

/** What each User sends on demand in the busiest interval of a steady day, at full scale. */
export interface RequestForecast {
  /** Kinds of requests: Service Reference Variants. */
  readonly kinds: readonly string[];
  /** [User × kinds + kind]. */
  readonly ofKind: Float64Array;
  /** By User, all kinds together. */
  readonly ofAll: Float64Array;
}

/** The Service Reference Variant that a row sends to meters of a generation. */
export const srvOf = ({ srv, srvOnSmets2 }: TrafficRow, smets1: boolean): string =>
  smets1 ? srv : (srvOnSmets2 ?? srv);

/** What Users' own requests come to; what Schedules send is the DSP's. Intervals begin at midnight UTC. */
export const requestForecast = (
  plan: Pick<Plan, "estate" | "endpoints" | "faults" | "needs" | "rows">,
  intervalMinutes: number,
): RequestForecast => {
  const rows = plan.rows.filter(({ mode }) => mode === "on-demand");
  const kinds = [...new Set(rows.flatMap((row) => [srvOf(row, false), srvOf(row, true)]))];
  const users = usersOf(plan);
  const intervals = Math.ceil(MINUTES_A_DAY / intervalMinutes);
  const sent = users.map(() => kinds.map(() => new Float64Array(intervals)));

  const add = (row: TrafficRow, access: number, perDay: number, kind: number): void => {
    const inInterval = new Float64Array(intervals);
    steadyMinuteShares(row, access).forEach((share, minute) => {
      inInterval[Math.floor(minute / intervalMinutes)]! += share * perDay;
    });
    senderShares(row, plan).forEach((share, user) => {
      const curve = sent[user]![kind]!;
      inInterval.forEach((requests, i) => {
        curve[i]! += share * requests;
      });
    });
  };
  for (const row of rows) {
    if (endsAtDsp(row)) add(row, 0, row.perDay, kinds.indexOf(row.srv));
    else
      expectedPerDay(row, plan.estate).forEach((perDay, access) => {
        if (access < ACCESS.length) add(row, access, perDay, kinds.indexOf(srvOf(row, isSmets1(access))));
      });
  }

  const most = (curve: Float64Array): number => curve.reduce((busiest, one) => Math.max(busiest, one), 0);
  const together = (curves: readonly Float64Array[]): Float64Array =>
    Float64Array.from({ length: intervals }, (_, i) => curves.reduce((sum, curve) => sum + curve[i]!, 0));
  return {
    kinds,
    ofKind: Float64Array.from(sent.flat(), most),
    ofAll: Float64Array.from(sent, (curves) => most(together(curves))),
  };
};
