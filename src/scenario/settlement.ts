import { HOLIDAY_YEARS } from "../domain/bank-holidays.ts";
import { dateText, dayOf } from "../domain/civil-time.ts";
import type { Plan } from "../domain/plan.ts";
import { runDates } from "../domain/settlement-runs.ts";
import { DAY_MS } from "../kernel/time.ts";
import { centralOf, centralProblems } from "./central.ts";
import type { Put } from "./checks.ts";
import { customersProblems } from "./customers.ts";
import { demandOf, demandProblems } from "./demand.ts";
import { registrationOf } from "./registration.ts";
import type { Resolved } from "./schema.ts";
import { otherClassesOf, otherSegmentsOf, segmentsProblems } from "./segments.ts";
import type { SettlementValues } from "./settlement-schema.ts";
import { quantityText } from "./units.ts";
import { readTimeOfDay } from "./window.ts";
import { sumText } from "./window-shape.ts";

const gateMinuteOf = (gate: string): number => {
  const minute = readTimeOfDay(gate);
  if ("wrong" in minute) throw new RangeError(`settlement.gate: ${minute.wrong}`);
  return minute.value;
};

/** Where reads end at their MDR, a plan has no word of settlement. */
export const settlementOf = ({
  settlement,
  registration,
  accessControl,
  estate,
}: Resolved): Pick<Plan, "settlement"> => {
  if (!settlement.enabled) return {};
  const { timetable, transitionalRf, gate, stepsAfterGate: steps, period } = settlement;
  const { dataServices, dip, mds, central, segments } = settlement;
  const demand = demandOf(settlement.demand, estate);
  return {
    settlement: {
      timetable,
      transitionalRf: movedRfOf(transitionalRf),
      gateMinute: gateMinuteOf(gate),
      stepsAfterGateMs: [steps.defaulting, steps.loadShapes, steps.volumeAllocation, steps.reports],
      periodMinutes: period === "30 min" ? 30 : 15,
      demand,
      dataServices: {
        perSecond: dataServices.capacity,
        invalidShare: dataServices.invalid,
        ...heldAgainstOf(dataServices, registration.enabled),
        readsBackDays: dataServices.readsBack / DAY_MS,
        sweepMs: dataServices.sweep,
      },
      dip: {
        perSecond: dip.capacity,
        deliveryMs: { median: dip.delivery.median, p99: dip.delivery.p99 },
        webhookFails: dip.webhooks.fails,
        retryAfterMs: dip.webhooks.retryAfter,
        doublings: dip.webhooks.doublings,
        isDeadlineFirst: dip.order === "earliest-deadline",
      },
      mds: { perSecond: mds.capacity },
      central: { ...centralOf(central), others: otherClassesOf(segments) },
      others: otherSegmentsOf(segments, demand, estate.meters),
      ...registrationOf(registration, accessControl),
    },
  };
};

const movedRfOf = ({ from, workingDays }: SettlementValues["transitionalRf"]) => ({ fromDay: from, workingDays });

/** What data services find wrong, and what Registration says otherwise. */
const heldAgainstOf = (
  { invalidBy, deEnergised, registration }: SettlementValues["dataServices"],
  isRegistrationOn: boolean,
) => ({
  invalidBy: {
    "advance and half hours differ": invalidBy.advance,
    "above the maximum": invalidBy.maximum,
    "below zero": invalidBy.negative,
    "clock drift": invalidBy.clock,
  },
  deEnergisedShare: deEnergised,
  ...(registration.late === 0 && !isRegistrationOn
    ? {}
    : {
        registration: { lateShare: registration.late, lateMs: registration.wait, isChecked: registration.checked },
      }),
});

const FIRST_DAY = dayOf({ year: HOLIDAY_YEARS.first, month: 1, dayOfMonth: 1 });

export const settlementProblems = (
  {
    settlement,
    horizon,
    migration,
    estate,
  }: Partial<Pick<Resolved, "settlement" | "horizon" | "migration" | "estate">>,
  put: Put,
): void => {
  if (settlement === undefined) return;
  const { enabled, timetable, transitionalRf, gate, dataServices, dip } = settlement;
  const minute = readTimeOfDay(gate);
  if ("wrong" in minute) put(["settlement", "gate"], minute.wrong);
  demandProblems(settlement.demand, put);
  customersProblems(settlement.demand, estate, put);
  centralProblems(settlement.central, put);
  segmentsProblems(settlement.segments, put);
  const { readsBack } = dataServices;
  if (readsBack % DAY_MS !== 0)
    put(
      ["settlement", "dataServices", "readsBack"],
      `${quantityText(readsBack, "duration")} isn't a whole number of days; expected one, as in "395 d"`,
    );
  const reasons = Object.values(dataServices.invalidBy);
  if (Math.abs(reasons.reduce((sum, one) => sum + one, 0) - 1) > 1e-6)
    put(["settlement", "dataServices", "invalidBy"], `the shares add up to ${sumText(reasons)}; expected 1`);
  if (dip.delivery.median >= dip.delivery.p99)
    put(["settlement", "dip", "delivery"], "median isn't below p99; expected p99 above it");
  if (dip.webhooks.fails === 1)
    put(["settlement", "dip", "webhooks", "fails"], "no message would ever be delivered; expected less than 1");
  if (enabled && migration !== undefined && migration.migrated < 1)
    put(["migration", "migrated"], "settlement is of every meter here; expected 1, or settlement.enabled: false");
  if (!enabled || horizon === undefined) return;
  const leastDay = horizon.start - Math.ceil(horizon.warmUp / DAY_MS) - Math.ceil(readsBack / DAY_MS) - 1;
  if (leastDay < FIRST_DAY)
    put(
      ["horizon", "start"],
      `settlement.dataServices.readsBack goes back to ${dateText(leastDay)} from there, and working days are known ` +
        `from ${dateText(FIRST_DAY)} on; expected a later day, or less to go back`,
    );
  const lastDay = horizon.start + Math.ceil((horizon.measure + horizon.tailMax) / DAY_MS);
  // Of the days before RF is moved the last has the latest one.
  const lastBefore = Math.min(lastDay, transitionalRf.from - 1);
  const days = lastBefore < horizon.start ? [lastDay] : [lastBefore, lastDay];
  const untold = days.find(
    (day) => !isTold(() => runDates({ timetable, transitionalRf: movedRfOf(transitionalRf) }, day, 0)),
  );
  if (untold !== undefined)
    put(
      ["settlement", "timetable"],
      `the last run of ${dateText(untold)} comes after ${HOLIDAY_YEARS.last}, to which working days are known; ` +
        "expected a shorter timetable, or earlier days in horizon",
    );
};

/** True where the bank holidays that it takes are known. */
const isTold = (dates: () => unknown): boolean => {
  try {
    dates();
    return true;
  } catch {
    return false;
  }
};
