import * as Effect from "effect/Effect";
import * as Schema from "effect/Schema";
import * as SchemaGetter from "effect/SchemaGetter";
import * as SchemaIssue from "effect/SchemaIssue";
import { dayOf, FIRST_YEAR, isDate, LAST_YEAR } from "../domain/civil-time.ts";
import { MOMENT_EXPECTED, MOMENT_WRITTEN, type Moment, readMoment } from "./moment.ts";
import { didYouMean } from "./near.ts";
import {
  type Bounds,
  QUANTITIES,
  type Quantity,
  type Reading,
  rangeText,
  readQuantity,
  right,
  shown,
  wrong,
} from "./units.ts";
import { readShape, type Shape } from "./window-shape.ts";
import {
  DATE_WRITTEN,
  quantityWritten,
  SHAPE_EXPECTED,
  SHAPE_WRITTEN,
  WORDS_WRITTEN,
  type Written,
} from "./written.ts";

/** Says what a field of a scenario is: for messages, pages of reference and editors. */
export interface About {
  readonly title: string;
  /** What the title leaves out. */
  readonly description?: string | undefined;
}

/** How a field is written in a file. */
interface Form {
  /** Base unit after decoding. */
  readonly unit: string;
  /** In words: its kind, an example, its range. */
  readonly expects: string;
  readonly written: Written;
}

/** A field that is written as text or a number in YAML, and read by a grammar of its own. */
const field = <T>(
  type: Schema.Codec<T>,
  form: Form,
  { title, description }: About,
  read: (raw: unknown) => Reading<T>,
) => {
  const about = { title, ...(description === undefined ? {} : { description }), ...form };
  // Said of what is written too: the JSON Schema is made of that side, and keeps what Any says, not Unknown.
  return Schema.Any.annotate(about)
    .pipe(
      Schema.decodeTo(type, {
        decode: SchemaGetter.transformEffect((raw: unknown) => {
          const reading = read(raw);
          return "value" in reading
            ? Effect.succeed(reading.value)
            : Effect.fail(new SchemaIssue.InvalidValue({ message: reading.wrong }));
        }),
        encode: SchemaGetter.transform((value: T): unknown => value),
      }),
    )
    .annotate(about);
};

const BASE_UNITS: Readonly<Record<Quantity, string>> = {
  duration: "ms",
  rate: "/s",
  share: "share",
  count: "count",
  factor: "factor",
  perMeterDay: "/meter-day",
  perDay: "/d",
  annualEnergy: "kWh/yr",
  pricePerMwh: "£/MWh",
  power: "kW",
  pricePerRate: "£/(request/s)/year",
  pricePerSms: "£/SMS",
  pricePerUser: "£/User",
};

const quantity = (kind: Quantity, title: string, bounds: Bounds, description: string | undefined) => {
  const { noun, example } = QUANTITIES[kind];
  // That a share ends at 1 is in its noun.
  const range = kind === "share" ? "" : rangeText(kind, bounds);
  const expects = `${noun}, as in ${example}${range === "" ? "" : `; ${range}`}`;
  return field(
    Schema.Number,
    { unit: BASE_UNITS[kind], expects, written: quantityWritten(kind, bounds) },
    { title, description },
    (raw) => readQuantity(raw, kind, bounds),
  );
};

export const duration = (title: string, bounds: Bounds = {}, description?: string) =>
  quantity("duration", title, { whole: true, ...bounds }, description);
export const rate = (title: string, bounds: Bounds = {}, description?: string) =>
  quantity("rate", title, { min: 1, max: 1e6, ...bounds }, description);
export const share = (title: string, description?: string) => quantity("share", title, { max: 1 }, description);
export const count = (title: string, bounds: Bounds, description?: string) =>
  quantity("count", title, { whole: true, ...bounds }, description);
export const factor = (title: string, bounds: Bounds, description?: string) =>
  quantity("factor", title, bounds, description);
export const perMeterDay = (title: string, max = 100, description?: string) =>
  quantity("perMeterDay", title, { max }, description);
export const perDay = (title: string, description?: string) => quantity("perDay", title, { max: 1e9 }, description);
export const price = (kind: "pricePerRate" | "pricePerSms" | "pricePerUser", title: string, description?: string) =>
  quantity(kind, title, { max: 1e9 }, description);

export const annualEnergy = (title: string, bounds: Bounds, description?: string) =>
  quantity("annualEnergy", title, bounds, description);
export const pricePerMwh = (title: string, description?: string) =>
  quantity("pricePerMwh", title, { max: 10_000 }, description);
export const power = (title: string, bounds: Bounds, description?: string) =>
  quantity("power", title, bounds, description);

/** A quantity, or a single word that says what it is worked out from. */
export const quantityOr = <const Word extends string>(
  kind: Quantity,
  title: string,
  word: Word,
  bounds: Bounds,
  description?: string,
) => {
  const { noun, example } = QUANTITIES[kind];
  const expects = `${noun}, as in ${example}; or the word ${word}`;
  const written = { anyOf: [{ const: word }, quantityWritten(kind, bounds)] };
  return field(
    Schema.Union([Schema.Number, Schema.Literal(word)]),
    { unit: BASE_UNITS[kind], expects, written },
    { title, description },
    (raw): Reading<number | Word> => {
      if (raw === word) return right(word);
      const read = readQuantity(raw, kind, bounds);
      return "wrong" in read ? wrong(`${read.wrong}, or the word ${word}`) : read;
    },
  );
};

export const flag = (title: string, description?: string) => {
  const form = { unit: "true or false", expects: "true or false", written: { type: "boolean" } };
  return field(Schema.Boolean, form, { title, description }, (raw) =>
    typeof raw === "boolean" ? right(raw) : wrong(`${shown(raw)} stands here; expected true or false`),
  );
};

export const words = (title: string, description?: string) =>
  field(Schema.String, { unit: "text", expects: "words", written: WORDS_WRITTEN }, { title, description }, (raw) => {
    if (typeof raw === "string" && raw.trim() !== "") return right(raw);
    if (typeof raw === "number") return wrong(`${raw} is read as a number; expected words: put it in quotes`);
    return wrong(`${shown(raw)} stands here; expected words`);
  });

/** One of a few words. */
export const oneOf = <const Words extends readonly string[]>(title: string, right1: Words, description?: string) => {
  const form = { unit: "word", expects: `one of ${right1.join(", ")}`, written: { enum: right1 } };
  return field(Schema.Literals(right1), form, { title, description }, (raw): Reading<Words[number]> => {
    const found = right1.find((word) => word === raw);
    if (found !== undefined) return right(found);
    const hint = typeof raw === "string" ? `; ${didYouMean(raw, right1)}` : "";
    return wrong(
      `${shown(raw)} isn't known here; expected one of ${right1.join(", ")}${hint.includes("known:") ? "" : hint}`,
    );
  });
};

/** A single word that a section may have instead of its map; `map` says what the map has. */
export const wordInstead = <const Word extends string>(title: string, word: Word, map: string) => {
  const form = { unit: "word", expects: `${map}, or the word ${word}`, written: { const: word } };
  return field(Schema.Literal(word), form, { title }, (raw): Reading<Word> => {
    if (raw === word) return right(word);
    return wrong(`${shown(raw)} stands here; expected ${map}, or the word ${word}`);
  });
};

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A UTC date, as days since 1970-01-01. */
export const date = (title: string, description?: string) => {
  const expects = `year-month-day, as in 2028-01-17; ${FIRST_YEAR} to ${LAST_YEAR}`;
  const form = { unit: "days since 1970-01-01", expects, written: DATE_WRITTEN };
  return field(Schema.Number, form, { title, description }, (raw) => {
    const match = typeof raw === "string" ? DATE.exec(raw) : null;
    if (match === null) return wrong(`${shown(raw)} isn't a date; expected year-month-day, as in 2028-01-17`);
    const civil = { year: Number(match[1]), month: Number(match[2]), dayOfMonth: Number(match[3]) };
    if (!isDate(civil)) return wrong(`${raw} isn't in the calendar; expected a date that exists`);
    if (civil.year < FIRST_YEAR || civil.year > LAST_YEAR)
      return wrong(`${raw} is out of range; expected a year from ${FIRST_YEAR} to ${LAST_YEAR}`);
    return right(dayOf(civil));
  });
};

/** An instant, of the calendar or of the run. */
export const moment = (title: string, description?: string) =>
  field(
    Schema.Unknown as unknown as Schema.Codec<Moment>,
    { unit: "time", expects: MOMENT_EXPECTED, written: MOMENT_WRITTEN },
    { title, description },
    readMoment,
  );

/** What a fault leaves of a capacity: a share of it, or requests a second. */
export type CapacityLeft = { readonly share: number } | { readonly perSecond: number };

const LEFT_WRITTEN: Written = {
  anyOf: [quantityWritten("share", { max: 1 }), quantityWritten("rate", {})],
};

export const capacityLeft = (title: string, description?: string) => {
  const expects = "a share of it, as in 0 or 50 %, or a rate, as in 100 /s";
  return field(
    Schema.Unknown as unknown as Schema.Codec<CapacityLeft>,
    { unit: "share or /s", expects, written: LEFT_WRITTEN },
    { title, description },
    (raw): Reading<CapacityLeft> => {
      if (typeof raw === "string" && raw.includes("/")) {
        const perSecond = readQuantity(raw, "rate", { max: 1e6 });
        return "wrong" in perSecond ? perSecond : right({ perSecond: perSecond.value });
      }
      const left = readQuantity(raw, "share", { max: 1 });
      return "wrong" in left ? wrong(`${left.wrong}; or a rate, as in "100 /s"`) : right({ share: left.value });
    },
  );
};

export const shape = (title: string, description?: string) =>
  field(
    Schema.Unknown as unknown as Schema.Codec<Shape>,
    { unit: "shape", expects: SHAPE_EXPECTED, written: SHAPE_WRITTEN },
    { title, description },
    readShape,
  );

/** A list of quantities; each is read, and reported, by itself. */
export const listOf = <S extends Schema.Constraint>(item: S, about: About) =>
  Schema.Array(item).annotate({ ...about, expects: "a list" });
