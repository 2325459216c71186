/** Who sends how much in which slot: supplies of the access components, limits of each in each slot, and of the DSP. */
export interface Transport {
  /** Requests to place, per access component. */
  readonly supply: ArrayLike<number>;
  /** [access][slot] → most that the access component can take. */
  readonly room: readonly ArrayLike<number>[];
  /** [slot] → most that the DSP can take. */
  readonly roomAtDsp: ArrayLike<number>;
}

/** Less than this is rounding, not a request. */
const NOTHING = 1e-9;
const NO_GIVER = -1;
const UNSEEN = -2;

/**
 * The most that can be placed, earliest slots first: after each slot, as much has been placed in the slots so far
 * as any schedule could. Slots are opened one after another; within a slot that the DSP limits, all get the same
 * share of what they ask for; then, where a component has sent all it had, others make room for it by giving back
 * places in earlier slots.
 */
export const earliestFlow = ({ supply, room, roomAtDsp }: Transport): readonly Float64Array[] => {
  const slots = roomAtDsp.length;
  const placed = room.map(() => new Float64Array(slots));
  const left = Float64Array.from(supply);

  /** An earlier slot in which `giver` has requests and `taker` has room: they change places there. */
  const exchangeSlot = (giver: number, taker: number, before: number): number => {
    for (let slot = 0; slot < before; slot++)
      if (placed[giver]![slot]! > NOTHING && room[taker]![slot]! - placed[taker]![slot]! > NOTHING) return slot;
    return -1;
  };

  /** Places up to `most` more in a slot, along one augmenting path; returns how much. */
  const augment = (slot: number, most: number): number => {
    // Breadth first, from the components with room in the slot back to one that still has requests to send.
    const toGiver: number[] = room.map((limits, access) =>
      limits[slot]! - placed[access]![slot]! > NOTHING ? NO_GIVER : UNSEEN,
    );
    const exchangedIn = room.map(() => -1);
    const reached = toGiver.flatMap((giver, access) => (giver === NO_GIVER ? [access] : []));
    for (const sender of reached) {
      if (left[sender]! > NOTHING) return exchange(slot, sender, most, toGiver, exchangedIn);
      for (let taker = 0; taker < room.length; taker++) {
        if (toGiver[taker] !== UNSEEN) continue;
        const earlier = exchangeSlot(sender, taker, slot);
        if (earlier < 0) continue;
        toGiver[taker] = sender;
        exchangedIn[taker] = earlier;
        reached.push(taker);
      }
    }
    return 0;
  };

  /**
   * The sender takes a place from its giver, which takes one from its own, …; the last of them goes to the new
   * slot.
   */
  const exchange = (slot: number, sender: number, most: number, toGiver: number[], exchangedIn: number[]): number => {
    let amount = Math.min(most, left[sender]!);
    let last = sender;
    for (; toGiver[last] !== NO_GIVER; last = toGiver[last]!) {
      const earlier = exchangedIn[last]!;
      const given = placed[toGiver[last]!]![earlier]!;
      amount = Math.min(amount, given, room[last]![earlier]! - placed[last]![earlier]!);
    }
    amount = Math.min(amount, room[last]![slot]! - placed[last]![slot]!);
    for (let taker = sender; taker !== last; taker = toGiver[taker]!) {
      placed[taker]![exchangedIn[taker]!]! += amount;
      placed[toGiver[taker]!]![exchangedIn[taker]!]! -= amount;
    }
    placed[last]![slot]! += amount;
    left[sender]! -= amount;
    return amount;
  };

  for (let slot = 0; slot < slots; slot++) {
    const asks = room.map((limits, access) => Math.min(left[access]!, limits[slot]!));
    const asked = asks.reduce((sum, one) => sum + one, 0);
    const share = asked > roomAtDsp[slot]! ? roomAtDsp[slot]! / asked : 1;
    asks.forEach((one, access) => {
      placed[access]![slot] = share * one;
      left[access]! -= share * one;
    });
    let dspLeft = roomAtDsp[slot]! - share * asked;
    for (let amount = 1; amount > 0 && dspLeft > NOTHING; dspLeft -= amount) amount = augment(slot, dspLeft);
  }
  return placed;
};
