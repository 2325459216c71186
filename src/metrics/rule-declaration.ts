import type { Declaration } from "./declaration.ts";

/** A metric of a rule. */
export interface RuleDeclaration extends Declaration {
  /** True for what is counted over the meters kept: at full scale there are 1/scale as many. */
  readonly isCounted: boolean;
  /** How the places of a run come together in one figure. */
  readonly together: "sum" | "max";
}

export const counted = (name: string, title: string, unit: string, better: Declaration["better"] = "lower") =>
  ({ name, title, unit, better, isCounted: true, together: "sum" }) as const;
