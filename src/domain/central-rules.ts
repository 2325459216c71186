/** Scaling Weights: how much of a GSP Group's error a class carries, relative to others; losses as their class. */
export interface ScalingWeights {
  readonly accurate: number;
  readonly limited: number;
  readonly export: number;
}

/** When the Scaling Weights of classes that exist already were revised: the two rules that were weighed (S-49). */
export const WEIGHT_CHANGES = ["central-services-live", "migration-complete"] as const;
export type WeightChange = (typeof WEIGHT_CHANGES)[number];

/** What central settlement goes by. */
export interface CentralRules {
  readonly weights: {
    readonly change: WeightChange;
    /** Days since 1970-01-01 of either. */
    readonly dates: Readonly<Record<WeightChange, number>>;
    readonly before: ScalingWeights;
    readonly after: ScalingWeights;
  };
  /** Of what isn't read over the DCC; undefined where it isn't settled. */
  readonly others?: OtherClasses | undefined;
  /** Of low voltage: what leaves the GSP Group's boundary for each unit metered. */
  readonly lineLossFactor: { readonly import: number; readonly export: number };
  /** What a unit at the GSP is at the transmission system's notional balancing point. */
  readonly transmissionLossMultiplier: number;
  /** Of the GSP Group Take without it: theft, unregistered use, error. */
  readonly unaccountedShare: number;
  /** Pounds a MWh, the same in every period. */
  readonly imbalancePrice: number;
  /** Domestic import metering systems of which only a register's advance is read, day by day. */
  readonly optOutShare: number;
  /** Days that come back with a gap in their half hours. */
  readonly partDayShare: number;
  /** Metering systems without an annual consumption. */
  readonly noHistoryShare: number;
  /** Metering systems on actuals that make a load shape; fewer: the default shape. */
  readonly shapeSampleMin: number;
}

/** What sets advanced and unmetered metering systems apart in central settlement. */
export interface OtherClasses {
  /** Of accurate data, once weights are revised; until then it has that of all accurate data. */
  readonly weights: { readonly advanced: number; readonly unmetered: number };
  readonly lineLossFactor: { readonly highVoltage: number; readonly extraHighVoltage: number };
}

/** The Scaling Weights that hold on a Settlement Day. */
export const weightsOn = ({ change, dates, before, after }: CentralRules["weights"], day: number): ScalingWeights =>
  isRevised({ change, dates }, day) ? after : before;

export const isRevised = ({ change, dates }: Pick<CentralRules["weights"], "change" | "dates">, day: number): boolean =>
  day >= dates[change];
