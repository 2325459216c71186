import { describe, expect, test } from "vitest";
import { ClassQueue } from "../../src/kernel/class-queue.ts";
import { OutOfRoom } from "../../src/kernel/out-of-room.ts";
import { NONE, Rows } from "../../src/kernel/rows.ts";

describe("a table of rows", () => {
  test("a row given back is taken again first, and columns other than 0 keep what they held", () => {
    const rows = new Rows(3, 10);
    const [a, b] = [rows.take(), rows.take()];
    rows.cells[b * rows.columns + 2] = 42;
    rows.give(a);
    rows.give(b);
    expect([rows.take(), rows.take(), rows.take()]).toEqual([b, a, 2]);
    expect(rows.cells[b * rows.columns + 2]).toBe(42);
  });

  test("a ticket names its row until the row is given back, and never after", () => {
    const rows = new Rows(1, 4);
    const row = rows.take();
    const tickets = [rows.ticket(row)];
    for (let life = 1; life < 64; life++) {
      expect(rows.holder(tickets.at(-1)!)).toBe(row);
      rows.give(row);
      expect(rows.holder(tickets.at(-1)!)).toBe(NONE);
      expect(rows.take()).toBe(row);
      tickets.push(rows.ticket(row));
    }
    expect(new Set(tickets).size).toBe(64);
    expect(tickets.filter((ticket) => rows.holder(ticket) === row)).toEqual([tickets[63]]);
  });

  test("a ticket survives an int32 column and standing in a queue", () => {
    const rows = new Rows(1, 100);
    const queue = new ClassQueue(rows, 2, 10);
    const [first, second] = [rows.take(), rows.take()];
    for (let life = 0; life < 40; life++) {
      rows.give(second);
      expect(rows.take()).toBe(second);
    }
    const kept = Int32Array.of(rows.ticket(first), rows.ticket(second));
    for (const row of [first, second]) queue.push(row, 1);
    expect([...kept].map((ticket) => rows.holder(ticket))).toEqual([first, second]);
    expect([queue.pop(), queue.pop()]).toEqual([first, second]);
    expect([...kept].map((ticket) => rows.holder(ticket))).toEqual([first, second]);
  });

  test("rows in use, and the most there ever were, are counted", () => {
    const rows = new Rows(2, 5);
    const taken = [rows.take(), rows.take(), rows.take()];
    expect([rows.inUse, rows.inUseMax]).toEqual([3, 3]);
    for (const row of taken) rows.give(row);
    rows.take();
    expect([rows.inUse, rows.inUseMax]).toEqual([1, 3]);
  });

  test("one more than it holds is refused in a sentence, and leaves the count right", () => {
    const rows = new Rows(1, 2);
    rows.take();
    const row = rows.take();
    expect(() => rows.take()).toThrow(new OutOfRoom(2, "rows in flight", rows));
    expect([rows.inUse, rows.inUseMax]).toEqual([2, 2]);
    rows.give(row);
    expect(rows.take()).toBe(row);
    expect(() => new Rows(1, 2 ** 26)).toThrow("a table holds at most 67108863 rows, 67108864 asked for");
  });
});

describe("a queue in classes", () => {
  test("serves class by class, in order of arrival, and takes no more than it holds", () => {
    const rows = new Rows(1, 10);
    const queue = new ClassQueue(rows, 3, 5);
    const [a, b, c, d, e, f] = Array.from({ length: 6 }, () => rows.take());
    expect([queue.push(a!, 2), queue.push(b!, 0), queue.push(c!, 1)]).toEqual([true, true, true]);
    expect([queue.push(d!, 0), queue.push(e!, 2), queue.push(f!, 0)]).toEqual([true, true, false]);
    expect(Array.from({ length: 5 }, () => queue.pop())).toEqual([b, d, c, a, e]);
    expect(queue.length).toBe(0);
    expect(queue.push(f!, 1)).toBe(true);
    expect(queue.pop()).toBe(f);
  });
});
