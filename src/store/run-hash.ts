import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plan } from "../domain/plan.ts";

/** Folders of the program that have a say in what a run finds. */
const FOLDERS = [
  "kernel",
  "metrics",
  "domain",
  "ledger",
  "smoothing",
  "fluid",
  "actors",
  "run",
  "scenario",
  "experiment",
];

/** Digits of a hash that are kept: 128 bits. */
const DIGITS = 32;

/** Hash of the program's own text: a run is not taken up by a program that might find something else. */
export const buildHash = (): string => {
  const source = fileURLToPath(new URL("../", import.meta.url));
  const hash = createHash("sha256");
  for (const folder of FOLDERS)
    for (const name of readdirSync(`${source}${folder}`, { recursive: true, encoding: "utf8" }).sort())
      if (/\.[jt]s$/.test(name)) hash.update(`${folder}/${name}\n`).update(readFileSync(`${source}${folder}/${name}`));
  return hash.digest("hex").slice(0, DIGITS);
};

/** Text that is equal for equal values: keys in the order of the alphabet, numbers to the last bit. */
const canonical = (value: unknown): string => {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}[${Array.from(value as Float64Array).join()}]`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join()}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
};

/** Name of a run: the same for the same plan (option, seed, scale, replication, every value) by the same build. */
export const runHash = (plan: Plan, build: string): string =>
  createHash("sha256").update(build).update(canonical(plan)).digest("hex").slice(0, DIGITS);
