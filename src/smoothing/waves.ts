import type { Wave } from "../domain/campaign.ts";
import { HAS_GAS } from "../domain/meter-word.ts";
import type { TrafficRow } from "../domain/plan.ts";
import { draw, openStream, threshold } from "../kernel/keyed-draws.ts";
import type { Campaign } from "./campaigns.ts";

/** Waves of requests as campaigns (S-11): one to each meter of the share that is concerned, gas to the hub it is on. */
export const waveCampaigns = (
  waves: readonly Wave[],
  rows: readonly TrafficRow[],
  seed: string,
  replication: number,
): readonly Campaign[] =>
  waves.flatMap(({ need, share, fromDay, days }) => {
    const row = rows.findIndex((one) => one.need === need);
    if (row < 0) return [];
    const concerned = threshold(share);
    // Both fuels of a home have the same supplier here, and so the same change.
    const stream = openStream(seed, replication, `wave/${need === "price-gas" ? "price-electricity" : need}`);
    return {
      name: need,
      fromDay,
      days,
      rows: [row],
      of: (meter, word, out, n) => {
        if ((need === "price-gas" && (word & HAS_GAS) === 0) || draw(stream, meter, 0) >= concerned) return n;
        out[n] = row;
        return n + 1;
      },
    };
  });
