import { COMPONENTS, type ComponentName } from "../domain/components.ts";
import { costScalars, costsOfRuns } from "../experiment/costs.ts";
import { measuresOf } from "../experiment/measures.ts";
import { laterThanValues, metricCatalogue, metricValues, scalarsOf } from "../experiment/metric-values.ts";
import type { RecordedPlan, RunRecord } from "../experiment/record.ts";
import { MINUTE_MS } from "../kernel/time.ts";
import type { StepMinutes } from "../metrics/run-minutes.ts";
import { getCentral, putCentral } from "./central-rows.ts";
import { getContractClasses, getContracts, putContractClasses, putContracts } from "./contract-rows.ts";
import {
  getCspResponses,
  getCspTest,
  getWorkingDays,
  putCspResponses,
  putCspTest,
  putWorkingDays,
} from "./csp-rows.ts";
import { getFaults, putFaults } from "./fault-rows.ts";
import { getForecast, putForecast } from "./forecast-rows.ts";
import { getLedger, putLedger } from "./ledger-rows.ts";
import { getLoad, getUsers, type Minutes, putLoad, putUsers } from "./load-rows.ts";
import { price } from "./price-tables.ts";
import { type Get, getOne, type Put } from "./rows.ts";
import * as T from "./run-tables.ts";
import { getSettlement, putSettlement } from "./settlement-rows.ts";
import type { Row } from "./table.ts";

const putPlan = (run: number, plan: RecordedPlan, put: Put): void => {
  const { horizon, capacity, dco, endpoints } = plan;
  put(T.plan, {
    run,
    start_day: horizon.startDay,
    measured_days: horizon.measuredDays,
    warm_up_ms: horizon.warmUpMs,
    tail_ms_max: horizon.tailMsMax,
    response_factor: capacity.responseFactor,
    queue_max: capacity.queueMax,
    single_class: capacity.singleClass,
    service_level_target: plan.serviceLevels.target,
    service_level_minimum: plan.serviceLevels.minimum,
    dco_per_second: dco.perSecond,
    dual_control_share: dco.dualControlShare,
    endpoint_per_second_min: endpoints.least,
    endpoint_meters_per_second: endpoints.metersPerSecond,
    other_users: endpoints.otherUsers,
  });
  for (const component of COMPONENTS)
    put(T.capacity, {
      run,
      component,
      per_second: capacity.perSecond[component],
      burst_seconds: capacity.burstSeconds[component],
    });
  putCspTest(run, plan.cspTest, put);
  putWorkingDays(run, plan.workingDays, put);
  putContracts(run, plan.contracts, put);
  for (const [position, one] of plan.prices.entries()) put(price, { run, position, ...one });
  for (const [position, { id, targetMs, ...row }] of plan.rows.entries())
    put(T.trafficRow, {
      run,
      position,
      kind: id,
      ...row,
      target_smets2_ms: targetMs.smets2,
      target_smets1_ms: targetMs.smets1,
    });
};

const getPlan = ({ run, option, seed, replication, scale }: Row<typeof T.runs>, get: Get): RecordedPlan => {
  const said = getOne(get, T.plan, { run });
  const limits = new Map(get(T.capacity, { run }).map((row) => [row.component, row]));
  const byComponent = (of: (row: Row<typeof T.capacity>) => number): Record<ComponentName, number> =>
    Object.fromEntries(COMPONENTS.map((name) => [name, of(limits.get(name)!)])) as Record<ComponentName, number>;
  return {
    option,
    seed,
    replication,
    scale,
    horizon: {
      startDay: said.start_day,
      measuredDays: said.measured_days,
      warmUpMs: said.warm_up_ms,
      tailMsMax: said.tail_ms_max,
    },
    capacity: {
      perSecond: byComponent((row) => row.per_second),
      burstSeconds: byComponent((row) => row.burst_seconds),
      responseFactor: said.response_factor,
      queueMax: said.queue_max,
      singleClass: said.single_class,
    },
    serviceLevels: { target: said.service_level_target, minimum: said.service_level_minimum },
    cspTest: getCspTest(run, get),
    workingDays: getWorkingDays(run, get),
    dco: { perSecond: said.dco_per_second, dualControlShare: said.dual_control_share },
    endpoints: {
      least: said.endpoint_per_second_min,
      metersPerSecond: said.endpoint_meters_per_second,
      otherUsers: said.other_users,
    },
    rows: get(T.trafficRow, { run }).map(({ kind, title, process, need, srv, role, mode, moves, ...target }) => ({
      id: kind,
      title,
      process,
      need,
      srv,
      role,
      mode,
      moves,
      targetMs: { smets2: target.target_smets2_ms, smets1: target.target_smets1_ms },
    })),
    contracts: getContracts(run, get),
    prices: get(price, { run }).map(({ item, place, pounds }) => ({ item, place, pounds })),
    faults: get(T.fault, { run }).map(({ title }) => ({ title })),
  };
};

/** Every figure of a run, for whoever asks the record itself; the program makes them from series and ledger. */
const putMetrics = (run: number, { plan, result }: RunRecord, put: Put): void => {
  const units = new Map(metricCatalogue().map(({ name, unit }) => [name, unit]));
  const measures = measuresOf(plan, result);
  const laterThanMs = laterThanValues(measures);
  for (const [key, value] of Object.entries(metricValues(scalarsOf(measures)))) {
    const metric = key.slice(0, key.indexOf(":"));
    put(T.metric, {
      run,
      metric,
      place: key.slice(metric.length + 1),
      value: value ?? undefined,
      unit: units.get(metric)!,
      later_than_ms: laterThanMs[key],
    });
  }
};

/** What each option costs beyond the reference, which takes all runs to say. */
export const putCosts = (runs: readonly RunRecord[], put: Put): void => {
  const costs = costsOfRuns(runs.map(({ plan, result }) => ({ plan, measures: measuresOf(plan, result) })));
  for (const [i, ofRun] of costs.entries())
    for (const { metric, place, value } of costScalars(ofRun))
      put(T.metric, { run: i + 1, metric: metric.name, place, value, unit: metric.unit, later_than_ms: undefined });
};

export const putRun = (run: number, record: RunRecord, put: Put, nextLatency: () => number): void => {
  const { plan, forecast, result } = record;
  const minutes: Minutes = {
    first: result.firstMinuteMs / MINUTE_MS,
    count: result.components.dsp.demandFirst.length * result.stepMinutes,
    step: result.stepMinutes,
  };
  put(T.runs, {
    run,
    option: plan.option,
    replication: plan.replication,
    seed: plan.seed,
    scale: plan.scale,
    scenario: result.scenario,
    meters: result.meters,
    events: result.events,
    kernel_events: result.kernelEvents,
    stale_events: result.staleEvents,
    rows_in_flight_max: result.rowsMax,
    ended_at_ms: result.endedAtMs,
    first_minute: minutes.first,
    minutes: minutes.count,
    step_minutes: minutes.step,
    alerts_raised: result.ledger.alerts.raised,
    alerts_delivered: result.ledger.alerts.delivered,
    alerts_refused: result.ledger.alerts.refused,
    result_fingerprint: result.resultFingerprint,
    seconds: record.seconds,
    cpu_seconds: record.cpuSeconds,
  });
  put(T.resolvedOption, { run, yaml: record.resolved });
  putPlan(run, plan, put);
  putForecast(run, forecast, put);
  putLoad(run, result.components, minutes, put);
  for (const [position, one] of result.minuteFigures.entries()) put(T.minuteFigure, { run, position, ...one });
  putContractClasses(run, plan.contracts, result.contractClasses, minutes, put);
  putCspResponses(run, result.cspResponses, put);
  putUsers(run, result.users, minutes, put, nextLatency);
  putLedger(run, result.ledger, put, nextLatency);
  for (const [position, figure] of result.rules.entries()) put(T.ruleFigure, { run, position, ...figure });
  if (result.central !== undefined) putCentral(run, result.central, put);
  if (result.settlement !== undefined) putSettlement(run, result.settlement, minutes, put, nextLatency);
  putFaults(run, result.faults, result.ledger.kinds, put);
  for (const [name, value] of Object.entries(result.scalars)) put(T.scalar, { run, name, value });
  for (const [position, [part, path]] of Object.entries(result.pathFingerprint).entries())
    put(T.fingerprint, { run, position, part, path });
  putMetrics(run, record, put);
};

const getRun = (said: Row<typeof T.runs>, get: Get): RunRecord => {
  const { run, option, seed, replication, scale } = said;
  const minutes: Minutes = { first: said.first_minute, count: said.minutes, step: said.step_minutes as StepMinutes };
  const alerts = { raised: said.alerts_raised, delivered: said.alerts_delivered, refused: said.alerts_refused };
  const ledger = getLedger(run, alerts, get);
  const plan = getPlan(said, get);
  const settlement = getSettlement(run, minutes, get);
  const central = getCentral(run, get);
  return {
    plan,
    forecast: getForecast(run, option, get),
    result: {
      scenario: said.scenario,
      option,
      seed,
      replication,
      scale,
      meters: said.meters,
      events: said.events,
      kernelEvents: said.kernel_events,
      staleEvents: said.stale_events,
      rowsMax: said.rows_in_flight_max,
      endedAtMs: said.ended_at_ms,
      firstMinuteMs: said.first_minute * MINUTE_MS,
      stepMinutes: minutes.step,
      components: getLoad(run, minutes, get),
      minuteFigures: get(T.minuteFigure, { run }).map(({ place, figure, value }) => ({ place, figure, value })),
      contractClasses: getContractClasses(run, plan.contracts, minutes, get),
      users: getUsers(run, minutes, get),
      cspResponses: getCspResponses(run, plan.horizon.measuredDays, get),
      rules: get(T.ruleFigure, { run }).map(({ metric, place, value }) => ({ metric, place, value })),
      ledger,
      ...(settlement === undefined ? {} : { settlement }),
      ...(central === undefined ? {} : { central }),
      faults: getFaults(run, ledger.kinds, get),
      scalars: Object.fromEntries(get(T.scalar, { run }).map(({ name, value }) => [name, value])),
      pathFingerprint: Object.fromEntries(get(T.fingerprint, { run }).map(({ part, path }) => [part, path])),
      resultFingerprint: said.result_fingerprint,
    },
    resolved: getOne(get, T.resolvedOption, { run }).yaml,
    seconds: said.seconds,
    cpuSeconds: said.cpu_seconds,
  };
};

export const getRuns = (get: Get): RunRecord[] => get(T.runs).map((said) => getRun(said, get));
