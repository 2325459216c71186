import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Asked, askedOtherwise, changedSince } from "../store/asked.ts";
import { enterFolder, type Place, placeAt, type ResultFolder } from "../store/experiment-folder.ts";
import { LockedError } from "../store/lock.ts";
import { quoted } from "./command-line.ts";
import { UsageError } from "./fault.ts";

/** Where results go when nothing is said. */
const RESULTS = join("reports", "runs");

/** A folder of its own for each run: reports/runs/<scenario>-<when>. */
const newFolder = ({ scenario, startedAt }: Asked): string =>
  join(RESULTS, `${scenario.name}-${startedAt.replace(/[-:]/g, "").replace("T", "-").slice(0, 15)}`);

type Begun = Extract<Place, { is: "begun" }>;

/** The newest result of a scenario that was begun and not finished. */
const newestUnfinished = (scenario: string): string | undefined => {
  const folders = existsSync(RESULTS) ? readdirSync(RESULTS).map((name) => join(RESULTS, name)) : [];
  const [newest] = folders
    .map((path) => ({ path, place: placeAt(path) }))
    .filter((one): one is { path: string; place: Begun } => one.place.is === "begun" && !one.place.isFinished)
    .filter(({ place }) => place.asked.scenario.name === scenario)
    .sort((a, b) => (a.place.asked.startedAt < b.place.asked.startedAt ? 1 : -1));
  return newest?.path;
};

/** What to type to go on in a folder. */
export const resumeCommand = ({ command }: Asked, path: string): string => `${command} --out ${quoted(path)} --resume`;

/** The folder to go on in. */
const toResume = (path: string | undefined, asked: Asked): string => {
  const chosen = path ?? newestUnfinished(asked.scenario.name);
  if (chosen === undefined)
    throw new UsageError(
      `Nothing to resume: no unfinished result of ${asked.scenario.name} in ${RESULTS}; run it without --resume, ` +
        "or name its folder with --out",
    );
  const place = placeAt(chosen);
  if (place.is === "other")
    throw new UsageError(`Nothing to resume: ${chosen} is not a result folder of mhhs run; name another with --out`);
  if (place.is === "free") return chosen;
  const otherwise = askedOtherwise(place.asked, asked);
  if (otherwise.length > 0)
    throw new UsageError(
      `Can't resume ${chosen}: ${otherwise.join("; ")}. What was asked then goes on with:\n` +
        `  ${resumeCommand(place.asked, chosen)}`,
    );
  const changed = changedSince(place.asked, asked);
  if (changed !== undefined)
    throw new UsageError(
      `Can't resume ${chosen}: ${changed}, so that its runs and new ones don't belong together. Run it anew in ` +
        "another folder; mhhs report shows what this one holds",
    );
  return chosen;
};

/** A folder in which nothing stands yet. */
const toBegin = (path: string | undefined, asked: Asked): string => {
  const chosen = path ?? newFolder(asked);
  const place = placeAt(chosen);
  if (place.is === "free") return chosen;
  const goOn =
    place.is === "begun" && !place.isFinished
      ? `; it is not finished, and goes on with:\n  ${resumeCommand(place.asked, chosen)}`
      : "";
  throw new UsageError(
    `Can't write the results: ${chosen} exists already; name another folder with --out, or remove it${goOn}`,
  );
};

/** Enters the folder that results go to, or says in a sentence why not; nothing has run yet. */
export const enterPlace = (
  asked: Asked,
  { out, resume }: { readonly out: string | undefined; readonly resume: boolean },
): ResultFolder => {
  const path = resume ? toResume(out, asked) : toBegin(out, asked);
  try {
    return enterFolder(path, asked);
  } catch (error) {
    throw new UsageError(
      error instanceof LockedError
        ? `Another mhhs run is at work in ${path}; wait for it, or end it`
        : `No place for the results: ${(error as Error).message}`,
    );
  }
};
