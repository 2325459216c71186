import type { Declaration } from "./declaration.ts";

const declare = (name: string, title: string, unit: string, better: Declaration["better"]): Declaration => ({
  name,
  title,
  unit,
  better,
});

/** What is counted of the profile reads that pass the cache of an S1SP; needs are the sum of the other three. */
export const CACHE_COUNTS = ["needs", "device_reads", "hits", "joined"] as const;
export type CacheCount = (typeof CACHE_COUNTS)[number];

/** The name that a count has among a run's scalars. */
export const cacheScalar = (s1sp: string, count: CacheCount): string => `${s1sp}.cache.${count}`;

/** What is read of the cache of an S1SP over the measured days. */
export const cacheMetrics = {
  needs: declare("cache_needs", "Profile reads that came to the cache", "SR", "neither"),
  deviceReads: declare("cache_device_reads", "Of these, read from the device", "SR", "lower"),
  hits: declare("cache_hits", "Of these, answered from the cache", "SR", "higher"),
  joined: declare("cache_joined", "Of these, waited for a read that was under way", "SR", "higher"),
  hitShare: declare(
    "cache_hit_share",
    "Hit ratio: profile reads answered from the cache",
    "of those that came",
    "higher",
  ),
  savedShare: declare("cache_saved_share", "Profile reads that asked no device", "of those that came", "higher"),
} as const satisfies Readonly<Record<string, Declaration>>;
