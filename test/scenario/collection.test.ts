import { expect, test } from "vitest";
import { collected } from "../../src/scenario/collection.ts";
import type { Resolved } from "../../src/scenario/schema.ts";

type Way = Resolved["collection"]["suppliers"][string];

/** Four large suppliers of a fifth each, and two small ones that share the rest. */
const of = (suppliers: Readonly<Record<string, Way>>, customersAgents = 0) =>
  collected({
    estate: {
      suppliers: { large: [0.2, 0.2, 0.2, 0.2], small: { share: 0.2, count: 2 } },
      independentShare: 0.3,
    } as unknown as Resolved["estate"],
    existing: { supplierReadsToo: 0.6 } as Resolved["existing"],
    collection: { suppliers, customersAgents, countReaders: false },
  });

test("what an agent read is passed on unless the supplier leaves all to its agent (S-04)", () => {
  const { needs } = of({ "Supplier 1": "self", "Supplier 2": "agent", "Supplier 3": "both", "Supplier 4": "shared" });
  expect(needs.bySupplier?.map(({ isPassedOn }) => isPassedOn)).toEqual([true, false, true, true, true, true]);
});

test("a supplier that no way is named for reads as all suppliers do, one that is named as it says (S-04)", () => {
  const { needs } = of({ "Supplier 1": "self", "Supplier 2": "agent", "Supplier 3": "both", "Supplier 4": "shared" });
  expect(needs.bySupplier?.map(({ readsToo }) => readsToo)).toEqual([1, 0, 1, 0, 0.6, 0.6]);
});

test("meters left to agents are those appointed whose supplier doesn't read too (S-04, S-15)", () => {
  // Supplier 2: all of its fifth; the small ones, a fifth together: 0.3 of it appointed, 0.4 of those not read too.
  const { leftToAgents } = of({
    "Supplier 1": "self",
    "Supplier 2": "agent",
    "Supplier 3": "both",
    "Supplier 4": "self",
  });
  expect(leftToAgents).toBeCloseTo(0.2 + 0.2 * 0.3 * 0.4, 12);
  // A customer's own agent takes a tenth of each from the supplier's choice.
  const byCustomers = of(
    { "Supplier 1": "self", "Supplier 2": "agent", "Supplier 3": "both", "Supplier 4": "self" },
    0.1,
  );
  expect(byCustomers.leftToAgents).toBeCloseTo(0.9 * (0.2 + 0.2 * 0.3 * 0.4), 12);
});
