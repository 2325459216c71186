import { CATEGORY_OF, PROFILE } from "../domain/demand-rules.ts";
import { kindOf } from "./consumption-classes.ts";
import type { MeteringSystems } from "./metering-systems.ts";

const IMPORT = kindOf("S", "W");

/** How smart and traditional meters are told apart for load shapes and classes: by what they use, and by export. */
export const SMART: Pick<MeteringSystems, "categories" | "settledAs"> = {
  categories: CATEGORY_OF,
  settledAs: (profile) => (profile === PROFILE.export ? IMPORT + 1 : IMPORT),
};
