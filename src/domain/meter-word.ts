import { drawWith, firstKey, type Stream, secondKey, threshold } from "../kernel/keyed-draws.ts";
import type { Estate } from "./plan.ts";

// What the loop needs of an electricity meter, in one 32-bit word. A cold column costs more than the event list: the
// word is read once, when a need arises, and what matters of it goes with the request.

export const accessOf = (word: number): number => word & 7;
export const supplierOf = (word: number): number => (word >>> 3) & 31;
/** 0: the supplier is its own MDR; 1 … 6: that independent MDR. */
export const agentOf = (word: number): number => (word >>> 8) & 7;
export const gspGroupOf = (word: number): number => (word >>> 11) & 15;
export const HAS_GAS = 1 << 15;
export const HAS_EXPORT = 1 << 16;
export const IS_PREPAY = 1 << 17;
/** The customer appointed its agent, not the supplier. */
export const CUSTOMERS_AGENT = 1 << 18;
/** It stays in reach for all of the run: nobody need ask (see `Reachability`). */
export const STAYS_IN_REACH = 1 << 19;

/** It has changed supplier in the run: who had it before is kept elsewhere (see `SupplierChanges`). */
export const SUPPLIER_CHANGED = 1 << 20;
export const withSupplier = (word: number, supplier: number): number => (word & ~(31 << 3)) | (supplier << 3);

const SUPPLIERS_MAX = 32;
const AGENTS_MAX = 7;

/** Thresholds of cumulative shares; the last is 2³², so that rounding loses nobody. */
export const cumulative = (shares: readonly number[]): Float64Array => {
  let sum = 0;
  const bounds = Float64Array.from(shares, (share) => threshold((sum += share)));
  bounds[shares.length - 1] = 2 ** 32;
  return bounds;
};

/** Which of cumulative shares a draw falls into. */
export const pick = (bounds: Float64Array, bits: number): number => {
  let i = 0;
  while (bits >= bounds[i]!) i++;
  return i;
};

/**
 * The packed words of meters 0 … count − 1. Meters are numbered in the order of a keyed draw, so their attributes do
 * not depend on how many there are: a run at a smaller scale keeps the first of them, the same meters with the same
 * attributes.
 */
export const makeMeterWords = (
  estate: Estate,
  stream: Stream,
  count: number,
  words: Uint32Array = new Uint32Array(count),
): Uint32Array => {
  if (estate.supplierShares.length > SUPPLIERS_MAX) throw new RangeError(`more than ${SUPPLIERS_MAX} suppliers`);
  if (estate.mdrShares.length > AGENTS_MAX) throw new RangeError(`more than ${AGENTS_MAX} independent MDRs`);
  const groups = cumulative(estate.gspGroupShares);
  const suppliers = cumulative(estate.supplierShares);
  const agents = cumulative(estate.mdrShares);
  const cohorts = cumulative(estate.s1spSplit);
  const north = Float64Array.from(estate.gspGroupNorth, threshold);
  const northOrSouth = Float64Array.from(estate.gspGroupNorth, (share, g) =>
    threshold(share + estate.gspGroupSouth[g]!),
  );
  const smets1 = threshold(estate.smets1Share);
  const fourG = threshold(estate.fourGShare);
  const appointed = Float64Array.from(estate.supplierShares, (_, supplier) =>
    threshold(estate.agentShares?.[supplier] ?? estate.independentShare),
  );
  const byCustomer = threshold(estate.customersAgentShare ?? 0);
  const gas = threshold(estate.gasShare);
  const exporting = threshold(estate.exportShare);
  const prepay = threshold(estate.prepayShare);

  for (let meter = 0; meter < count; meter++) {
    const k0 = firstKey(stream, meter);
    const k1 = secondKey(stream, meter, k0);
    const group = pick(groups, drawWith(k0, k1, 0));
    const where = drawWith(k0, k1, 2);
    let access: number;
    if (drawWith(k0, k1, 1) < smets1) access = 4 + pick(cohorts, where);
    else if (drawWith(k0, k1, 3) < fourG) access = 3;
    else access = where < north[group]! ? 0 : where < northOrSouth[group]! ? 2 : 1;
    const supplier = pick(suppliers, drawWith(k0, k1, 4));
    const isCustomers = byCustomer > 0 && drawWith(k0, k1, 10) < byCustomer;
    const hasAgent = isCustomers || drawWith(k0, k1, 5) < appointed[supplier]!;
    const agent = hasAgent ? 1 + pick(agents, drawWith(k0, k1, 6)) : 0;
    let word = access | (supplier << 3) | (agent << 8) | (group << 11);
    if (drawWith(k0, k1, 7) < gas) word |= HAS_GAS;
    if (drawWith(k0, k1, 8) < exporting) word |= HAS_EXPORT;
    if (drawWith(k0, k1, 9) < prepay) word |= IS_PREPAY;
    if (isCustomers) word |= CUSTOMERS_AGENT;
    words[meter] = word;
  }
  return words;
};
