/** Not on actual data. */
export const NOT_YET = 0;
const BITS = 3;
const MASK = 7;
const SENT = 1 << 6;

/**
 * Of each metering system and measured day the first run that settles it on actual data: a byte for a meter and day,
 * three bits for import and three for export, and a bit each for a message with its data that was sent.
 */
export class SettledDays {
  readonly meters: number;
  readonly days: number;
  /** How many runs the timetable has. */
  readonly runs: number;
  private readonly bytes: Uint8Array;

  constructor(meters: number, days: number, runs: number) {
    this.meters = meters;
    this.days = days;
    this.runs = runs;
    this.bytes = new Uint8Array(meters * days);
  }

  /** The first run that settles the meter's import on actual data; the number of runs when none does. */
  firstRunOf(meter: number, day: number): number {
    return this.firstRun(day, meter, 0);
  }

  /** The same of its export. */
  firstExportRunOf(meter: number, day: number): number {
    return this.firstRun(day, meter, 1);
  }

  /** The same by number of the register. */
  firstRun(day: number, meter: number, register: number): number {
    const value = this.of(day, meter, register);
    return value === NOT_YET ? this.runs : value - 1;
  }

  /** `NOT_YET`, or 1 + the number of the run. */
  of(day: number, meter: number, register: number): number {
    return (this.bytes[day * this.meters + meter]! >>> (register * BITS)) & MASK;
  }

  /** A message with its data is on its way. */
  send(day: number, meter: number, register: number): void {
    this.bytes[day * this.meters + meter]! |= SENT << register;
  }

  isSent(day: number, meter: number, register: number): boolean {
    return (this.bytes[day * this.meters + meter]! & (SENT << register)) !== 0;
  }

  /** Settles a day from a run on; the first that does holds. */
  settle(day: number, meter: number, register: number, run: number): void {
    if (this.of(day, meter, register) !== NOT_YET) return;
    this.bytes[day * this.meters + meter]! |= (run + 1) << (register * BITS);
  }
}
