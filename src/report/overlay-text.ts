import { COMPONENT_TITLES } from "../domain/components.ts";
import type { Answer } from "../experiment/answer.ts";

/** What a reader has to know of private values; undefined when there are none. */
export const overlayText = ({
  overlays,
  privateCapacities,
}: Pick<Answer, "overlays" | "privateCapacities">): string | undefined => {
  if (overlays.length === 0) return undefined;
  const what = `${overlays.length === 1 ? "A private overlay is" : `${overlays.length} private overlays are`} in this`;
  if (overlays.some(({ isShown }) => isShown)) return `${what}, and shown: it is for their owner's eyes.`;
  const names = privateCapacities.map((name) => COMPONENT_TITLES[name]).join(", ");
  const shares = names === "" ? "" : ` Loads of ${names} are shares of a capacity that is withheld.`;
  return `${what}; values from it are withheld.${shares}`;
};
