import { dateText } from "../domain/civil-time.ts";
import { RegisteredAppointments } from "../domain/registered-appointments.ts";
import type { SupplierChanges } from "../domain/supplier-changes.ts";
import { DAY_MS } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import { accessMetrics, type RuleFigure } from "../metrics/rule-metrics.ts";
import { type AccessRules, type Compared, LET_IN, REASONS, SUPPLIER } from "./access-rules.ts";
import { runEndsMs } from "./arrivals.ts";
import { type Context, openMark, type Receive } from "./market-context.ts";

/**
 * Access control at the DSP (S-01, S-21, S-22, S-53): a User may send only what the request matrix grants its role
 * (4.1.1 as an MDR on SMETS1 only, S-18), an MDR once it has become a User, and only to meters that the DSP's copy of
 * registration data says it is appointed to. The error is the interface's synchronous answer: the request is over at
 * once, no device hears of it, and it takes nothing of any rate. Automatic retries are checked anew. Where meters
 * change supplier, so it is with suppliers: one that has lost the meter, or is not in the copy yet, is refused.
 */
export const openAccessControl = (
  context: Context,
  rules: AccessRules,
  changes: SupplierChanges | undefined,
  letIn: Receive,
) => {
  const { sim, plan, rows, ledger, audit } = context;
  const { cells, columns } = rows;
  const { feed } = rules;
  const appointments = context.appointments!;
  const mark = openMark(context, "access control");
  const station = audit.open("access control", () => 0);

  const startMs = sim.timeMs;
  const firstDay = Math.floor(startMs / DAY_MS);
  const days = Math.ceil(runEndsMs(plan) / DAY_MS) - firstDay + 1;
  const counts = sim.keep({
    refused: new Float64Array(REASONS.length),
    wrongRefusals: new Float64Array(days),
    wrongGrants: new Float64Array(days),
    /** Requests of MDRs that were held against the copy. */
    checked: 0,
    supplierRefusals: 0,
    supplierGrants: 0,
  });
  const { refused, wrongRefusals, wrongGrants } = counts;

  const refuse = (row: number, reason: number): void => {
    refused[reason]!++;
    mark(row);
    station.dropped++;
    ledger.refuse(row);
  };

  /** Whether the copy is right is counted by day. */
  const counted: Compared = {
    mdr: (copy, truth, asks, timeMs) => {
      counts.checked++;
      if (copy === truth) return;
      const day = Math.floor(timeMs / DAY_MS) - firstDay;
      if (truth === asks) wrongRefusals[day]!++;
      else if (copy === asks) wrongGrants[day]!++;
    },
    supplier: (copy, truth, asks) => {
      if (copy === truth) return;
      if (truth === asks) counts.supplierRefusals++;
      else if (copy === asks) counts.supplierGrants++;
    },
  };

  const receive: Receive = (row, isFirst) => {
    station.in++;
    const at = row * columns;
    const info = cells[at + R.INFO]!;
    const user = R.userOf(info);
    const meter = cells[at + R.METER]!;
    const { timeMs } = sim;
    const refusal = rules.refusalOf(R.rowOf(info), user, R.accessOf(info), meter, timeMs, counted);
    if (refusal !== LET_IN) {
      if (rules.isOutages(refusal, user, meter, timeMs)) cells[at + R.INFO]! |= R.OUT_OF_STEP;
      refuse(row, refusal);
      return;
    }
    station.out++;
    letIn(row, isFirst);
  };

  /** Changes that cases of Registration brought about up to the end of the measured days; draws have none to count. */
  const ofChanges = (): RuleFigure[] => {
    if (!(appointments instanceof RegisteredAppointments)) return [];
    // However long the tail is.
    const untilMs = Math.min(plan.horizon.measuredDays * DAY_MS, sim.timeMs);
    const { all, late } = appointments.tookEffect(startMs, untilMs, (atMs) => feed.knownMs(atMs));
    return [
      { metric: accessMetrics.changes.name, place: "Registration", value: all },
      { metric: accessMetrics.late.name, place: "dsp", value: late },
    ];
  };

  const ofSuppliers = (): RuleFigure[] =>
    changes === undefined
      ? []
      : [
          { metric: accessMetrics.supplierRefusals.name, place: "dsp", value: counts.supplierRefusals },
          { metric: accessMetrics.supplierGrants.name, place: "dsp", value: counts.supplierGrants },
        ];

  /** What the rule counted. */
  const figures = (): RuleFigure[] => {
    const { checked: ofChecked, refused: ofRefused, wrongRefusals: wrongly, wrongGrants: granting } = accessMetrics;
    const lastDay = Math.floor(sim.timeMs / DAY_MS) - firstDay;
    const byDay = (metric: string, counts: Float64Array): RuleFigure[] =>
      Array.from(counts.subarray(0, lastDay + 1), (value, day) => ({
        metric,
        place: dateText(plan.horizon.startDay + firstDay + day),
        value,
      }));
    return [
      { metric: ofChecked.name, place: "dsp", value: counts.checked },
      ...REASONS.slice(0, changes === undefined ? SUPPLIER : REASONS.length).map((place, reason) => ({
        metric: ofRefused.name,
        place,
        value: refused[reason]!,
      })),
      ...byDay(wrongly.name, wrongRefusals),
      ...byDay(granting.name, wrongGrants),
      ...ofSuppliers(),
      ...ofChanges(),
    ];
  };

  return { receive, figures };
};
