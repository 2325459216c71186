import { REFERENCE } from "../domain/smoothing-options.ts";
import { didYouMean } from "./near.ts";
import { unexplained } from "./notes.ts";
import type { Problem } from "./problem.ts";
import type { ScenarioOption } from "./scenario.ts";
import type { Resolved } from "./schema.ts";
import { SET_FILE } from "./set-argument.ts";
import { type Source, type SourceMap, sourceAt } from "./source.ts";

type Put = (path: readonly string[], message: string) => void;

/** Prices that nothing of the scenario reads. */
export const priceProblems = (
  { prices, contracts, smets1Sms, settlement }: Partial<Resolved>,
  source: Source,
  problems: Problem[],
  put: Put,
): void => {
  if (prices === undefined) return;
  if (prices.sms !== undefined && smets1Sms?.enabled === false)
    put(["prices", "sms"], "no SMS is counted here; expected smets1Sms.enabled: true beside it, or no price of one");
  if (prices.imbalance !== undefined && settlement?.enabled === false)
    put(
      ["prices", "imbalance"],
      "nothing is settled here; expected settlement.enabled: true beside it, or no price of imbalance",
    );
  const { csp = {}, s1sp = {} } = prices.contract ?? {};
  const unread = (path: readonly string[]): void =>
    put(
      ["prices", "contract", ...path],
      `as much is contracted for as is carried; expected a volume or rate of contracts.${path.join(".")}, or ` +
        `prices.capacity.${path.join(".")} alone`,
    );
  if (contracts !== undefined) {
    for (const region of Object.keys(csp) as (keyof typeof csp)[])
      if (contracts.csp[region].volume === "capacity") unread(["csp", region]);
    for (const cohort of Object.keys(s1sp) as (keyof typeof s1sp)[])
      if (contracts.s1sp[cohort] === "capacity") unread(["s1sp", cohort]);
  }
  const written = sourceAt(source, ["prices"]);
  if (written?.kind === "map") unexplained({ ...written, entries: new Map([["prices", shared(written)]]) }, problems);
};

/** What a reader of the report would ask the source of: an overlay's owner and who typed --set know theirs. */
const shared = (source: SourceMap): SourceMap => {
  const entries = [...source.entries].filter(([, { isPrivate, at }]) => isPrivate !== true && at.file !== SET_FILE);
  return {
    ...source,
    entries: new Map(entries.map(([key, entry]) => [key, entry.kind === "map" ? shared(entry) : entry])),
  };
};

/** A price list where nothing is compared, and prices of changes that no option asks for. */
export const pricesUnread = (
  base: SourceMap,
  options: readonly ScenarioOption[],
  names: readonly string[],
  problems: Problem[],
): void => {
  const lists = [base, ...options.map(({ source }) => source)].flatMap((source) => {
    const prices = sourceAt(source, ["prices"]);
    return prices?.kind === "map" && prices.entries.size > 0 ? [prices] : [];
  });
  const [first] = lists;
  if (first === undefined) return;
  const put = ({ keyAt, at }: Source, path: string, message: string): void =>
    void problems.push({ at: keyAt ?? at, path, message });
  if (!names.includes(REFERENCE))
    put(first, "prices", `costs are what an option needs beyond ${REFERENCE}; expected an option of this name`);
  const changes = lists.flatMap((list) => {
    const found = sourceAt(list, ["changes"]);
    return found?.kind === "map" ? [...found.entries] : [];
  });
  for (const [name, entry] of new Map(changes))
    if (name === REFERENCE)
      put(entry, `prices.changes.${name}`, `costs are beyond ${REFERENCE}; expected another option`);
    else if (!names.includes(name))
      put(entry, `prices.changes.${name}`, `no option of this name; ${didYouMean(name, names)}`);
};
