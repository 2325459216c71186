import { ACCESS, FIRST_S1SP } from "../domain/components.ts";
import type { Reachability } from "../domain/reachability.ts";
import { openRoom } from "../domain/registration-room.ts";
import { RunGates } from "../domain/run-gates.ts";
import type { Settlement } from "../domain/settlement.ts";
import { SupplierChanges } from "../domain/supplier-changes.ts";
import { NONE } from "../kernel/rows.ts";
import { DAY_MS, MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { ExceptionLedger } from "../ledger/exception-ledger.ts";
import type { FaultTally } from "../ledger/fault-ledger.ts";
import { ENTERED as MESSAGE_ENTERED, openMessages, openObservedMessages } from "../ledger/message.ts";
import { MessageLedger } from "../ledger/message-ledger.ts";
import { RequestLoad } from "../metrics/component-load.ts";
import type { RuleFigure } from "../metrics/rule-metrics.ts";
import type { Needs } from "../smoothing/needs.ts";
import { profilesOf } from "../smoothing/purpose-flag.ts";
import { SettlementReads } from "../smoothing/settlement-reads.ts";
import { type Access, openAccess } from "./access.ts";
import { openAccessControl } from "./access-control.ts";
import { type AccessRules, openAccessRules } from "./access-rules.ts";
import { openAlerts } from "./alerts.ts";
import { openAllocation } from "./allocation.ts";
import { openAnomalyDetection } from "./anomaly-detection.ts";
import { openContractClasses } from "./contract-classes.ts";
import { limitToContract } from "./contract-limit.ts";
import { openDataServices } from "./data-services.ts";
import { openDayReads } from "./day-reads.ts";
import { openDco } from "./dco.ts";
import { openDip } from "./dip.ts";
import { type Dsp, openDsp } from "./dsp.ts";
import { openDuplicateResponses } from "./duplicate-responses.ts";
import { enterEarlierReads } from "./earlier-reads.ts";
import { openEndpoints } from "./endpoints.ts";
import { openFaults } from "./faults.ts";
import { openFutureDated } from "./future-dated.ts";
import { openHubs } from "./hub.ts";
import { openLateData } from "./late-data.ts";
import type { Context, Route, Valve, Watched } from "./market-context.ts";
import { openMds } from "./mds.ts";
import { openMeterReading } from "./meter-reading.ts";
import { openMisbehavingUsers } from "./misbehaving-users.ts";
import { openOtherDataServices } from "./other-data-services.ts";
import { openRegistrationBacklog } from "./registration-backlog.ts";
import { openRegistration } from "./registration-market.ts";
import { openRequestStreams } from "./request-streams.ts";
import { settledSystems } from "./settled-systems.ts";
import { brokenMessages, MDS, type SettlementContext } from "./settlement-context.ts";
import { openSettlementDay } from "./settlement-day.ts";
import { openCaches } from "./smets1-cache.ts";
import { openSmsWakeUps } from "./sms-wake-ups.ts";
import { StationAudit } from "./station-audit.ts";

/**
 * What the DSP does to a request before it is let in, rule by rule; a rule that is off is not there at all.
 */
const openEntry = (
  context: Context,
  dsp: Dsp,
  loads: readonly RequestLoad[],
  accessRules: AccessRules | undefined,
  changes: SupplierChanges | undefined,
) => {
  const { allocation, anomalyDetection } = context.plan;
  const figures: (() => RuleFigure[])[] = [];
  const held = allocation === undefined ? undefined : openAllocation(context, dsp.load, loads, dsp.admit);
  // What a User's queue holds back was sent all the same: demand is counted before it.
  const counted = openContractClasses(
    context,
    held === undefined
      ? dsp.receive
      : (row, isFirst) => {
          dsp.countDemand(row, isFirst);
          if (isFirst) held.receive(row);
          else held.receiveRetry(row);
        },
  );
  let { receive } = counted;
  if (context.plan.rows.some(({ heldUntilMinute }) => heldUntilMinute !== undefined)) {
    const dated = openFutureDated(context, receive);
    receive = dated.receive;
    figures.push(dated.figures);
  }
  if (held !== undefined) figures.push(held.figures);
  if (anomalyDetection !== undefined) {
    const detection = openAnomalyDetection(context, receive);
    receive = detection.receive;
    figures.unshift(detection.figures);
  }
  let registration: Watched | undefined;
  if (accessRules !== undefined) {
    const control = openAccessControl(context, accessRules, changes, receive);
    receive = control.receive;
    registration = openRegistrationBacklog(context, accessRules.feed, changes);
    figures.unshift(control.figures);
  }
  const { halfHours } = counted;
  return { receive, held, registration, contractClasses: halfHours, figures: () => figures.flatMap((of) => of()) };
};

/** Most messages on their way, for each meter: what an outage of days may hold up. */
const MESSAGES_A_METER = 16;

/** The table of messages, and who is told of them, where somebody is. */
const openMessageTable = ({ audit, observer }: Context, max: number) => {
  if (observer === undefined) return { messages: openMessages(max, audit.debug), messageObserver: undefined };
  const messages = openObservedMessages(max, audit.debug);
  const messageObserver = observer.openMessages(messages);
  messages.onGive = (row) => messageObserver.over(row);
  return { messages, messageObserver };
};

/** Changes of supplier, where Registration is on. */
const openSupplierChanges = ({ sim, plan, words, registered }: Context): SupplierChanges | undefined => {
  const rules = plan.settlement?.registration;
  if (rules === undefined) return undefined;
  const most = openRoom(plan, rules, registered.length, words.length)["changes of supplier"];
  return sim.keep(new SupplierChanges(registered.length, most));
};

/** What is open before settlement is. */
interface Opened {
  readonly needs: Needs;
  readonly reachability: Reachability;
  readonly changes: SupplierChanges | undefined;
  readonly accessRules: AccessRules | undefined;
}

/** From the data that MDRs have to what each Settlement Run settles on, where settlement is on. */
const openSettlement = (context: Context, settlement: Settlement, opened: Opened) => {
  const { sim, plan, words, audit } = context;
  const { needs, reachability, changes, accessRules } = opened;
  const { startDay, measuredDays, tailMsMax } = plan.horizon;
  const { readsBackDays } = settlement.dataServices;
  const lastDay = measuredDays + Math.ceil(tailMsMax / DAY_MS);
  const firstDay = Math.floor(sim.timeMs / DAY_MS);
  const gates = new RunGates(settlement, startDay, firstDay - readsBackDays, lastDay);
  const { smart, others } = settledSystems(context, settlement, gates.runs.length, changes);
  const systems = words.length + (others?.others.count ?? 0);
  const messagesMax = Math.min(NONE, Math.max(65_536, systems * MESSAGES_A_METER));
  const { messages, messageObserver } = openMessageTable(context, messagesMax);
  const messageAudit = new StationAudit(sim, messages, audit.debug, {
    entered: MESSAGE_ENTERED,
    observer: messageObserver,
  });
  const told = new MessageLedger(plan.estate.supplierShares.length, plan.estate.gspGroupShares.length);
  const exceptions = new ExceptionLedger(plan.estate.supplierShares.length);
  const except = (type: number, system: number, day: number): void =>
    exceptions.count(type, smart.supplierOf(system, day), system, day);
  const swept = (gateMs: number): void => day.swept(gateMs);
  const ofMessages = { settlement, messages, messageAudit, told, gates, except, swept, messageObserver, changes };
  const inside: SettlementContext = { ...context, ...ofMessages, ...smart };
  for (const part of [messages, told, told.acceptedMs, told.registration, exceptions, smart.settled]) sim.keep(part);
  if (others !== undefined) sim.keep(others.otherDays);
  const isReadByHand = others && ((meter: number, day: number) => others.others.isMeterReadOn(meter, day));
  const reads = new SettlementReads(plan, needs, reachability, isReadByHand, accessRules?.letsIn);
  const mds = openMds(
    inside,
    (message) => dip.done(message, MDS),
    // What a healthy service has asked before it sends isn't asked again (PRI-019).
    settlement.dataServices.registration?.isChecked === false && {
      knownFromMs: (system, day) => serviceOf(system).knownFromMs(system, day),
      resubmit: (system, what) => serviceOf(system).resubmit(system, what),
    },
  );
  const registration =
    settlement.registration &&
    openRegistration(inside, settlement.registration, {
      receive: (message) => dip.receive(message),
      done: (message, recipient) => dip.done(message, recipient),
      heldTo: (meter): number =>
        meter < words.length ? dataServices.heldTo[meter]! : otherServices!.heldTo[meter - words.length]!,
      others: others?.others,
    });
  const dip = openDip(inside, mds.receive, registration?.mail);
  const day = openSettlementDay(inside, mds.isIdle);
  const dataServices = openDataServices(inside, reads, dip.receive, registration?.appointedFromMs);
  const otherServices = others && {
    ...others,
    ...openOtherDataServices({ ...inside, ...others }, dip.receive, registration?.appointedFromMs),
  };
  const serviceOf = (system: number) => (system < 2 * words.length ? dataServices : otherServices!);
  if (others !== undefined) openMeterReading({ ...inside, ...others }, reachability, dataServices.takeTo);
  audit.laws.push(() => brokenMessages(inside));
  const valves = [dip.valve, mds.valve];
  const { settled } = smart;
  const books = { messages, messageAudit, told, exceptions, gates, settled, day, changes, registration };
  return { reads, dataServices, otherServices, dip, mds, valves, ...books };
};

export type SettlementMarket = ReturnType<typeof openSettlement>;

/** Both, of those that there are. */
const oneAfterTheOther = (first: Route | undefined, second: Route | undefined): Route | undefined =>
  first === undefined || second === undefined
    ? (first ?? second)
    : (row) => {
        first(row);
        second(row);
      };

/**
 * The market, joined up:
 *
 *   Users, Schedules ──► DSP ──► CSP North, Central, South, 4G ──────────────────────► hub ─ meter
 *                         │                                                              │
 *                         └────► S1SP IOC, MOC, FOC ─(dual control)─► DCO ─► [cache] ───►│
 *                                                                              │         │
 *   User's endpoint ◄──── DSP ◄──── CSP or S1SP ◄──── responses, errors, ◄─────┴─────────┘
 *                         │                           alerts
 *     │                   └─ a failed scheduled read is sent again after 1, 4 and 10 h
 *     └─► data services ──► DIP ──► MDS, and the supplier and LDSO of the meter
 */
export const openMarket = (
  context: Context,
  needs: Needs,
  reachability: Reachability,
  tallies: readonly FaultTally[] = [],
) => {
  const { sim } = context;
  const loads = ACCESS.map(() => new RequestLoad(sim, context.minutes));
  const access: Access[] = [];
  const toDco: Route[] = [];
  const dcoFigures: (() => RuleFigure[])[] = [];
  const valves: Valve[] = [];

  const changes = openSupplierChanges(context);
  const accessRules = context.plan.accessControl && openAccessRules(context, changes);
  const opened = { needs, reachability, changes, accessRules };
  const settlement = context.plan.settlement && openSettlement(context, context.plan.settlement, opened);
  const { lateDataOnDemand } = context.plan.needs;
  const lateData = lateDataOnDemand === undefined ? undefined : openLateData(context, needs, lateDataOnDemand);
  const users = openEndpoints(context, oneAfterTheOther(settlement?.dataServices.receive, lateData?.hasCome));
  const dsp = openDsp(
    context,
    {
      toAccess: (row, number) => access[number]!.receive(row),
      toUser: users.deliver,
      sendAgain: (row) => entry.receive(row, false),
    },
    loads,
  );
  const entry = openEntry(context, dsp, loads, accessRules, changes);
  const answered: Route[] = [];
  const toAccess = (row: number, number: number): void => answered[number]!(row);
  const { duplicates } = context.plan;
  const twice =
    duplicates && openDuplicateResponses(context, duplicates, toAccess, (row, number) => access[number]!.respond(row));
  const hubs = openHubs(context, reachability, twice?.receive ?? toAccess);
  const { cache, sms } = context.plan;
  const wakeUps = sms && openSmsWakeUps(context, sms, hubs.receive);
  const toSmets1Hub = wakeUps?.receive ?? hubs.receive;
  const caches =
    cache &&
    openCaches(context, cache, {
      toHub: toSmets1Hub,
      respondAt: (row, number) => access[number]!.respond(row),
      charge: (more, number) => access[number]!.charge(more),
    });
  ACCESS.forEach((name, number) => {
    const kept = caches?.[number - FIRST_S1SP];
    const toHub = kept?.receive ?? (number >= FIRST_S1SP ? toSmets1Hub : hubs.receive);
    if (number >= FIRST_S1SP) {
      const dco = openDco(context, name.slice("s1sp.".length), toHub);
      toDco[number] = dco.receive;
      valves.push(dco.valve);
      dcoFigures.push(dco.figures);
    }
    access.push(
      openAccess(context, number, loads[number]!, {
        toHub,
        toDco: (row) => toDco[number]!(row),
        toDsp: dsp.respond,
        limitToContract: (valve, contracted, limit) => limitToContract(context, valve, contracted, limit),
      }),
    );
    answered.push(kept?.answered ?? access[number]!.respond);
  });

  const reads = openDayReads(context, needs, entry.receive);
  lateData?.openDays(reads.openDays);
  openRequestStreams(context, entry.receive);
  openMisbehavingUsers(context, entry.receive);
  openAlerts(context, { respondAt: access.map((component) => component.respond), respondAtDsp: dsp.respond });
  valves.push(...dsp.valves, ...access.flatMap((component) => component.valves), ...users.valves);
  valves.push(...(settlement?.valves ?? []));
  const { held, registration, contractClasses } = entry;
  const faults = openFaults(context, valves, { held: held?.watched, registration }, tallies);

  // Days begin at UTC midnight; the run may begin inside one.
  const firstDay = Math.floor(sim.timeMs / DAY_MS);
  const minute = Math.floor((sim.timeMs - firstDay * DAY_MS) / MINUTE_MS);
  const world = { reachability, isLetIn: accessRules?.letsIn };
  for (const day of [firstDay - 1, firstDay]) enterEarlierReads(context, needs, world, dsp.retryPort, day);
  const { plan } = context;
  const crossesMidnight = plan.rows.some((row) =>
    profilesOf(row, plan.needs).some(({ toMinute }) => toMinute > MINUTES_A_DAY),
  );
  if (crossesMidnight) reads.openDay(firstDay - 1, MINUTES_A_DAY + minute);
  reads.openDay(firstDay, minute);
  const midnight = sim.open("midnight", (day) => {
    reads.openDay(day, 0);
    sim.send(sim.now + DAY_MS, midnight, day + 1);
  });
  sim.send((firstDay + 1) * DAY_MS - sim.baseMs, midnight, firstDay + 1);

  const figures = (): RuleFigure[] => [
    ...entry.figures(),
    ...reads.figures(),
    ...(wakeUps?.figures() ?? []),
    ...(twice?.figures() ?? []),
    ...dcoFigures.flatMap((of) => of()),
    ...(settlement?.registration?.figures() ?? []),
  ];
  return { dsp, access, users, caches, allocation: held?.second, faults, contractClasses, figures, settlement };
};

export type Market = ReturnType<typeof openMarket>;
