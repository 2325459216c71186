import type { DemandRules } from "../domain/demand-rules.ts";
import { exp, normalQuantile } from "../kernel/elementary.ts";
import { draw, openStream, type Stream } from "../kernel/keyed-draws.ts";

/** Days that a spell of weather is drawn from: its memory. */
const SPELL_DAYS = 5;
const NATION = 255;

/**
 * Weather by GSP Group and UTC day: the mean of five days' keyed draws, part of it the nation's, so that a day is like
 * the day before and one Group like another. Asked by day: no state.
 */
export class Weather {
  private readonly stream: Stream;
  private readonly rules: DemandRules["weather"];

  constructor(
    rules: DemandRules["weather"],
    { seed, replication }: { readonly seed: string; readonly replication: number },
  ) {
    this.stream = openStream(seed, replication, "weather");
    this.rules = rules;
  }

  /** How cold and dark a day is, in standard deviations. */
  private coldness(group: number, day: number): number {
    const { national } = this.rules;
    const [nation, local] = [Math.sqrt(national), Math.sqrt(1 - national)];
    let sum = 0;
    for (let ago = 0; ago < SPELL_DAYS; ago++)
      sum += nation * this.normal(NATION, day - ago) + local * this.normal(group, day - ago);
    return sum / Math.sqrt(SPELL_DAYS);
  }

  private normal(place: number, day: number): number {
    return normalQuantile((draw(this.stream, place, day) + 0.5) / 2 ** 32);
  }

  /** Demand of waking hours ÷ that of the season's usual weather; mean one. */
  demand(group: number, day: number): number {
    return Math.max(0.1, 1 + this.rules.demand * this.coldness(group, day));
  }

  /** Export ÷ that of the season's usual weather; mean one. Dark days use more and export less. */
  export(group: number, day: number): number {
    const spread = this.rules.export;
    return exp(-spread * this.coldness(group, day) - (spread * spread) / 2);
  }
}
