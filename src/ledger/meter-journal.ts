import type { Plan } from "../domain/plan.ts";
import { usersOf } from "../domain/users.ts";
import type { Rows } from "../kernel/rows.ts";
import type { Simulation } from "../kernel/simulation.ts";
import { CaseJournal } from "./case-journal.ts";
import * as M from "./message.ts";
import { type Changing, followMessages, type MessagePassage } from "./message-passages.ts";
import type { CaseObserver, MessageObserver, Observer, RunObserver } from "./observer.ts";
import { Passage, type Stay } from "./passage.ts";
import * as R from "./request.ts";

/** A failed scheduled read waits for the time at which it is sent again. */
export const RETRY = "retry";
/** Attempts before the run began: the twin followed them. */
export const BEFORE = "before the run";

export const OUTCOMES = ["answered", "failed", "out of reach", "refused", "delivered", "open"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One request, response or alert of a meter, from when it was made to where it ended. */
export interface Journey {
  readonly what: "request" | "alert" | "second answer";
  /** Number of its traffic row; of an alert it says nothing. */
  readonly traffic: number;
  /** Where it was made: what its maker is called in the path. */
  readonly madeBy: string;
  readonly madeMs: number;
  readonly info: number;
  /** The ledger's clocks: when it was wanted, due, and last sent. */
  readonly wantedMs: number;
  readonly dueMs: number;
  readonly sentMs: number;
  readonly stays: readonly Stay[];
  readonly outcome: Outcome;
  /** Undefined: it is still under way. */
  readonly endMs: number | undefined;
}

/** What a message comes of: a read over the DCC, a reading by hand, the completeness sweep; or it goes again. */
export type MessageOrigin = "read" | "reading by hand" | typeof M.SWEEP | typeof M.RESUBMISSION;

/** A message of a day's data of one of the meter's registers. */
export interface MessageJourney extends MessagePassage {
  readonly system: number;
  /** Day of the run whose reads bring it. */
  readonly day: number;
  readonly isEstimate: boolean;
  readonly origin: MessageOrigin;
  /** Number of the journey that brought the data, where a read did. */
  readonly journey: number | undefined;
}

interface Open {
  readonly journey: Changing<Journey>;
  readonly passage: Passage;
}

/**
 * Everything that happens to the requests, responses, alerts and messages of one meter, each stay where the one before
 * ended: what they last is what the ledger's clocks say, to the millisecond.
 */
export class MeterJournal implements RunObserver {
  readonly journeys: Journey[] = [];
  readonly messages: MessageJourney[] = [];
  readonly requests: Observer;
  readonly registration: CaseJournal;
  private readonly sim: Simulation;
  private readonly meter: number;
  private readonly meters: number;
  private readonly users: ReadonlySet<string>;
  private readonly underWay = new Map<number, Open>();
  /** Just now at the endpoint of its User: a message that is made comes of it. */
  private handedOver: number | undefined;

  constructor(sim: Simulation, plan: Pick<Plan, "estate" | "endpoints">, rows: Rows, meter: number, meters: number) {
    this.sim = sim;
    this.meter = meter;
    this.meters = meters;
    this.users = new Set(usersOf(plan).map(({ name }) => name));
    this.requests = this.ofRequests(rows);
    this.registration = new CaseJournal(sim, meter);
  }

  private ofRequests({ cells, columns }: Rows): Observer {
    const { sim, meter, users, underWay, journeys } = this;
    const timeOf = (stamp: number): number => sim.timeMs - ((sim.stampBase + sim.now - stamp) | 0);

    const begin = (row: number, madeBy: string): Open => {
      const at = row * columns;
      const info = cells[at + R.INFO]!;
      const what = (info & R.ALERT) !== 0 ? "alert" : (info & R.DUPLICATE) !== 0 ? "second answer" : "request";
      // Only what began before the run is first seen at a later attempt.
      const isInherited = what === "request" && R.attemptOf(info) > 0;
      const sentMs = timeOf(cells[at + R.SENT]!);
      const madeMs = isInherited ? timeOf(cells[at + R.DUE]!) : sim.timeMs;
      const passage = new Passage(madeMs);
      if (isInherited) passage.leave(BEFORE, sentMs, { attempt: R.attemptOf(info) - 1 });
      const open: Open = {
        journey: {
          what,
          traffic: R.rowOf(info),
          madeBy: isInherited ? BEFORE : madeBy,
          madeMs,
          info,
          wantedMs: what === "alert" ? madeMs : timeOf(cells[at + R.WANTED]!),
          dueMs: what === "alert" ? madeMs : timeOf(cells[at + R.DUE]!),
          sentMs,
          stays: passage.stays,
          outcome: "open",
          endMs: undefined,
        },
        passage,
      };
      underWay.set(row, open);
      journeys.push(open.journey);
      return open;
    };

    /** The journey of a row as it is now: the DSP may have sent it again since it was last seen. */
    const seen = (row: number, place: string): { open: Open; isNew: boolean } => {
      const known = underWay.get(row);
      if (known === undefined) return { open: begin(row, place), isNew: true };
      const info = cells[row * columns + R.INFO]!;
      const { journey, passage } = known;
      if (R.attemptOf(info) > R.attemptOf(journey.info)) {
        passage.leave(RETRY, timeOf(cells[row * columns + R.SENT]!), { attempt: R.attemptOf(info) - 1 });
        journey.info = info;
      }
      return { open: known, isNew: false };
    };
    const isOurs = (row: number): boolean => cells[row * columns + R.METER] === meter;

    return {
      left: (place, row) => {
        if (!isOurs(row)) return;
        const { open, isNew } = seen(row, place);
        const info = cells[row * columns + R.INFO]!;
        // Made here, and nowhere before.
        if (isNew && open.journey.madeBy === place) return;
        const failed = { isFailed: (info & R.FAILED) !== 0, isDark: (info & R.DARK) !== 0 };
        open.passage.leave(place, sim.timeMs, { attempt: R.attemptOf(info), ...failed });
        if (users.has(place)) this.handedOver = journeys.indexOf(open.journey);
      },
      waits: (place, row, by) => {
        if (isOurs(row)) seen(row, place.name).open.passage.wait(place, by, sim.timeMs);
      },
      over: (row) => {
        if (!isOurs(row)) return;
        const { journey, passage } = seen(row, BEFORE).open;
        const at = row * columns;
        const info = cells[at + R.INFO]!;
        journey.info = info;
        journey.endMs = sim.timeMs;
        if (journey.what !== "alert") {
          journey.wantedMs = timeOf(cells[at + R.WANTED]!);
          journey.dueMs = timeOf(cells[at + R.DUE]!);
        }
        journey.sentMs = timeOf(cells[at + R.SENT]!);
        journey.outcome = outcomeOf(info, users.has(passage.stays.at(-1)?.place ?? ""));
        this.handedOver = undefined;
        underWay.delete(row);
      },
    };
  }

  openMessages({ cells, columns }: Rows): MessageObserver {
    const { sim, meter, meters, messages, registration } = this;
    return followMessages(sim, (row, place, passage) => {
      const system = cells[row * columns + M.SYSTEM]!;
      const what = cells[row * columns + M.WHAT]!;
      if ((what & M.OF_REGISTRATION) !== 0) return registration.take(system, what, passage);
      // Above the exports are systems that are no meters of the DCC.
      if (system >= 2 * meters || system % meters !== meter) return undefined;
      const message: MessageJourney = Object.assign(passage, {
        system,
        day: M.dayOf(what),
        isEstimate: (what & M.ESTIMATED) !== 0,
        origin: this.originAt(place),
        journey: this.handedOver,
      });
      messages.push(message);
      return message;
    });
  }

  openCases(cases: Rows, words: Uint32Array): CaseObserver {
    return this.registration.open(cases, words);
  }

  /** What a message comes of that is first seen at a place. */
  private originAt(place: string): MessageOrigin {
    if (place === M.SWEEP || place === M.RESUBMISSION) return place;
    return this.handedOver === undefined ? "reading by hand" : "read";
  }
}

const outcomeOf = (info: number, isAtUser: boolean): Outcome => {
  if (!isAtUser) return "refused";
  if ((info & R.NO_NEED) !== 0) return "delivered";
  if ((info & R.FAILED) === 0) return "answered";
  return (info & R.DARK) === 0 ? "failed" : "out of reach";
};
