import { ACCESS, FIRST_S1SP } from "../domain/components.ts";
import { accessOf } from "../domain/meter-word.ts";
import type { Sms } from "../domain/smets1.ts";
import * as R from "../ledger/request.ts";
import { type RuleFigure, smsMetrics } from "../metrics/rule-metrics.ts";
import type { Context, Route } from "./market-context.ts";

/**
 * SMS that wake SMETS1 hubs: each request that an S1SP sends on to a hub takes so many, whatever comes of it; one that
 * a cache answers takes none. Counted over the measured days, against an allowance that the hubs of a cohort share. How
 * long waking takes is in the round trips.
 */
export const openSmsWakeUps = ({ plan, words, ledger, rows, sim }: Context, sms: Sms, toHub: Route) => {
  const { cells, columns } = rows;
  const cohorts = ACCESS.slice(FIRST_S1SP);
  const { requests } = sim.keep({ requests: new Float64Array(cohorts.length) });
  const hubs = new Float64Array(cohorts.length);
  for (const word of words) if (accessOf(word) >= FIRST_S1SP) hubs[accessOf(word) - FIRST_S1SP]!++;

  /** A request on its way to a SMETS1 hub. */
  const receive: Route = (row) => {
    if (ledger.isMeasured(sim.timeMs)) requests[R.accessOf(cells[row * columns + R.INFO]!) - FIRST_S1SP]!++;
    toHub(row);
  };

  const figures = (): RuleFigure[] =>
    cohorts.flatMap((place, cohort) => {
      const sent = requests[cohort]! * sms.perRequest[cohort]!;
      const allowed = hubs[cohort]! * sms.allowancePerHubDay * plan.horizon.measuredDays;
      const over = Math.max(0, sent - allowed);
      return [
        { metric: smsMetrics.sent.name, place, value: sent },
        { metric: smsMetrics.over.name, place, value: over },
        { metric: smsMetrics.allowed.name, place, value: allowed },
      ];
    });
  return { receive, figures };
};
