import { statSync } from "node:fs";
import { basename, isAbsolute, relative } from "node:path";
import { nearest } from "../scenario/near.ts";
import { isFile, shippedFile, shippedScenarios } from "../scenario/shipped.ts";
import { UsageError } from "./fault.ts";

/** A scenario as results name it: where it lies on somebody's machine is nobody else's business. */
export const shownName = (given: string): string => {
  if (!isAbsolute(given)) return given;
  const fromHere = relative(process.cwd(), given);
  return fromHere.startsWith("..") || isAbsolute(fromHere) ? basename(given) : fromHere;
};

/** The file that somebody means: a path as it stands, or else the name of a scenario that comes with the program. */
export const scenarioFile = (given: string): string => {
  if (/[\\/.]/.test(given) || isFile(given)) return given;
  const names = shippedScenarios();
  if (names.includes(given)) return shippedFile(given)!;
  if (statSync(given, { throwIfNoEntry: false }) !== undefined) return given;
  const near = nearest(given, names);
  const hint =
    near === undefined ? `those that come with the program are ${names.join(", ")}` : `did you mean ${near}?`;
  throw new UsageError(`No scenario or file "${given}"; ${hint}`);
};
