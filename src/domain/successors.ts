/** Of draws of a successor by shares, those that give another than the one that is there: only they are changes. */
export const changingShare = (shares: readonly number[]): number =>
  1 - shares.reduce((sum, share) => sum + share * share, 0);

/** So many draws of a successor make so many changes. */
export const drawsFor = (changes: number, shares: readonly number[]): number =>
  changes === 0 ? 0 : changes / changingShare(shares);
