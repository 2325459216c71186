import { readQuantity } from "../scenario/units.ts";
import { UsageError } from "./fault.ts";

/** One text from the command line; yargs makes a list of an option that is given twice. */
export const text = (name: string, expected: string) => (given: unknown) => {
  if (Array.isArray(given)) throw new UsageError(`--${name} is given ${given.length} times; expected once`);
  if (given === "") throw new UsageError(`--${name} is empty; expected ${expected}`);
  return given as string | undefined;
};

/** A number from the command line, or a sentence that says what was expected. */
export const number = (name: string, expected: string, holds: (value: number) => boolean) => (given: unknown) => {
  const one = text(name, expected)(given);
  if (one === undefined) return undefined;
  const value = Number(one);
  if (!Number.isFinite(value) || !holds(value)) throw new UsageError(`--${name} ${one}: expected ${expected}`);
  return value;
};

/** A share of the meters above 0, as 0.01 or "1 %". */
export const shareOfMeters = (given: unknown): number | undefined => {
  const expected = "a share above 0 and at most 1, such as 0.01 or 1 %";
  const one = text("scale", expected)(given);
  if (one === undefined) return undefined;
  const share = readQuantity(one, "share", { max: 1 });
  if ("wrong" in share || share.value === 0) throw new UsageError(`--scale ${one}: expected ${expected}`);
  return share.value;
};

/** A share, as 0.01 or "1 %". */
export const shareWithin = (given: unknown): number | undefined => {
  const one = text("noise", "a share such as 1 % or 0.01")(given);
  if (one === undefined) return undefined;
  const share = readQuantity(one, "share", { max: 1 });
  if ("wrong" in share) throw new UsageError(`--noise ${one}: expected a share from 0 to 1, such as 1 % or 0.01`);
  return share.value;
};
