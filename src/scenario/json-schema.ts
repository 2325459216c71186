import * as Schema from "effect/Schema";
import { type FILE_KEYS, WithDerivedCapacity, WithFixedCapacity } from "./schema.ts";
import { SEVERITIES } from "./thresholds.ts";
import { WORDS_WRITTEN, type Written } from "./written.ts";

/** What the decoder's own JSON Schema has in one place. */
interface Node {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly expects?: string;
  readonly written?: Written;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Node;
  readonly items?: Node;
}

/** A key, one of several with the same below them, or any name that the scenario chooses. */
type Step = string | readonly string[] | undefined;

/** Steps from a map down to a value, and whether null may stand there and delete it. */
interface Path {
  readonly steps: readonly Step[];
  readonly of: string;
  readonly mayBeNull: boolean;
}

const ref = (name: string): Written => ({ $ref: `#/$defs/${name}` });
const patternOf = (step: Step): string =>
  step === undefined ? "[^.]+" : typeof step === "string" ? step : `(?:${step.join("|")})`;
const orNull = (written: Written, mayBeNull: boolean): Written =>
  mayBeNull ? { anyOf: [written, { type: "null" }] } : written;

/** A value with its note: `{ value: ..., source: ... }` or `{ value: ..., assumption: A-0nn }`. */
const note = (name: string): Written => ({ allOf: [ref("note")], properties: { value: ref(name) } });

/** A map alone or with its note: which one is told by its keys, so that what is wrong is said of the right one. */
const mapOrNoted = (about: Written, name: string, bare: Written): Written => ({
  ...about,
  if: { type: "object", required: ["value"] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: note(name),
  else: bare,
});

/** Another value alone or with its note: editors offer the words of a list from here. */
const valueOrNoted = (about: Written, name: string, bare: Written): Written => {
  const { anyOf, ...rest } = bare;
  const withNote = { type: "object", required: ["value"], ...note(name) };
  return anyOf === undefined
    ? { ...about, anyOf: [bare, withNote] }
    : { ...about, ...rest, anyOf: [...(anyOf as readonly Written[]), withNote] };
};

const NOTE: Written = {
  properties: {
    value: true,
    source: { ...WORDS_WRITTEN, description: "Where the value is published, in words." },
    assumption: { type: "string", pattern: "^A-\\d{3}$", description: "Its entry in the assumptions log." },
  },
  additionalProperties: false,
  oneOf: [{ required: ["source"] }, { required: ["assumption"] }],
};

const OPTION_NAME = "^[a-z0-9][a-z0-9-]{0,39}$";

const THRESHOLDS: Written = {
  title: "What must hold of metrics",
  description: "A threshold of severity error that doesn't hold ends the command with 1.",
  type: "array",
  items: {
    type: "object",
    properties: {
      metric: { ...WORDS_WRITTEN, description: "A metric and its place, as in demand_peak_share:dsp." },
      is: { ...WORDS_WRITTEN, description: 'Statistic, operator and value, as in "max < 0.80".' },
      severity: { enum: SEVERITIES, description: "error by default; warn only says so." },
      options: { type: "array", items: WORDS_WRITTEN, minItems: 1, description: "Held against these; all by default." },
    },
    required: ["metric", "is"],
    additionalProperties: false,
  },
};

/** Keys of the file itself, which its readers take off before the rest is decoded. */
export const FILE_PROPERTIES: Readonly<Record<(typeof FILE_KEYS)[number], Written>> = {
  extends: {
    ...WORDS_WRITTEN,
    title: "The file that this one changes",
    description: "Relative to this file; or the name of a scenario that comes with the program.",
  },
  assumptions: { ...WORDS_WRITTEN, title: "File of the assumptions log", description: "Relative to this file." },
  alsoAssumed: {
    title: "Assumptions that are built in: no value stands for them",
    type: "array",
    items: { type: "string", pattern: "^A-\\d{3}$" },
  },
  options: {
    title: "Ways to do it, compared with each other",
    description: "Each is the scenario with these values changed; {} changes nothing, null drops an inherited one.",
    type: "object",
    patternProperties: { [OPTION_NAME]: { anyOf: [ref("changes"), { type: "null" }] } },
    additionalProperties: false,
    minProperties: 1,
  },
  thresholds: THRESHOLDS,
  compare: {
    title: "What its options are compared with",
    type: "object",
    properties: {
      reference: { ...WORDS_WRITTEN, description: "Name of an option; as-today, or the first, where none is named." },
    },
    required: ["reference"],
    additionalProperties: false,
  },
};

/** What all options of a scenario share. */
const SHARED = ["question", "seed", "horizon", "prices"];

/** Makes the definitions of a tree, one for each value and map, and knows every way to write a path into it. */
class Definitions {
  readonly all: Record<string, Written> = { note: NOTE };
  private readonly known: Readonly<Record<string, Node>>;
  private readonly describe: (path: string) => string;
  private readonly paths = new Map<string, readonly Path[]>();

  constructor(known: Readonly<Record<string, Node>>, describe: (path: string) => string) {
    this.known = known;
    this.describe = describe;
  }

  /** Defines a value or map under its path, or under the name that several places share; returns the name. */
  define(node: Node, path: string): string {
    const shared =
      node.$ref === undefined ? undefined : decodeURIComponent(node.$ref.replace(/^#\/(\$defs|definitions)\//, ""));
    const name = shared ?? path;
    if (this.all[name] !== undefined) return name;
    const found = shared === undefined ? node : this.known[shared]!;
    const { title, written, items } = found;
    const description = this.aboutOf(found, path);
    const about = { ...(title === undefined ? {} : { title }), ...(description === "" ? {} : { description }) };
    if (written !== undefined) this.all[name] = valueOrNoted(about, name, written);
    else if (items !== undefined)
      this.all[name] = valueOrNoted(about, name, { type: "array", items: ref(this.define(items, `${name}.item`)) });
    else this.all[name] = mapOrNoted(about, name, { type: "object", ...this.mapOf(found, name) });
    return name;
  }

  /** The keys of a map, with those of the maps inside it joined by dots. */
  mapOf(node: Node, name: string, without: readonly string[] = []): Written {
    const properties: Record<string, Written> = {};
    const patternProperties: Record<string, Written> = {};
    for (const { steps, of, mayBeNull } of this.pathsOf(node, name)) {
      if (typeof steps[0] === "string" && without.includes(steps[0])) continue;
      const value = orNull(ref(of), mayBeNull);
      if (steps.every((step) => typeof step === "string")) properties[steps.join(".")] = value;
      else patternProperties[`^${steps.map(patternOf).join("\\.")}$`] = value;
    }
    return {
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(Object.keys(patternProperties).length > 0 ? { patternProperties } : {}),
      additionalProperties: false,
    };
  }

  private pathsOf(node: Node, name: string): readonly Path[] {
    const { properties = {}, required = [], additionalProperties } = node;
    const children: (readonly [string | undefined, Node])[] = Object.entries(properties);
    if (typeof additionalProperties === "object") children.push([undefined, additionalProperties]);
    const paths: Path[] = [];
    const below = new Map<string, { readonly node: Node; readonly keys: (string | undefined)[] }>();
    for (const [key, child] of children) {
      const of = this.define(child, name === "" ? (key ?? "*") : `${name}.${key ?? "*"}`);
      paths.push({ steps: [key], of, mayBeNull: key === undefined || !required.includes(key) });
      const same = below.get(of);
      if (same === undefined) below.set(of, { node: child, keys: [key] });
      else same.keys.push(key);
    }
    for (const [of, { node: child, keys }] of below) {
      const [first, ...others] = keys;
      const step = others.length === 0 ? first : keys.filter((key) => key !== undefined);
      const inner = this.paths.get(of) ?? this.innerOf(child, of);
      paths.push(...inner.map((path) => ({ ...path, steps: [step, ...path.steps] })));
    }
    return paths;
  }

  private innerOf(child: Node, name: string): readonly Path[] {
    const node = child.$ref === undefined ? child : this.known[name]!;
    const inner = this.pathsOf(node, name);
    this.paths.set(name, inner);
    return inner;
  }

  private aboutOf({ description, expects }: Node, path: string): string {
    return [description, expects && `Expected: ${expects}`, this.describe(path)]
      .flatMap((sentence) => (sentence ? [sentence.replace(/\.?$/, ".")] : []))
      .join(" ");
  }
}

/**
 * JSON Schema of a scenario file, made from the decoder: editors complete and check with it. It lets pass what the
 * loader reads: parts of a scenario over a base, values with their note, dotted paths as keys, units in text, null for
 * what is deleted. `describe` adds to what a path's field says of itself.
 */
export const scenarioJsonSchema = (describe: (path: string) => string): Written => {
  const options = {
    onExcessProperty: "error",
    includeAnnotationKey: (key: string) => key === "written" || key === "expects",
  } as const;
  const { schema, definitions } = Schema.toJsonSchemaDocument(WithFixedCapacity, options);
  const derived = Schema.toJsonSchemaDocument(WithDerivedCapacity, options).schema as Node;
  const root = schema as Node;
  const made = new Definitions(definitions as Readonly<Record<string, Node>>, describe);
  const map = made.mapOf(root, "");
  const changes = made.mapOf(root, "", SHARED);
  // A capacity is a map, or the one word that asks for it to be derived.
  const capacity = made.all["capacity"]!;
  made.all["capacity"] = {
    ...capacity,
    else: { anyOf: [derived.properties!["capacity"]!.written, capacity["else"]] },
  };
  made.all["changes"] = { type: "object", ...changes };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A scenario of mhhs-sim",
    description: "One question. Units: ms s min h d, /s, /meter-day, /d; shares as 0.30 or 30 %.",
    type: "object",
    ...map,
    properties: { ...(map["properties"] as object), ...FILE_PROPERTIES },
    required: ["question"],
    anyOf: [{ required: ["extends"] }, { required: ["assumptions"] }],
    $defs: made.all,
  };
};
