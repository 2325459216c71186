/** A JSON Schema, or a part of one. */
type Part = boolean | { readonly [keyword: string]: unknown };

const typeOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "array" : Number.isInteger(value) ? "integer" : typeof value;

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> => typeOf(value) === "object";

const IGNORED = ["$schema", "$defs", "title", "description", "examples", "then", "else"];

/**
 * Holds a value against a schema, by the keywords that the scenario's uses and no others: one that it doesn't know is an
 * error, not a pass.
 */
export const isValid = (schema: Part, value: unknown, root: Part = schema): boolean => {
  if (typeof schema === "boolean") return schema;
  const holds = (part: unknown, one: unknown): boolean => isValid(part as Part, one, root);
  const all = (keyword: string): readonly unknown[] => schema[keyword] as readonly unknown[];
  const keywords: Readonly<Record<string, () => boolean>> = {
    $ref: () => {
      const steps = String(schema["$ref"]).replace(/^#\//, "").split("/");
      const part = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], root);
      if (part === undefined) throw new RangeError(`${schema["$ref"]} leads nowhere`);
      return holds(part, value);
    },
    type: () => schema["type"] === typeOf(value) || (schema["type"] === "number" && typeof value === "number"),
    enum: () => all("enum").includes(value),
    const: () => schema["const"] === value,
    pattern: () => typeof value !== "string" || new RegExp(String(schema["pattern"]), "u").test(value),
    minimum: () => typeof value !== "number" || value >= Number(schema["minimum"]),
    maximum: () => typeof value !== "number" || value <= Number(schema["maximum"]),
    minItems: () => !Array.isArray(value) || value.length >= Number(schema["minItems"]),
    minProperties: () => !isMap(value) || Object.keys(value).length >= Number(schema["minProperties"]),
    items: () => !Array.isArray(value) || value.every((one) => holds(schema["items"], one)),
    required: () => !isMap(value) || all("required").every((key) => String(key) in value),
    properties: () => true, // with the next two
    patternProperties: () => true,
    additionalProperties: () => true,
    allOf: () => all("allOf").every((part) => holds(part, value)),
    anyOf: () => all("anyOf").some((part) => holds(part, value)),
    oneOf: () => all("oneOf").filter((part) => holds(part, value)).length === 1,
    if: () => holds(schema[holds(schema["if"], value) ? "then" : "else"] ?? true, value),
  };
  const members = (): boolean => {
    if (!isMap(value)) return true;
    const properties = (schema["properties"] ?? {}) as Readonly<Record<string, unknown>>;
    const patterns = Object.entries((schema["patternProperties"] ?? {}) as Readonly<Record<string, unknown>>);
    return Object.entries(value).every(([key, one]) => {
      const parts = [
        ...(Object.hasOwn(properties, key) ? [properties[key]] : []),
        ...patterns.flatMap(([pattern, part]) => (new RegExp(pattern, "u").test(key) ? [part] : [])),
      ];
      return (parts.length > 0 ? parts : [schema["additionalProperties"] ?? true]).every((part) => holds(part, one));
    });
  };
  return (
    members() &&
    Object.keys(schema).every((keyword) => {
      if (IGNORED.includes(keyword)) return true;
      const check = keywords[keyword];
      if (check === undefined) throw new RangeError(`the validator doesn't know "${keyword}"`);
      return check();
    })
  );
};
