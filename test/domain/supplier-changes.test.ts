import { expect, test } from "vitest";
import { supplierOf, withSupplier } from "../../src/domain/meter-word.ts";
import { NoRoomInRun } from "../../src/domain/registration-room.ts";
import { SupplierChanges } from "../../src/domain/supplier-changes.ts";
import { DAY_MS } from "../../src/kernel/time.ts";

const word = (supplier: number): number => withSupplier(0, supplier);

test("who had a meter at any time, however often it changed (S-33)", () => {
  const words = Uint32Array.of(word(3), word(4), word(5));
  const changes = new SupplierChanges(words.length, 3);
  changes.change(words, 1, DAY_MS, 7);
  changes.change(words, 2, 2 * DAY_MS, 8);
  changes.change(words, 1, 3 * DAY_MS, 9);
  const at = (meter: number, ms: number): number => changes.supplierAt(words[meter]!, meter, ms);
  expect([0, 1, 2, 3, 4].map((day) => at(1, day * DAY_MS))).toEqual([4, 7, 7, 9, 9]);
  expect(changes.counts()).toEqual({ all: 3, insideDays: 0 });
  expect([at(1, DAY_MS - 1), at(1, 3 * DAY_MS - 1), at(0, 4 * DAY_MS), at(2, 2 * DAY_MS)]).toEqual([4, 7, 3, 8]);
});

test("a copy that holds what was registered up to a time has who was last registered by then (S-33)", () => {
  const words = Uint32Array.of(word(3), word(4));
  const changes = new SupplierChanges(words.length, 3);
  changes.change(words, 0, 2 * DAY_MS, 7, DAY_MS / 2);
  changes.change(words, 0, 4 * DAY_MS, 9, 3 * DAY_MS);
  const known = (day: number): number => changes.supplierKnown(words[0]!, 0, day * DAY_MS);
  expect([0, 0.5, 1, 2.9, 3, 4].map(known)).toEqual([3, 7, 7, 7, 9, 9]);
  expect(changes.supplierKnown(words[1]!, 1, 0)).toBe(4);
});

test("words go back to the beginning, and forward again day by day", () => {
  const words = Uint32Array.of(word(3), word(4));
  const changes = new SupplierChanges(words.length, 3);
  changes.change(words, 0, DAY_MS, 1);
  changes.change(words, 1, 1.5 * DAY_MS, 2);
  changes.change(words, 0, 2 * DAY_MS, 6);
  expect(changes.counts()).toEqual({ all: 3, insideDays: 1 });
  const first = changes.rewound(words);
  expect([...first].map(supplierOf)).toEqual([3, 4]);
  expect(changes.goTo(first, 0, DAY_MS)).toEqual([]);
  expect([...first].map(supplierOf)).toEqual([3, 4]);
  expect(changes.goTo(first, DAY_MS, 2 * DAY_MS)).toEqual([{ meter: 1, atMs: 1.5 * DAY_MS, outgoing: 4, incoming: 2 }]);
  expect([...first].map(supplierOf)).toEqual([1, 4]);
  expect(changes.goTo(first, 2 * DAY_MS, 3 * DAY_MS)).toEqual([]);
  expect([...first].map(supplierOf)).toEqual([6, 2]);
});

test("wait for a copy that lags from when they were registered, and are counted anew as more take effect", () => {
  const words = Uint32Array.of(word(3), word(4), word(5));
  const changes = new SupplierChanges(words.length, 3);
  const between = changes.registeredBetween();
  changes.change(words, 0, 5 * DAY_MS, 1, DAY_MS);
  changes.change(words, 1, 5 * DAY_MS, 2, 3 * DAY_MS);
  expect([between(0, DAY_MS), between(DAY_MS, 3 * DAY_MS), between(0, 4 * DAY_MS)]).toEqual([1, 1, 2]);
  changes.change(words, 2, 6 * DAY_MS, 6, 2 * DAY_MS);
  expect([between(0, 4 * DAY_MS), between(4 * DAY_MS, 9 * DAY_MS)]).toEqual([3, 0]);
});

test("are no more than there is room for: the run then ends in a sentence of its own", () => {
  const words = Uint32Array.of(word(3));
  const changes = new SupplierChanges(words.length, 1);
  changes.change(words, 0, DAY_MS, 1);
  expect(() => changes.change(words, 0, 2 * DAY_MS, 3)).toThrow(new NoRoomInRun(1, "changes of supplier"));
});
