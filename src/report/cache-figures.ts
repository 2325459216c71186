import { COMPONENT_TITLES } from "../domain/components.ts";
import type { OptionAnswer } from "../experiment/answer.ts";
import { count, percent } from "./format.ts";

/** Caches of the S1SPs, where an option has them: profile reads, and those that asked no device; two are words. */
export const CACHE_HEAD = ["option", "at", "reads", "of the device", "hits", "joined", "saved"] as const;
export const cacheRows = (options: readonly OptionAnswer[]): readonly string[][] =>
  options.flatMap(({ option, caches }) =>
    caches.map(({ component, needs, deviceReads, hits, joined, savedShare }) => [
      option,
      COMPONENT_TITLES[component],
      ...[needs, deviceReads, hits, joined].map(count),
      percent(savedShare),
    ]),
  );
