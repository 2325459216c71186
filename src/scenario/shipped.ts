import { readdirSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../scenarios/", import.meta.url));

/** Scenarios that come with the program, by name: a base isn't one, nor is the assumptions log. */
export const shippedScenarios = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".yaml") && name !== "assumptions.yaml")
    .map((name) => name.slice(0, -".yaml".length))
    .sort();

/**
 * The file of that name, such as `peak-smoothing` or `base/gb-end-state`, among the scenarios that come with the
 * program, as seen from where the command is called; undefined when there is none.
 */
export const shippedFile = (name: string): string | undefined => {
  const file = join(FOLDER, extname(name) === "" ? `${name}.yaml` : name);
  return isFile(file) ? relative(process.cwd(), file) : undefined;
};

export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
