import { supplierOf } from "../domain/meter-word.ts";
import type { Rows } from "../kernel/rows.ts";
import type { Simulation } from "../kernel/simulation.ts";
import * as M from "./message.ts";
import type { Changing, MessagePassage } from "./message-passages.ts";
import type { CaseObserver } from "./observer.ts";
import * as C from "./registration-case.ts";

/** A case of Registration comes into a state. */
export interface CaseStep {
  readonly atMs: number;
  readonly state: number;
  /** Date, counted from the first measured day, at whose midnight it is to take effect; 0 while it is pending. */
  readonly date: number;
  readonly why: C.InVain | undefined;
}

/** A message of Registration about a case. */
export interface CaseMessage extends MessagePassage {
  /** Number among the messages of Registration. */
  readonly kind: number;
  readonly tried: number;
}

/** A switch, an appointment or a report of the meter, from when it began. */
export interface CaseJourney {
  /** As it was last: reason, service, tries, supplier. */
  readonly what: number;
  /** Day on which it was asked for: a switch and its appointments have the same. */
  readonly begun: number;
  /** Number of who supplied the meter as it began. */
  readonly supplier: number;
  /** Of an appointment: the date that was asked for first. */
  readonly firstDate: number;
  readonly steps: readonly CaseStep[];
  readonly messages: readonly CaseMessage[];
}

type Open = Changing<CaseJourney> & { readonly steps: CaseStep[]; readonly messages: CaseMessage[] };

/** Every case of Registration of one meter, with its messages. */
export class CaseJournal {
  private readonly journeys: CaseJourney[] = [];
  private readonly sim: Simulation;
  private readonly meter: number;
  private table: Rows | undefined;
  /** By row, while a case is under way or a message about it is. */
  private readonly underWay = new Map<number, Open>();

  constructor(sim: Simulation, meter: number) {
    this.sim = sim;
    this.meter = meter;
  }

  /** As they are now: of what is under way its supplier may be known only after it began. */
  get cases(): readonly CaseJourney[] {
    for (const [row, journey] of this.underWay) {
      const { cells, columns } = this.table!;
      if (cells[row * columns + C.METER] === this.meter) journey.what = cells[row * columns + C.WHAT]!;
    }
    return this.journeys;
  }

  open(table: Rows, words: Uint32Array): CaseObserver {
    const { sim, meter, journeys, underWay } = this;
    this.table = table;
    const { cells, columns } = table;
    const stepTo = (journey: Open, row: number, why: C.InVain | undefined): void => {
      const at = row * columns;
      const { steps } = journey;
      journey.what = cells[at + C.WHAT]!;
      journey.firstDate = cells[at + C.FIRST_DATE]!;
      const step: CaseStep = { atMs: sim.timeMs, state: C.stateOf(journey.what), date: cells[at + C.DATE]!, why };
      // Asked for the moment that it began: that is one step.
      const last = steps.at(-1);
      if (last?.atMs === step.atMs && last.state === step.state) steps.pop();
      steps.push(step);
    };
    return {
      began: (row) => {
        if (cells[row * columns + C.METER] !== meter) return;
        const journey: Open = {
          what: 0,
          begun: cells[row * columns + C.BEGUN]!,
          supplier: supplierOf(words[meter]!),
          firstDate: 0,
          steps: [],
          messages: [],
        };
        underWay.set(row, journey);
        journeys.push(journey);
        stepTo(journey, row, undefined);
      },
      changed: (row, why) => {
        if (cells[row * columns + C.METER] !== meter) return;
        const journey = underWay.get(row)!;
        stepTo(journey, row, why);
        // Nobody asks for the supplier that is there already.
        if (why === "same supplier drawn") journeys.splice(journeys.indexOf(journey), 1);
      },
    };
  }

  /** A message about a case of the meter; undefined: it is another's. */
  take(about: number, what: number, passage: MessagePassage): CaseMessage | undefined {
    const { cells, columns } = this.table!;
    if (cells[about * columns + C.METER] !== this.meter) return undefined;
    const message: CaseMessage = Object.assign(passage, { kind: M.kindOf(what), tried: M.tryOf(what) });
    this.underWay.get(about)!.messages.push(message);
    return message;
  }
}
