import { hashText } from "./fingerprint.ts";

/** Takes bytes; they are its own only until it returns. */
export type Write = (bytes: Uint8Array) => void;
/** Fills all of an array with the bytes that come next. */
export type Read = (into: Uint8Array) => void;

type TypedArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;
type Scalar = number | boolean | undefined;
type Part = Record<string, unknown>;

// What a scalar is: a field may be undefined at one time and a number at another.
const NUMBER = 0;
const FALSE = 1;
const TRUE = 2;
const UNDEFINED = 3;

interface Field {
  readonly part: Part;
  readonly key: string;
}

const isArray = (value: unknown): value is TypedArray => ArrayBuffer.isView(value) && !(value instanceof DataView);
const isScalar = (value: unknown): value is Scalar =>
  typeof value === "number" || typeof value === "boolean" || value === undefined;

/** True where a part takes another array in the place of its own: the same one in two such places is chance. */
const isHandedOver = (part: Part, key: string): boolean =>
  Object.getOwnPropertyDescriptor(part, key)?.set !== undefined;

const bytesOf = (array: TypedArray, length: number): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, length * array.BYTES_PER_ELEMENT);

/** Zeros at the end are not kept: tables are reserved whole, and mostly never touched. A zero is one by its bits. */
const lengthUsed = (array: TypedArray): number => {
  const bytes = bytesOf(array, array.length);
  let end = bytes.length;
  while ((end & 3) !== 0 && bytes[end - 1] === 0) end--;
  if ((end & 3) === 0 && (bytes.byteOffset & 3) === 0) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, end / 4);
    let word = words.length;
    while (word > 0 && words[word - 1] === 0) word--;
    end = 4 * word; // past 2³¹ bytes in a large run
  }
  return Math.ceil(end / array.BYTES_PER_ELEMENT);
};

/** Makes zeros of all from a place on. Only what is not 0 is touched: the rest of a table costs no memory. */
const clearFrom = (array: TypedArray, from: number): void => {
  const end = lengthUsed(array);
  if (end > from) array.fill(0, from, end);
};

/** Integers as the engine has them from the start: a field that turns to floats is slower for the rest of the run. */
const asField = (value: number): number => (Object.is(value, value | 0) ? value | 0 : value);

/**
 * All that changes while a model runs. Each part of it is kept as it is opened; of a part that is every number, boolean
 * and typed array of its own, so that a field that is added is kept without a word. Parts, and strings and functions in
 * them, are made again by opening the same model; then what was saved is put in its place.
 *
 * A typed array stays where it is, since others hold it too; one behind a setter is handed over, whatever its length.
 */
export class KeptState {
  private readonly parts: Part[] = [];

  keep<P extends object>(part: P): P {
    this.parts.push(part as Part);
    return part;
  }

  /** Writes all that is kept. */
  save(write: Write): void {
    const { scalars, arrays, layout } = this.fields();
    const kinds = new Uint8Array(scalars.length);
    const numbers = Float64Array.from(scalars, ({ part, key }, i) => {
      const value = part[key] as Scalar;
      kinds[i] = value === undefined ? UNDEFINED : value === true ? TRUE : value === false ? FALSE : NUMBER;
      return typeof value === "number" ? value : 0;
    });
    const values = arrays.map(({ part, key }) => part[key] as TypedArray);
    const used = Float64Array.from(values, lengthUsed);
    const lengths = Float64Array.from(values, ({ length }) => length);
    for (const array of [layout, kinds, numbers, lengths, used]) write(bytesOf(array, array.length));
    values.forEach((array, i) => void write(bytesOf(array, used[i]!)));
  }

  /** Puts what was saved in the place of what is kept. Throws where that is of another model. */
  load(read: Read): void {
    const { scalars, arrays, layout } = this.fields();
    const readAll = <A extends TypedArray>(array: A): A => {
      read(bytesOf(array, array.length));
      return array;
    };
    const saved = readAll(new Int32Array(layout.length));
    if (saved.some((word, i) => word !== layout[i])) throw new RangeError("what was saved is of another model");
    const kinds = readAll(new Uint8Array(scalars.length));
    const numbers = readAll(new Float64Array(scalars.length));
    const lengths = readAll(new Float64Array(arrays.length));
    const used = readAll(new Float64Array(arrays.length));
    scalars.forEach(({ part, key }, i) => {
      const kind = kinds[i]!;
      part[key] = kind === NUMBER ? asField(numbers[i]!) : kind === UNDEFINED ? undefined : kind === TRUE;
    });
    arrays.forEach((field, i) => void loadArray(field, lengths[i]!, used[i]!, read));
  }

  /** Every field in order, an array that several parts hold once; and a hash of what they are called. */
  private fields(): { scalars: Field[]; arrays: Field[]; layout: Int32Array } {
    const scalars: Field[] = [];
    const arrays: Field[] = [];
    const seen = new Set<unknown>();
    let print: [number, number] = [0, 0];
    this.parts.forEach((part, number) => {
      for (const key of Object.keys(part)) {
        const value = part[key];
        const isNew = isArray(value) && (isHandedOver(part, key) || !seen.has(value));
        if (isNew) arrays.push({ part, key });
        else if (isScalar(value)) scalars.push({ part, key });
        else continue;
        if (isNew) seen.add(value);
        print = hashText(`${number}.${key}${isNew ? value.constructor.name : ""}`, print);
      }
    });
    return { scalars, arrays, layout: Int32Array.of(scalars.length, arrays.length, ...print) };
  }
}

const loadArray = ({ part, key }: Field, length: number, used: number, read: Read): void => {
  const now = part[key] as TypedArray;
  const isReplaced = isHandedOver(part, key);
  if (!isReplaced && now.length !== length)
    throw new RangeError(`what was saved has ${length} values of ${key}, and this has ${now.length}`);
  const array = isReplaced ? new (now.constructor as new (length: number) => TypedArray)(length) : now;
  read(bytesOf(array, used));
  clearFrom(array, used);
  if (isReplaced) part[key] = array;
};
