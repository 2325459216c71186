import { runEndsMs } from "../actors/arrivals.ts";
import type { FaultBooks } from "../actors/faults.ts";
import { type Market, openMarket } from "../actors/market.ts";
import type { Context } from "../actors/market-context.ts";
import { StationAudit } from "../actors/station-audit.ts";
import { CSPS } from "../domain/components.ts";
import { isOutOfReach, ReachabilityWithFaults } from "../domain/hub-families.ts";
import { makeMeterWords } from "../domain/meter-word.ts";
import { othersKept } from "../domain/other-segments.ts";
import { LeaningReachability } from "../domain/outage-lean.ts";
import type { Plan } from "../domain/plan.ts";
import { Reachability } from "../domain/reachability.ts";
import { openVehicleHomes } from "../domain/use-class.ts";
import { PathFingerprint, resultFingerprint } from "../kernel/fingerprint.ts";
import type { Read, Write } from "../kernel/kept-state.ts";
import { openStream } from "../kernel/keyed-draws.ts";
import type { Rows } from "../kernel/rows.ts";
import { CheckedSimulation, Simulation } from "../kernel/simulation.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../kernel/time.ts";
import type { CspResponses } from "../ledger/csp-responses.ts";
import { FaultLedger, type FaultTally } from "../ledger/fault-ledger.ts";
import { Ledger } from "../ledger/ledger.ts";
import type { RunObserver } from "../ledger/observer.ts";
import { openObservedRequests, openRequests, RETRIES_MAX, TRAFFIC_ROWS_MAX } from "../ledger/request.ts";
import { METERS_MAX } from "../smoothing/day-plan.ts";
import { Needs } from "../smoothing/needs.ts";
import { centralRecord, centralScalars } from "./central-record.ts";
import { BrokenLaw, checkLaws } from "./laws.ts";
import type { DaysByMinute } from "./minute-figures.ts";
import { openAppointments } from "./open-appointments.ts";
import { goTo, openIn, pendingFor, rowsFor } from "./room.ts";
import type { CspHalfHours, FaultRecord, LedgerRecord, RunResult } from "./run-result.ts";
import { cacheScalars, contractScalars, faultScalars, scalarsOf } from "./scalars.ts";
import { minuteFigures, openMinuteBooks, openMinutes, seriesRecord } from "./series-record.ts";
import { settlementRecord, settlementScalars } from "./settlement-record.ts";

export interface RunOptions {
  /**
   * Shared numbers that the run writes: [0] events and [1] time reached in ms, every 65,536 events; [2] once it has
   * been simulated, the share of its measured days that are settled.
   */
  readonly progress?: Float64Array;
  /** Times every wait row by row and checks every send; about twice as slow. */
  readonly debug?: boolean;
  /** Takes up a run of the same plan that was saved at a midnight: fills an array with the next of its bytes. */
  readonly from?: Read;
  /** Called once all of it is read and stands in its place, with the midnight that it is of. */
  readonly onTakenUp?: (timeMs: number) => void;
  /** Called at each UTC midnight, with its time and what the run's state can be saved by. It must not touch the run. */
  readonly atMidnight?: (timeMs: number, save: (write: Write) => void) => void;
  /** Measured days up to which series have every minute; runs that are longer keep half hours. */
  readonly daysByMinute?: number;
  /** Most rows in flight and events pending; the defaults fit 64 and 32 million. Only touched pages cost memory. */
  readonly rowsMax?: number;
  readonly pendingMax?: number;
  /** Opens who is told of everything that happens to the rows of the run, given their table and the meters kept. */
  readonly observe?: (sim: Simulation, rows: Rows, meters: number) => RunObserver;
}

/** A run under way. */
export interface Run {
  readonly plan: Plan;
  readonly context: Context;
  readonly market: Market;
  readonly startMs: number;
  readonly reachability: Reachability;
  /** What a long run keeps of single minutes. */
  readonly minuteBooks: readonly DaysByMinute[];
  readonly atMidnight: () => void;
  /** Told of the share of its measured days that are settled. */
  readonly onSettled: (share: number) => void;
}

/** Meters that a plan keeps at its scale. */
export const metersKept = (plan: Plan): number => Math.round(plan.estate.meters * plan.scale);

/** Opens a run at the start of its warm-up. Pure: no files, no clock, nothing awaited. */
export const open = (plan: Plan, options: RunOptions = {}): Run => openIn(plan, () => openRun(plan, options));

const openRun = (plan: Plan, options: RunOptions): Run => {
  const { horizon, seed, replication } = plan;
  const meters = metersKept(plan);
  if (plan.rows.length > TRAFFIC_ROWS_MAX) throw new RangeError(`more than ${TRAFFIC_ROWS_MAX} traffic rows`);
  if (plan.failures.retryAfterMs.length > RETRIES_MAX) throw new RangeError(`more than ${RETRIES_MAX} retries`);
  if (meters > METERS_MAX) throw new RangeError(`${meters} meters; a run holds at most ${METERS_MAX}`);
  const debug = options.debug ?? false;
  const startMs = -horizon.warmUpMs;
  const sim = new (debug ? CheckedSimulation : Simulation)(startMs, options.pendingMax ?? pendingFor(meters));
  const { rows, observer } = openRows(sim, meters, options);
  sim.keep(rows);
  const ledger = plan.faults.length > 0 ? new FaultLedger(sim, rows, plan) : new Ledger(sim, rows, plan);
  const appointments = openAppointments(plan, meters);
  const registered = new Uint32Array(meters + othersKept(plan.settlement?.others, plan.scale));
  const context: Context = {
    sim,
    plan,
    words: makeMeterWords(plan.estate, openStream(seed, replication, "meters"), meters, registered.subarray(0, meters)),
    registered,
    rows,
    ledger,
    path: new PathFingerprint(sim),
    audit: new StationAudit(sim, rows, debug, { observer: observer?.requests }),
    appointments,
    observer,
    minutes: openMinutes(sim, horizon, options.daysByMinute),
  };
  const { progress } = options;
  if (progress !== undefined)
    sim.onProgress = () => {
      progress[0] = context.path.total;
      progress[1] = sim.timeMs;
    };
  const reachability = openReachability(plan, context.words);
  const needs = new Needs(seed, replication, plan.needs, plan.rows, reachability, appointments);
  const market = openMarket(context, needs, reachability, talliesOf(ledger));
  const minuteBooks = openMinuteBooks(context, market);
  const { from, atMidnight } = options;
  if (from !== undefined) {
    sim.state.load(from);
    options.onTakenUp?.(sim.timeMs);
  }
  return {
    plan,
    context,
    startMs,
    reachability,
    market,
    minuteBooks,
    atMidnight: () => atMidnight?.(sim.timeMs, (write) => sim.state.save(write)),
    onSettled: (share) => {
      if (progress !== undefined) progress[2] = share;
    },
  };
};

/** The table of requests, and who is told of them, where somebody is. */
const openRows = (
  sim: Simulation,
  meters: number,
  { rowsMax = rowsFor(meters), debug = false, observe }: RunOptions,
): { readonly rows: Rows; readonly observer: RunObserver | undefined } => {
  if (observe === undefined) return { rows: openRequests(rowsMax, debug), observer: undefined };
  const rows = openObservedRequests(rowsMax, debug);
  const observer = observe(sim, rows, meters);
  rows.onGive = (row) => observer.requests.over(row);
  return { rows, observer };
};

/** Without hubs that a fault takes off the network, nothing is asked of faults. Marks the words of meters. */
const openReachability = (plan: Plan, words: Uint32Array): Reachability => {
  const { failures, seed, replication } = plan;
  const stream = openStream(seed, replication, "reachability");
  const endsMs = runEndsMs(plan);
  const world =
    failures.lean === undefined
      ? new Reachability(failures, stream, endsMs)
      : new LeaningReachability(
          failures,
          failures.lean,
          stream,
          words,
          openVehicleHomes(plan.settlement!.demand, plan, words),
          endsMs,
        );
  const faults = plan.faults.filter(isOutOfReach);
  const reachability =
    faults.length === 0 ? world : new ReachabilityWithFaults(failures, stream, world, faults, words, plan, endsMs);
  reachability.markWords(words);
  return reachability;
};

const talliesOf = (ledger: Ledger): readonly FaultTally[] => (ledger instanceof FaultLedger ? ledger.tallies : []);

/** Runs on up to a time, in ms since the first measured midnight, checking the laws of conservation every hour. */
export const advance = (run: Run, untilMs: number): void => {
  const { sim, minutes } = run.context;
  for (let hour = Math.floor(sim.timeMs / HOUR_MS) + 1; hour * HOUR_MS < untilMs; hour++) {
    goTo(run, hour * HOUR_MS);
    minutes.pass();
    checkLaws(run.context);
  }
  goTo(run, untilMs);
  minutes.pass();
  checkLaws(run.context);
};

/** True until every measured need and the messages of its days have ended, and every fault is over and worked off. */
const isUnderWay = ({ context, market }: Run): boolean =>
  context.ledger.openMeasured > 0 ||
  (market.settlement?.told.awaited ?? 0) > 0 ||
  market.faults.some(({ tally }) => tally.isOpen);

/** Runs on until nothing measured is under way, or the tail's limit. */
const advanceToEnd = (run: Run): number => {
  const { measuredDays, tailMsMax } = run.plan.horizon;
  const { sim, minutes } = run.context;
  const measuredMs = measuredDays * DAY_MS;
  // A run that is taken up stands at a midnight that it has been at.
  for (let day = Math.floor(sim.timeMs / DAY_MS) + 1; day <= measuredDays; day++) {
    advance(run, day * DAY_MS);
    run.atMidnight();
  }
  let untilMs = Math.max(measuredMs, sim.timeMs);
  // Whole minutes, so that where a run ends does not hang on one event.
  while (isUnderWay(run) && untilMs < measuredMs + tailMsMax) {
    untilMs += MINUTE_MS;
    goTo(run, untilMs);
    minutes.pass();
    if (untilMs % HOUR_MS === 0) checkLaws(run.context);
    if (untilMs % DAY_MS === 0) run.atMidnight();
  }
  checkLaws(run.context);
  return untilMs;
};

/** What a run found: plain data, independent of the run's own arrays. */
export const close = (run: Run, endedAtMs: number): RunResult => {
  const { plan, context, market } = run;
  const { sim, ledger, path, rows } = context;
  context.minutes.end();
  const { components, users, tallies } = seriesRecord(context, market);
  const record: LedgerRecord = {
    kinds: ledger.kinds,
    wanted: ledger.wanted,
    sent: ledger.sent,
    answered: ledger.answered,
    refused: ledger.refused,
    expired: ledger.expired,
    dark: ledger.dark,
    inTarget: ledger.inTarget,
    ranOver: ledger.ranOver,
    sentInDay: ledger.sentInDay,
    // A need that another row's read serves has no attempts of its own.
    attempts: ledger.sent.map((sent, cell) => (cell < plan.rows.length * 8 ? sent + ledger.retries[cell]! : 0)),
    retries: ledger.retries,
    byDeadline: ledger.byDeadline,
    wantedMs: ledger.timesOn("wanted"),
    officialMs: ledger.timesOn("official"),
    networkMs: ledger.timesOn("network"),
    alerts: ledger.alerts,
    alertMs: { ...ledger.alertMs },
  };
  const rules = market.figures();
  const faults = market.faults.map(faultRecord);
  const settlement = market.settlement && settlementRecord(context, market.settlement, endedAtMs);
  // Only now: what comes after the time that was simulated is settled by then.
  const central = market.settlement && centralRecord(context, market.settlement, run);
  const scalars = {
    ...scalarsOf(tallies, users, record, rules, endedAtMs),
    ...faultScalars(faults),
    ...contractScalars(plan.contracts, market.contractClasses),
    ...(market.caches === undefined ? {} : cacheScalars(market.caches)),
    ...(settlement === undefined ? {} : settlementScalars(settlement, market.settlement!.dip.load)),
    ...(central === undefined ? {} : centralScalars(central)),
  };
  return {
    scenario: plan.scenario,
    option: plan.option,
    seed: plan.seed,
    replication: plan.replication,
    scale: plan.scale,
    meters: context.words.length,
    events: path.total,
    kernelEvents: sim.events,
    staleEvents: sim.stale,
    rowsMax: rows.inUseMax,
    endedAtMs,
    firstMinuteMs: Math.floor(run.startMs / DAY_MS) * DAY_MS,
    stepMinutes: context.minutes.stepMinutes,
    components,
    minuteFigures: minuteFigures(market, run.minuteBooks),
    contractClasses: market.contractClasses,
    users,
    cspResponses: cspHalfHours(ledger.cspResponses),
    ledger: record,
    rules,
    ...(settlement === undefined ? {} : { settlement }),
    ...(central === undefined ? {} : { central }),
    faults,
    scalars,
    pathFingerprint: path.read(),
    resultFingerprint: resultFingerprint(scalars),
  };
};

const cspHalfHours = ({ answered, inTime }: CspResponses): CspHalfHours[] =>
  CSPS.map((_, csp) => {
    const halfHours = answered.length / CSPS.length;
    const of = (counts: Uint32Array): Uint32Array => counts.slice(csp * halfHours, (csp + 1) * halfHours);
    return { answered: of(answered), inTime: of(inTime) };
  });

const faultRecord = ({ fault, backlogs, tally }: FaultBooks): FaultRecord => {
  const { title, kind, fromMs, toMs } = fault;
  const { answered, refused, expired, inTarget, outOfStep, longestMs } = tally;
  return {
    title,
    kind,
    fromMs,
    toMs,
    backlogs: backlogs.map((backlog) => ({ ...backlog })),
    needs: { answered, refused, expired, inTarget, outOfStep, longestMs },
  };
};

/** One run from start to end, as it stands then. */
export const runToEnd = (plan: Plan, options: RunOptions = {}): { readonly run: Run; readonly result: RunResult } => {
  const run = open(plan, options);
  return { run, result: close(run, advanceToEnd(run)) };
};

/** What one run found. */
export const simulate = (plan: Plan, options: RunOptions = {}): RunResult => runToEnd(plan, options).result;

export { BrokenLaw };
