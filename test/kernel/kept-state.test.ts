import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf, readerOf } from "../../bench/state-in-memory.ts";
import { KeptState } from "../../src/kernel/kept-state.ts";

const saved = (state: KeptState): Uint8Array => bytesOf((write) => state.save(write));

const load = (state: KeptState, bytes: Uint8Array): void => state.load(readerOf(bytes));

/** A part with a field of every kind, and one that another part holds too. */
const openModel = () => {
  const state = new KeptState();
  const shared = new Int32Array(8).fill(-1);
  const table = state.keep({ cells: shared, inUse: 0, isOpen: false, endedAtMs: undefined as number | undefined });
  const ledger = state.keep({ cells: shared, times: new Float64Array(4), name: "ledger", end: () => 1 });
  let line = new Uint16Array(2);
  state.keep({
    get line() {
      return line;
    },
    set line(given) {
      line = given;
    },
  });
  return { state, table, ledger, line: () => line, grow: (values: number[]) => void (line = Uint16Array.from(values)) };
};

const anyNumber = fc.double({ noNaN: false });

test("what was saved is what is loaded, to the last bit, and saves to the same bytes again", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { minLength: 8, maxLength: 8 }),
      fc.array(anyNumber, { minLength: 4, maxLength: 4 }),
      anyNumber,
      fc.boolean(),
      fc.option(anyNumber, { nil: undefined }),
      fc.array(fc.nat(65_535)),
      (cells, times, inUse, isOpen, endedAtMs, line) => {
        const one = openModel();
        one.table.cells.set(cells);
        one.ledger.times.set(times);
        Object.assign(one.table, { inUse, isOpen, endedAtMs });
        one.grow(line);
        const bytes = saved(one.state);
        const other = openModel();
        load(other.state, bytes);
        expect(other.table).toEqual(one.table);
        expect(Object.is(other.table.inUse, inUse)).toBe(true); // a zero keeps its sign
        expect(other.ledger.cells).toBe(other.table.cells); // still the same array
        expect(other.ledger.times).toEqual(one.ledger.times);
        expect([...other.line()]).toEqual(line);
        expect(saved(other.state)).toEqual(bytes);
      },
    ),
  );
});

test("a table that is reserved and not used takes no room, and nothing that stood there before stays", () => {
  const state = new KeptState();
  const { cells } = state.keep({ cells: new Int32Array(1_000_000) });
  cells[2] = 7;
  const bytes = saved(state);
  expect(bytes.length).toBeLessThan(100);
  cells.fill(9);
  load(state, bytes);
  expect([...cells.subarray(0, 4), cells.at(-1)]).toEqual([0, 0, 7, 0, 0]);
});

test("two parts that hold one array for want of their own are told apart when they have one each", () => {
  const none = new Uint32Array(0);
  const openSenders = () => {
    const state = new KeptState();
    const senders = [none, none];
    for (const i of [0, 1])
      state.keep({
        get left() {
          return senders[i]!;
        },
        set left(left) {
          senders[i] = left;
        },
      });
    return { state, senders };
  };
  const one = openSenders();
  one.senders[1] = Uint32Array.of(5, 6);
  const other = openSenders();
  load(other.state, saved(one.state));
  expect(other.senders).toEqual(one.senders);
});

test("what was saved of one model is not loaded into another", () => {
  const bytes = saved(openModel().state);
  const more = openModel();
  more.state.keep({ refused: 0 });
  expect(() => load(more.state, bytes)).toThrow("what was saved is of another model");
  const renamed = new KeptState();
  renamed.keep({ one: 1 });
  const other = new KeptState();
  other.keep({ two: 1 });
  expect(() => load(other, saved(renamed))).toThrow("what was saved is of another model");
  const small = new KeptState();
  small.keep({ cells: new Int32Array(3) });
  const large = new KeptState();
  large.keep({ cells: new Int32Array(4) });
  expect(() => load(large, saved(small))).toThrow("what was saved has 3 values of cells, and this has 4");
});
