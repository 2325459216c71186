/** What reading a value gives: the value in base units, or what is wrong with it. */
export type Reading<T> = { readonly value: T } | { readonly wrong: string };

export const right = <T>(value: T): Reading<T> => ({ value });
export const wrong = (what: string): Reading<never> => ({ wrong: what });

/** How a kind of quantity is written. `units` holds what one of each comes to; `divide`, the parts that make one. */
export interface Grammar {
  readonly noun: string;
  readonly example: string;
  readonly units: Readonly<Record<string, number>>;
  readonly divide?: Readonly<Record<string, number>>;
  /** True when a number alone means something. */
  readonly bare: boolean;
  /** What people write instead, and the unit that they mean. */
  readonly meant?: Readonly<Record<string, string>>;
}

const THOUSANDS = { thousand: 1e3, million: 1e6, billion: 1e9 };
const TIMES_MEANT = {
  millisecond: "ms",
  milliseconds: "ms",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  m: "min",
  mins: "min",
  minute: "min",
  minutes: "min",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
  H: "h",
  day: "d",
  days: "d",
};

/** The grammar of quantities. Base units: ms for durations, one a second for rates, one for everything else. */
export const QUANTITIES = {
  duration: {
    noun: "a duration: a number and ms, s, min, h or d",
    example: "6 h",
    bare: false,
    units: { ms: 1, s: 1e3, min: 60e3, h: 3600e3, d: 86_400e3 },
    meant: TIMES_MEANT,
  },
  rate: {
    noun: "a rate: a number and /s",
    example: "2620 /s",
    bare: false,
    units: { "/s": 1 },
    meant: { "SR/s": "/s", "per second": "/s", "/sec": "/s", "/second": "/s", tps: "/s", TPS: "/s", "a second": "/s" },
  },
  share: {
    noun: "a share: a number from 0 to 1, or a percentage",
    example: "0.30",
    bare: true,
    units: {},
    divide: { "%": 100 },
    meant: { percent: "%", pct: "%", "per cent": "%" },
  },
  count: {
    noun: "a count: a number, alone or with thousand or million",
    example: "30 million",
    bare: true,
    units: THOUSANDS,
    meant: {
      m: "million",
      M: "million",
      mn: "million",
      k: "thousand",
      K: "thousand",
      bn: "billion",
      million: "million",
    },
  },
  factor: { noun: "a plain number", example: "1.25", bare: true, units: {} },
  perMeterDay: {
    noun: "a number a meter and day: a number and /meter-day",
    example: "1.54 /meter-day",
    bare: false,
    units: { "/meter-day": 1 },
    meant: { "/meter/day": "/meter-day", "/meter": "/meter-day", "per meter-day": "/meter-day", "/day": "/meter-day" },
  },
  perDay: {
    noun: "a number a day: a number and /d",
    example: "60_000 /d",
    bare: false,
    units: { "/d": 1 },
    meant: { "/day": "/d", "a day": "/d", "per day": "/d" },
  },
  annualEnergy: {
    noun: "energy a year: a number and kWh/yr",
    example: "3140 kWh/yr",
    bare: false,
    units: { "kWh/yr": 1 },
    meant: { kWh: "kWh/yr", "kWh/year": "kWh/yr", "kWh/a": "kWh/yr", "kWh a year": "kWh/yr" },
  },
  pricePerMwh: {
    noun: "a price of energy: a number and £/MWh",
    example: "80 £/MWh",
    bare: false,
    units: { "£/MWh": 1 },
    meant: { "GBP/MWh": "£/MWh", "£/mwh": "£/MWh", "£": "£/MWh" },
  },
  power: {
    noun: "a power: a number and kW",
    example: "7 kW",
    bare: false,
    units: { kW: 1 },
    meant: { kw: "kW", KW: "kW", kilowatts: "kW" },
  },
  pricePerRate: {
    noun: "a price of capacity: a number and £/(request/s)/year",
    example: "1200 £/(request/s)/year",
    bare: false,
    units: { "£/(request/s)/year": 1 },
    meant: {
      "GBP/(request/s)/year": "£/(request/s)/year",
      "£/(SR/s)/year": "£/(request/s)/year",
      "£/(/s)/year": "£/(request/s)/year",
      "£/year": "£/(request/s)/year",
      "£": "£/(request/s)/year",
    },
  },
  pricePerSms: {
    noun: "a price of an SMS: a number and £/SMS",
    example: "0.025 £/SMS",
    bare: false,
    units: { "£/SMS": 1 },
    meant: { "GBP/SMS": "£/SMS", "£/sms": "£/SMS", "£": "£/SMS" },
  },
  pricePerUser: {
    noun: "a price of a change: a number and £/User",
    example: "250_000 £/User",
    bare: false,
    units: { "£/User": 1 },
    meant: { "GBP/User": "£/User", "£/user": "£/User", "£": "£/User" },
  },
} as const satisfies Record<string, Grammar>;

export type Quantity = keyof typeof QUANTITIES;

export interface Bounds {
  readonly min?: number;
  readonly max?: number;
  /** True when the value must be a whole number of base units. */
  readonly whole?: boolean;
}

/** How a value reads in a message: text in quotes, the rest by what it is. */
export const shown = (raw: unknown): string => {
  if (raw === null) return "nothing (null)";
  if (typeof raw === "string")
    return raw === "" ? "empty text" : `"${raw.length > 60 ? `${raw.slice(0, 57)}...` : raw}"`;
  if (Array.isArray(raw)) return "a list";
  return typeof raw === "object" ? "a map" : String(raw);
};

/** A number as people write it, with underscores between thousands if they like. */
export const NUMBER_PATTERN = "[+-]?(?:\\d[\\d_]*)?\\.?\\d[\\d_]*(?:[eE][+-]?\\d+)?";
const NUMBER = new RegExp(`^(${NUMBER_PATTERN})\\s*(.*)$`);
const COMMAS = /^[+-]?\d{1,3}(,\d{3})+/;

/** A quantity in its base unit, by the grammar of its kind. */
export const readQuantity = (raw: unknown, quantity: Quantity, bounds: Bounds = {}): Reading<number> => {
  const grammar: Grammar = QUANTITIES[quantity];
  const example = grammar.bare ? grammar.example : `"${grammar.example}"`;
  const expected = `expected ${grammar.noun}, as in ${example}`;
  if (typeof raw !== "number" && typeof raw !== "string") return wrong(`${shown(raw)} stands here; ${expected}`);
  const text = String(raw).trim();
  if (COMMAS.test(text))
    return wrong(`commas don't separate thousands in ${shown(raw)}; write ${text.replaceAll(",", "_")}`);
  if (typeof raw === "number" && !Number.isFinite(raw)) return wrong(`${text} isn't a finite number; ${expected}`);
  const match = NUMBER.exec(text);
  if (match === null) return wrong(`${shown(raw)} isn't a number; ${expected}`);
  const number = Number(match[1]!.replaceAll("_", ""));
  const unit = match[2]!;
  const value = inBaseUnits(number, unit, grammar);
  if (value === undefined)
    return wrong(`${unitFault(text, match[1]!, unit, grammar)}; ${expected}${meant(match[1]!, unit, grammar)}`);
  return withinBounds(value, text, quantity, bounds, expected);
};

const inBaseUnits = (number: number, unit: string, grammar: Grammar): number | undefined => {
  if (unit === "") return grammar.bare ? number : undefined;
  const divisor = grammar.divide?.[unit];
  if (divisor !== undefined) return number / divisor;
  const factor = grammar.units[unit];
  return factor === undefined ? undefined : number * factor;
};

const unitFault = (text: string, number: string, unit: string, grammar: Grammar): string => {
  if (unit === "") return `${number} has no unit`;
  const none = Object.keys(grammar.units).length === 0 && grammar.divide === undefined;
  return none ? `"${text}" has a unit, and this has none` : `"${text}" has the wrong unit "${unit}"`;
};

const meant = (number: string, unit: string, grammar: Grammar): string => {
  const known = grammar.meant?.[unit] ?? grammar.meant?.[unit.toLowerCase()];
  return known === undefined ? "" : `; did you mean "${number} ${known}"?`;
};

const withinBounds = (
  value: number,
  text: string,
  quantity: Quantity,
  { min = 0, max = Number.POSITIVE_INFINITY, whole = false }: Bounds,
  expected: string,
): Reading<number> => {
  if (value < min || value > max) {
    const range = rangeText(quantity, { min, max }) || `${quantityText(0, quantity)} or more`;
    const percent =
      quantity === "share" && value >= 2 && value <= 100 && !text.includes("%") ? `; did you mean "${text} %"?` : "";
    return wrong(`${text} is out of range; expected ${range}${percent}`);
  }
  if (whole && !Number.isInteger(value)) return wrong(`${text} isn't a whole number; ${expected}`);
  return right(value);
};

const DURATION_UNITS = [
  ["d", 86_400e3],
  ["h", 3600e3],
  ["min", 60e3],
  ["s", 1e3],
  ["ms", 1],
] as const;

/** 100_000_000, as a file may write it. */
const grouped = (value: number): string =>
  Number.isInteger(value) && value >= 1e4 ? String(value).replaceAll(/\B(?=(\d{3})+$)/g, "_") : String(value);

/** A quantity written in the largest unit that keeps it whole: what `resolved` pages and messages print. */
export const quantityText = (value: number, quantity: Quantity): string => {
  if (quantity === "duration") {
    const [unit, size] = DURATION_UNITS.find(([, ms]) => value % ms === 0 && value >= ms) ?? ["ms", 1];
    return value === 0 ? "0 s" : `${value / size} ${unit}`;
  }
  const { bare, units }: Grammar = QUANTITIES[quantity];
  return bare ? grouped(value) : `${grouped(value)} ${Object.keys(units)[0]}`;
};

/** The bounds of a quantity in words; empty when any number from 0 on will do. */
export const rangeText = (quantity: Quantity, { min = 0, max = Number.POSITIVE_INFINITY }: Bounds): string => {
  if (max !== Number.POSITIVE_INFINITY) return `${quantityText(min, quantity)} to ${quantityText(max, quantity)}`;
  return min === 0 ? "" : `${quantityText(min, quantity)} or more`;
};
