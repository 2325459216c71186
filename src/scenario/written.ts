import { type Bounds, type Grammar, NUMBER_PATTERN, QUANTITIES, type Quantity } from "./units.ts";

/** What a file may hold in one place, as JSON Schema says it: what editors complete and check with. */
export type Written = { readonly [keyword: string]: unknown };

const numberAndUnit = ({ units, divide = {}, bare }: Grammar): string => {
  const known = [...Object.keys(units), ...Object.keys(divide)].map((unit) => unit.replaceAll(/[()]/g, "\\$&"));
  const unit = known.length === 0 ? "" : `\\s*(?:${known.join("|")})${bare ? "?" : ""}`;
  return `^\\s*${NUMBER_PATTERN}${unit}\\s*$`;
};

/** A number where it means something alone, else text with its unit. Ranges are checked where no unit changes them. */
export const quantityWritten = (kind: Quantity, { min = 0, max, whole = false }: Bounds): Written => {
  const grammar: Grammar = QUANTITIES[kind];
  const text = { type: "string", pattern: numberAndUnit(grammar) };
  if (!grammar.bare) return { ...text, examples: [grammar.example] };
  const number = {
    type: whole ? "integer" : "number",
    minimum: min,
    ...(max === undefined ? {} : { maximum: max }),
  };
  const example = Number(grammar.example);
  return { anyOf: [number, text], examples: [Number.isNaN(example) ? grammar.example : example] };
};

export const WORDS_WRITTEN: Written = { type: "string", pattern: "\\S" };

export const DATE_WRITTEN: Written = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$", examples: ["2028-01-17"] };

export const SHAPE_EXPECTED =
  "uniform, at-once, a list of shares of equal parts such as [0.60, 0.25, 0.15], a map of UTC hours to shares, or " +
  "{ csv: file }";

const SHARE = quantityWritten("share", { max: 1 });
const HOURS = "^\\s*\\d{1,2}:\\d{2}\\s*[-–]\\s*\\d{1,2}:\\d{2}(\\s+[uU][tT][cC])?\\s*$";

export const SHAPE_WRITTEN: Written = {
  anyOf: [
    { enum: ["uniform", "at-once"] },
    { type: "array", items: SHARE, minItems: 1 },
    { type: "object", patternProperties: { [HOURS]: SHARE }, additionalProperties: false, minProperties: 1 },
    { type: "object", properties: { csv: WORDS_WRITTEN }, required: ["csv"], additionalProperties: false },
  ],
};
