/** Edits that turn one word into the other: a letter more, less or other, or two neighbours swapped. */
const edits = (from: string, to: string): number => {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      row[j] = Math.min(above[j - 1]! + (same ? 0 : 1), above[j]! + 1, row[j - 1]! + 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    before = above;
    above = row;
  }
  return above[to.length]!;
};

const plain = (word: string): string => word.toLowerCase().replaceAll(/[-_. ]/g, "");

/** The right word that somebody most likely meant, if one is near: at most a third of its letters off. */
export const nearest = (word: string, words: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let bestEdits = Number.POSITIVE_INFINITY;
  for (const candidate of words) {
    const count = edits(plain(word), plain(candidate));
    const letters = Math.max(plain(word).length, plain(candidate).length);
    const most = Math.max(1, Math.floor(letters / 3));
    if (count <= most && count < letters && count < bestEdits) {
      best = candidate;
      bestEdits = count;
    }
  }
  return best;
};

/** Ends a message with the word that was meant, or else with all that are right when they are few. */
export const didYouMean = (word: string, words: readonly string[]): string => {
  const near = nearest(word, words);
  if (near !== undefined) return `did you mean "${near}"?`;
  return words.length <= 16 ? `known: ${words.join(", ")}` : "see scenarios/base/gb-end-state.yaml for the keys";
};
