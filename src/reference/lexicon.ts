import { nearest } from "../scenario/near.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { marketWords } from "./market-words.ts";
import { metricWords } from "./metric-words.ts";
import { scenarioWords, standsFor } from "./scenario-words.ts";
import { KINDS, type Kind, type Word } from "./word.ts";

/** Every word that can be explained, kind by kind; `more` are words of the program around. */
export const lexicon = (base: Scenario, more: readonly Word[] = []): readonly Word[] => {
  const order = Object.keys(KINDS) as Kind[];
  const words = [...marketWords(), ...metricWords(base), ...scenarioWords(base), ...more];
  return words.sort((p, q) => order.indexOf(p.kind) - order.indexOf(q.kind));
};

const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_.:\s&']/g, "");

/** Ways to mean a word by less than its name. */
const LOOSELY: readonly ((word: Word, given: string) => boolean)[] = [
  ({ kind, word }, given) => kind === "key" && standsFor(word, given),
  // demand_peak_share:dsp is the metric, at a place.
  ({ kind, word }, given) => kind === "metric" && given.includes(":") && word === given.split(":")[0],
  ({ kind, word }, given) => kind === "key" && word.toLowerCase().endsWith(`.${given.toLowerCase()}`),
  ({ kind, word }, given) => kind === "key" && plain(word.split(".").at(-1)!) === plain(given),
];

/** The words that are meant: as written or in another spelling, else by a place or the end of a key. */
export const find = (words: readonly Word[], given: string): readonly Word[] => {
  const spelt = words.filter(({ word, also }) => [word, ...also].some((one) => plain(one) === plain(given)));
  if (spelt.length > 0) return spelt.sort((p, q) => Number(q.word === given) - Number(p.word === given));
  return LOOSELY.map((way) => words.filter((word) => way(word, given))).find((found) => found.length > 0) ?? [];
};

const NEAR_MAX = 5;

/** Right words near a wrong one: those that hold it, then those spelt nearly so. */
export const near = (words: readonly Word[], given: string): readonly string[] => {
  const names = new Map(words.flatMap(({ word, also }) => [word, ...also].map((one) => [one, word] as const)));
  const holding =
    given.length < 3 ? [] : [...names].flatMap(([one, word]) => (plain(one).includes(plain(given)) ? [word] : []));
  const left = new Set(names.keys());
  const spelt: string[] = [];
  for (let i = 0; i < NEAR_MAX; i++) {
    const found = nearest(given, left);
    if (found === undefined) break;
    left.delete(found);
    spelt.push(names.get(found)!);
  }
  return [...new Set([...spelt, ...holding])].slice(0, NEAR_MAX);
};
