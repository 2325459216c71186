import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { nearest } from "../scenario/near.ts";
import { UsageError } from "./fault.ts";

const FOLDER = fileURLToPath(new URL("../../scenarios/", import.meta.url));

/** Scenarios that come with the program, by name: a base isn't one, nor is the assumptions log. */
export const shippedScenarios = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".yaml") && name !== "assumptions.yaml")
    .map((name) => name.slice(0, -".yaml".length))
    .sort();

/** The file of a scenario that comes with the program, as seen from where the command is called. */
export const shippedFile = (name: string): string => relative(process.cwd(), join(FOLDER, `${name}.yaml`));

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** The file that somebody means: a path as it stands, or else the name of a scenario that comes with the program. */
export const scenarioFile = (given: string): string => {
  if (/[\\/.]/.test(given) || isFile(given)) return given;
  const shipped = shippedScenarios();
  if (shipped.includes(given)) return shippedFile(given);
  if (statSync(given, { throwIfNoEntry: false }) !== undefined) return given;
  const near = nearest(given, shipped);
  const hint =
    near === undefined ? `those that come with the program are ${shipped.join(", ")}` : `did you mean ${near}?`;
  throw new UsageError(`No scenario or file "${given}"; ${hint}`);
};
