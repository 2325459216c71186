import * as Effect from "effect/Effect";
import * as Schema from "effect/Schema";
import * as SchemaGetter from "effect/SchemaGetter";
import * as SchemaIssue from "effect/SchemaIssue";
import { dayOf, FIRST_YEAR, isDate, LAST_YEAR } from "../domain/civil-time.ts";
import { didYouMean } from "./near.ts";
import { type Bounds, QUANTITIES, type Quantity, type Reading, readQuantity, right, shown, wrong } from "./units.ts";
import { readShape, type Shape } from "./window-shape.ts";

/** Says what a field of a scenario is; `unit` is its base unit after decoding. */
export interface About {
  readonly title: string;
  readonly description?: string;
}

/** A field that is written as text or a number in YAML, and read by a grammar of its own. */
const field = <T>(type: Schema.Codec<T>, unit: string, about: About, read: (raw: unknown) => Reading<T>) =>
  Schema.Unknown.pipe(
    Schema.decodeTo(type, {
      decode: SchemaGetter.transformEffect((raw: unknown) => {
        const reading = read(raw);
        return "value" in reading
          ? Effect.succeed(reading.value)
          : Effect.fail(new SchemaIssue.InvalidValue({ message: reading.wrong }));
      }),
      encode: SchemaGetter.transform((value: T): unknown => value),
    }),
  ).annotate({ ...about, unit });

const BASE_UNITS: Readonly<Record<Quantity, string>> = {
  duration: "ms",
  rate: "/s",
  share: "share",
  count: "count",
  factor: "factor",
  perMeterDay: "/meter-day",
  perDay: "/d",
};

const quantity = (kind: Quantity, title: string, bounds: Bounds, description?: string) =>
  field(Schema.Number, BASE_UNITS[kind], { title, description: description ?? QUANTITIES[kind].noun }, (raw) =>
    readQuantity(raw, kind, bounds),
  );

export const duration = (title: string, bounds: Bounds = {}) => quantity("duration", title, { whole: true, ...bounds });
export const rate = (title: string, bounds: Bounds = {}) => quantity("rate", title, { min: 1, max: 1e6, ...bounds });
export const share = (title: string) => quantity("share", title, { max: 1 });
export const count = (title: string, bounds: Bounds) => quantity("count", title, { whole: true, ...bounds });
export const factor = (title: string, bounds: Bounds) => quantity("factor", title, bounds);
export const perMeterDay = (title: string, max = 100) => quantity("perMeterDay", title, { max });
export const perDay = (title: string) => quantity("perDay", title, { max: 1e9 });

export const flag = (title: string) =>
  field(Schema.Boolean, "true or false", { title }, (raw) =>
    typeof raw === "boolean" ? right(raw) : wrong(`${shown(raw)} stands here; expected true or false`),
  );

export const words = (title: string) =>
  field(Schema.String, "text", { title }, (raw) => {
    if (typeof raw === "string" && raw.trim() !== "") return right(raw);
    if (typeof raw === "number") return wrong(`${raw} is read as a number; expected words: put it in quotes`);
    return wrong(`${shown(raw)} stands here; expected words`);
  });

/** One of a few words. */
export const oneOf = <const Words extends readonly string[]>(title: string, right1: Words) =>
  field(Schema.Literals(right1), "word", { title, description: right1.join(", ") }, (raw): Reading<Words[number]> => {
    const found = right1.find((word) => word === raw);
    if (found !== undefined) return right(found);
    const hint = typeof raw === "string" ? `; ${didYouMean(raw, right1)}` : "";
    return wrong(
      `${shown(raw)} isn't known here; expected one of ${right1.join(", ")}${hint.includes("known:") ? "" : hint}`,
    );
  });

/** A single word that a section may have instead of its map; `map` says what the map has. */
export const wordInstead = <const Word extends string>(title: string, word: Word, map: string) =>
  field(Schema.Literal(word), "word", { title }, (raw): Reading<Word> => {
    if (raw === word) return right(word);
    return wrong(`${shown(raw)} stands here; expected ${map}, or the word ${word}`);
  });

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A UTC date, as days since 1970-01-01. */
export const date = (title: string) =>
  field(Schema.Number, "days since 1970-01-01", { title }, (raw) => {
    const match = typeof raw === "string" ? DATE.exec(raw) : null;
    if (match === null) return wrong(`${shown(raw)} isn't a date; expected year-month-day, as in 2028-01-17`);
    const civil = { year: Number(match[1]), month: Number(match[2]), dayOfMonth: Number(match[3]) };
    if (!isDate(civil)) return wrong(`${raw} isn't in the calendar; expected a date that exists`);
    if (civil.year < FIRST_YEAR || civil.year > LAST_YEAR)
      return wrong(`${raw} is out of range; expected a year from ${FIRST_YEAR} to ${LAST_YEAR}`);
    return right(dayOf(civil));
  });

export const shape = (title: string) =>
  field(Schema.Unknown as unknown as Schema.Codec<Shape>, "shape", { title }, readShape);

/** A list of quantities; each is read, and reported, by itself. */
export const listOf = <S extends Schema.Constraint>(item: S, about: About) => Schema.Array(item).annotate({ ...about });
