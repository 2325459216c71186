/** A table is full whose size was set as the model was opened: more is under way at once than it has room for. */
export class OutOfRoom extends RangeError {
  override readonly name = "OutOfRoom";
  readonly max: number;
  readonly what: string;
  /** Whose it is. */
  readonly table: object;

  constructor(max: number, what: string, table: object) {
    super(`more than ${max} ${what}`);
    this.max = max;
    this.what = what;
    this.table = table;
  }
}
