import type { CentralRules } from "../../src/domain/central-rules.ts";
import { dayOf } from "../../src/domain/civil-time.ts";
import { HAS_EXPORT } from "../../src/domain/meter-word.ts";
import { mix } from "../../src/kernel/keyed-draws.ts";
import {
  type Accepted,
  type DemandSource,
  type MeteringSystems,
  Traits,
} from "../../src/settlement/metering-systems.ts";
import { SMART } from "../../src/settlement/smart-systems.ts";

// A made-up market of which every number is known beforehand: meters by hashes, shapes by hashes.

export const SUPPLIERS = 5;
export const GROUPS = 14;
export const PROFILES = 5;
export const WINTER_DAY = dayOf({ year: 2028, month: 1, dayOfMonth: 17 });

export const RULES: CentralRules = {
  weights: {
    change: "central-services-live",
    dates: { "central-services-live": 20_355, "migration-complete": 20_945 },
    before: { accurate: 0, limited: 1, export: 0 },
    after: { accurate: 0.5, limited: 1, export: 0 },
  },
  lineLossFactor: { import: 1.08, export: 0.98 },
  transmissionLossMultiplier: 1.01,
  unaccountedShare: 0.03,
  imbalancePrice: 80,
  optOutShare: 0.05,
  partDayShare: 0.01,
  noHistoryShare: 0.02,
  shapeSampleMin: 30,
};

/** 32 bits of these. */
export const hash = (...keys: readonly number[]): number =>
  keys.reduce((state, key) => mix(Math.imul(state, 0x9e3779b9) + key), 0x2545f491) >>> 0;

/** Parts of a day that sum to 2³⁰ whatever they are made of. */
const shapeBy = (periods: number, ...keys: readonly number[]): Int32Array => {
  const raw = Array.from({ length: periods }, (_, period) => 1 + (hash(...keys, period) % 1000));
  const sum = raw.reduce((total, one) => total + one, 0);
  const shape = Int32Array.from(raw, (one) => Math.floor((one / sum) * 2 ** 30));
  shape[0]! += 2 ** 30 - shape.reduce((total, one) => total + one, 0);
  return shape;
};

export const demandOf = (periods: number): DemandSource => {
  const shapes = new Map<string, Int32Array>();
  const once = (...keys: readonly number[]): Int32Array => {
    const name = keys.join("/");
    const found = shapes.get(name) ?? shapeBy(periods, ...keys);
    shapes.set(name, found);
    return found;
  };
  return {
    profileOf: (meter) => hash(meter, 7) % 4,
    trueWh: (meter, day) => hash(meter, day, 1) % 20_000,
    believedWh: (meter, day) => hash(meter, day, 2) % 20_000,
    shapeOf: (meter, day) => hash(meter, day, 3) % 8,
    exportWh: (meter, day) => hash(meter, day, 4) % 9000,
    believedExportWh: (meter, day) => hash(meter, day, 5) % 9000,
    exportShapeOf: (meter, day) => hash(meter, day, 6) % 8,
    defaultWh: (category, group) => 8000 + category * 1000 + group,
    dayShape: (profile, shape, group, day) => once(11, profile, shape, group, day),
    defaultShape: (category, group, day) => once(12, category, group, day),
  };
};

export const wordsOf = (meters: number): Uint32Array =>
  Uint32Array.from({ length: meters }, (_, meter) => {
    const access = hash(meter, 21) % 7;
    const supplier = hash(meter, 22) % SUPPLIERS;
    const group = hash(meter, 23) % GROUPS;
    return access | (supplier << 3) | (group << 11) | (hash(meter, 24) % 20 === 0 ? HAS_EXPORT : 0);
  });

/** Some are on actuals at each run, some at none. */
export const SCATTERED: Accepted = {
  firstRunOf: (meter, measuredDay) => hash(meter, measuredDay, 31) % 5,
  firstExportRunOf: (meter, measuredDay) => hash(meter, measuredDay, 32) % 5,
};
export const ALL_AT_ONCE: Accepted = { firstRunOf: () => 0, firstExportRunOf: () => 0 };

export interface MarketOptions {
  readonly accepted?: Accepted;
  readonly rules?: CentralRules;
  readonly periods?: number;
}

export const systemsOf = (
  meters: number,
  { accepted = SCATTERED, rules = RULES, periods = 48 }: MarketOptions = {},
): MeteringSystems => {
  const words = wordsOf(meters);
  return {
    ...SMART,
    words,
    demand: demandOf(periods),
    accepted,
    traits: new Traits("settled", 1, rules),
    sizes: { suppliers: SUPPLIERS, groups: GROUPS, profiles: PROFILES },
    periods,
    shapeSampleMin: rules.shapeSampleMin,
  };
};
