import { QUANTITIES, quantityText } from "./units.ts";
import { timeText } from "./window-shape.ts";

/** A figure of a scenario that stands for an assumption, as a file has it. A list is one figure. */
export interface Figure {
  readonly path: string;
  readonly value: unknown;
}

/** A way from a scenario's figures to one end of an assumption's range: part 0 is where they are, part 1 the end. */
export interface RangeEnd {
  /** False where the end is another word: there is nothing between. */
  readonly isGradual: boolean;
  /** The figures as `path=value` arguments. */
  readonly setAt: (part: number) => readonly string[];
  /** The same for people. */
  readonly textAt: (part: number) => string;
}

/** A figure of so much of the way, as a file would have it. */
type Way = (part: number) => string;
/** Ways to both ends; undefined where the figure is at that end already. */
type Ways = readonly [low: Way | undefined, high: Way | undefined];

/** The figures in a noted value: all of a map's, in its order. */
export const figuresIn = (path: string, value: unknown): readonly Figure[] =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => figuresIn(`${path}.${key}`, inner))
    : [{ path, value }];

/** Ways to both ends; undefined where there is none. */
export type RangeEnds = readonly [low: RangeEnd | undefined, high: RangeEnd | undefined];

/**
 * Both ends of a range as the assumptions log writes it: `0.1 to 0.4`, `wait or refuse`, `[0.4, 0.6] to [0.9, 0.1]`, or
 * for a window its length, `1 to 60 minutes`; separated by semicolons where each figure has a range of its own. A range
 * in other words is for people, and has no ends.
 */
export const rangeEnds = (range: unknown, figures: readonly Figure[]): RangeEnds => {
  const parts = String(range).split(/;\s*/);
  const isEach = parts.length > 1;
  const told = isEach ? figures.filter(({ value }) => isReadable(value)) : figures;
  const ways = told.map((figure, i) => waysOf(figure, parts[isEach ? i : 0] ?? ""));
  if (isEach && (told.length !== parts.length || ways.includes(undefined))) return [undefined, undefined];
  const end = (side: 0 | 1): RangeEnd | undefined =>
    endOf(
      told.flatMap((figure, i) => {
        const way = ways[i]?.[side];
        return way === undefined ? [] : [{ figure, way }];
      }),
    );
  return [end(0), end(1)];
};

const endOf = (moved: readonly { readonly figure: Figure; readonly way: Way }[]): RangeEnd | undefined => {
  if (moved.length === 0) return undefined;
  return {
    isGradual: moved.some(({ figure }) => !isWord(figure.value)),
    setAt: (part) => moved.map(({ figure, way }) => `${figure.path}=${way(part)}`),
    textAt: (part) => {
      const [first, ...others] = moved.map(({ way }) => way(part));
      if (others.every((text) => text === first)) return first!;
      return moved.map(({ figure, way }) => `${figure.path.split(".").at(-1)} ${way(part)}`).join(", ");
    },
  };
};

const isWord = (value: unknown): value is string => typeof value === "string" && /^[a-z][a-z-]*$/.test(value);
const isReadable = (value: unknown): boolean =>
  isWord(value) || readAmount(value) !== undefined || readList(value) !== undefined || readHours(value) !== undefined;

const SPAN = /^(.+?) to (.+)$/;
const WORDS = /^(\S+) or (\S+)$/;

/** Ways along a range; undefined where it isn't one of this figure. */
const waysOf = ({ value }: Figure, part: string): Ways | undefined => {
  if (isWord(value)) {
    const [, one, other] = WORDS.exec(part) ?? [];
    if (value !== one && value !== other) return undefined;
    return [undefined, () => (value === one ? other! : one!)];
  }
  const span = SPAN.exec(part);
  const [low, high] = span === null ? [part, part] : [span[1]!, span[2]!];
  return amountWays(value, low, high) ?? listWays(value, low, high) ?? hoursWays(value, low, high);
};

const between = (from: number, to: number, part: number): number => from + part * (to - from);

/** Ways from a number to those around it; it is itself one of the range. */
const waysAround = (from: number, low: number, high: number, text: (n: number) => string): Ways | undefined => {
  if (!(low <= from && from <= high)) return undefined;
  const way = (to: number): Way | undefined => (to === from ? undefined : (part) => text(between(from, to, part)));
  return [way(low), way(high)];
};

interface Amount {
  readonly n: number;
  readonly unit: string;
}

const AMOUNT = /^([+-]?[\d_,]*\.?\d+)\s*([%/a-z].*)?$/i;
const DURATIONS: Readonly<Record<string, number>> = QUANTITIES.duration.units;
const UNITS: readonly string[] = Object.values(QUANTITIES).flatMap((quantity) => [
  ...Object.keys(quantity.units),
  ...Object.keys("divide" in quantity ? quantity.divide : {}),
]);

const readAmount = (value: unknown): Amount | undefined => {
  const [, digits, unit] = AMOUNT.exec(String(value).trim()) ?? [];
  if (typeof value === "object" || digits === undefined) return undefined;
  const n = Number(digits.replaceAll(/[_,]/g, ""));
  return Number.isFinite(n) ? { n, unit: unit ?? "" } : undefined;
};

const DIGITS = 4;
const short = (n: number): number => Number(n.toPrecision(DIGITS));

/** So much in the unit of another amount: ms for times. What is counted, as meters or requests, is no unit. */
const sizeIn = ({ n, unit }: Amount, of: Amount): number => {
  if (unit in DURATIONS && of.unit in DURATIONS) return n * DURATIONS[unit]!;
  return unit === of.unit || !UNITS.includes(unit) ? n : Number.NaN;
};

/** `0.1 to 0.4`, and `0.1 to 0.4 /meter-day`: a unit that stands once is of both ends; none is the figure's own. */
const amountWays = (value: unknown, lowText: string, highText: string): Ways | undefined => {
  const [from, lowest, highest] = [value, lowText, highText].map(readAmount);
  if (from === undefined || lowest === undefined || highest === undefined) return undefined;
  const unit = highest.unit === "" ? from.unit : highest.unit;
  const low = sizeIn({ n: lowest.n, unit: lowest.unit === "" ? unit : lowest.unit }, from);
  const high = sizeIn({ n: highest.n, unit }, from);
  const size = DURATIONS[from.unit] ?? 1;
  // What is counted is whole, and so are times in their unit; 0 to 1 is a share.
  const isWhole = high > size && [from.n, low / size, high / size].every(Number.isInteger);
  const text = (n: number): string =>
    from.unit in DURATIONS
      ? quantityText(isWhole ? size * Math.round(n / size) : 1000 * Math.round(n / 1000), "duration")
      : `${isWhole ? Math.round(n) : short(n)} ${from.unit}`.trim();
  return waysAround(from.n * size, low, high, text);
};

const readList = (value: unknown): readonly number[] | undefined => {
  const items = Array.isArray(value) ? value : /^\[(.*)\]$/.exec(String(value))?.[1]?.split(",");
  const numbers = items?.map(Number);
  return numbers === undefined || numbers.length === 0 || numbers.some(Number.isNaN) ? undefined : numbers;
};

/** `[0.4, 0.6] to [0.9, 0.1]`: shares that sum to one do so on the whole way, the last being what the others leave. */
const listWays = (value: unknown, low: string, high: string): Ways | undefined => {
  const [from, ...ends] = [value, low, high].map(readList);
  if (from === undefined || ends.some((end) => end?.length !== from.length)) return undefined;
  const way =
    (to: readonly number[]): Way =>
    (part) => {
      const shares = from.slice(0, -1).map((n, i) => short(between(n, to[i]!, part)));
      const last = short(1 - shares.reduce((sum, share) => sum + share, 0));
      return `[${[...shares, last].join(", ")}]`;
    };
  return [way(ends[0]!), way(ends[1]!)];
};

const HOURS = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/;

interface Hours {
  readonly from: number;
  readonly length: number;
}

const readHours = (value: unknown): Hours | undefined => {
  const [, ...digits] = HOURS.exec(String(value)) ?? [];
  if (digits.length === 0) return undefined;
  const [hour, minute, toHour, toMinute] = digits.map(Number) as [number, number, number, number];
  const from = 60 * hour + minute;
  return { from, length: 60 * toHour + toMinute - from };
};

/** `1 to 60 minutes` of a window: it ends so long after it began. */
const hoursWays = (value: unknown, low: string, high: string): Ways | undefined => {
  const hours = readHours(value);
  const [least, most] = [readAmount(low), readAmount(high)];
  if (hours === undefined || least === undefined || most?.unit !== "minutes") return undefined;
  const { from, length } = hours;
  return waysAround(length, least.n, most.n, (n) => `${timeText(from)}-${timeText(from + Math.round(n))}`);
};
