import { HAS_GAS } from "../domain/meter-word.ts";

const MINUTE_MS = 60_000;

/**
 * A Poisson process whose rate follows a day profile: gaps of a unit process, stretched by the rate of each minute. Returns when
 * the next event falls, in ms, fractional.
 */
export const openPoisson = (perDay: number, sharesByMinute: Float64Array, fromMs: number) => {
  const perMs = sharesByMinute.map((share) => (share * perDay) / MINUTE_MS);
  const rateAt = (minute: number): number => perMs[((minute % 1440) + 1440) % 1440]!;
  let timeMs = fromMs;
  let minute = Math.floor(fromMs / MINUTE_MS);
  let endMs = (minute + 1) * MINUTE_MS;
  let rate = rateAt(minute);
  return (unitGap: number): number => {
    let left = unitGap;
    for (;;) {
      const inMinute = (endMs - timeMs) * rate;
      if (left < inMinute) {
        timeMs += left / rate;
        return timeMs;
      }
      left -= inMinute;
      timeMs = endMs;
      endMs += MINUTE_MS;
      rate = rateAt(++minute);
    }
  };
};

/**
 * Visits meters in storage order, electricity first, then the gas meters on the same hubs, and round again. Numbers carry no
 * meaning, so the order is as good as a random one, and far kinder to the cache.
 */
export const openTurns = (words: Uint32Array, start: number, accepts: (word: number, gas: boolean) => boolean) => {
  let position = start % (2 * words.length);
  return (): number => {
    for (;;) {
      const gas = position >= words.length;
      const meter = gas ? position - words.length : position;
      if (++position === 2 * words.length) position = 0;
      const word = words[meter]!;
      if ((!gas || (word & HAS_GAS) !== 0) && accepts(word, gas)) return meter;
    }
  };
};
