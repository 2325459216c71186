// Consumption Component Classes by generation (S-50). The MHHS list was not readable: identifiers are the simulator's
// own, from 1001, and never the BSC's.

/** Active import, active export. */
export const DIRECTIONS = ["AI", "AE"] as const;
/** Consumption; line losses on it. */
export const COMPONENTS_OF_CLASS = ["C", "X"] as const;
/** Accurate; limited, as the MHHS Supplier Charge tells volumes apart. */
export const QUALITIES = ["A", "L"] as const;

export type Direction = (typeof DIRECTIONS)[number];
export type ClassComponent = (typeof COMPONENTS_OF_CLASS)[number];
export type Quality = (typeof QUALITIES)[number];

/** Smart, advanced, unmetered. */
export type Segment = "S" | "A" | "U";
/** Whole current, low-voltage current transformer, high voltage, extra high voltage, unmetered. */
export type Connection = "W" | "L" | "H" | "E" | "U";

/** What each segment may be connected by: a meter on a current transformer must be advanced. */
const CONNECTIONS: Readonly<Record<Segment, readonly Connection[]>> = {
  S: ["W"],
  A: ["W", "L", "H", "E"],
  U: ["U"],
};

const FIRST_ID = 1001;

export interface ConsumptionClass {
  /** From 1001: not a BSC number. */
  readonly id: number;
  readonly direction: Direction;
  readonly segment: Segment;
  readonly connection: Connection;
  readonly component: ClassComponent;
  readonly quality: Quality;
}

/** What is metered: nothing that is unmetered exports. */
const METERED = DIRECTIONS.flatMap((direction) =>
  (Object.keys(CONNECTIONS) as Segment[])
    .filter((segment) => direction === "AI" || segment !== "U")
    .flatMap((segment) => CONNECTIONS[segment].map((connection) => ({ direction, segment, connection }))),
);

/** What is metered and settled alike. */
export type Metered = Pick<ConsumptionClass, "direction" | "segment" | "connection">;

/** Smart meters' import and export; after them what isn't read over the DCC. */
export const METERED_KINDS: readonly Metered[] = [
  { direction: "AI", segment: "S", connection: "W" },
  { direction: "AE", segment: "S", connection: "W" },
  ...CONNECTIONS.A.map((connection) => ({ direction: "AI" as const, segment: "A" as const, connection })),
  { direction: "AI", segment: "U", connection: "U" },
];
export const SMART_KINDS = 2;
export const kindOf = (segment: Segment, connection: Connection): number =>
  METERED_KINDS.findIndex((one) => one.segment === segment && one.connection === connection);

export const CONSUMPTION_CLASSES: readonly ConsumptionClass[] = METERED.flatMap((metered) =>
  COMPONENTS_OF_CLASS.flatMap((component) => QUALITIES.map((quality) => ({ ...metered, component, quality }))),
).map((one, i) => ({ id: FIRST_ID + i, ...one }));

/** Classes of the first so many kinds: of consumption first, of line losses next; each accurate, then limited. */
export const classesOf = (kinds: number): readonly ConsumptionClass[] =>
  COMPONENTS_OF_CLASS.flatMap((component) =>
    METERED_KINDS.slice(0, kinds).flatMap((kind) =>
      QUALITIES.map((quality) => classOf({ ...kind, component, quality })),
    ),
  );

/** The class of these; refuses what cannot be connected so. */
export const classOf = (wanted: Omit<ConsumptionClass, "id">): ConsumptionClass => {
  const found = CONSUMPTION_CLASSES.find(
    (one) =>
      one.direction === wanted.direction &&
      one.segment === wanted.segment &&
      one.connection === wanted.connection &&
      one.component === wanted.component &&
      one.quality === wanted.quality,
  );
  if (found === undefined)
    throw new RangeError(`no class for ${wanted.direction} of ${wanted.segment} connected by ${wanted.connection}`);
  return found;
};
