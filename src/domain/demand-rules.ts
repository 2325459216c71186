/** What the meters that settlement reads measure, by class of use; export is a register of its own. */
export const PROFILES = ["domestic", "economy-7", "electric-vehicle", "non-domestic", "export"] as const;
export const PROFILE = { domestic: 0, economy7: 1, electricVehicle: 2, nonDomestic: 3, export: 4 } as const;

/** Load shape categories: what a data service knows of a meter instead of its profile. */
export const CATEGORIES = ["domestic", "non-domestic", "export"] as const;

/** Category of each profile, by number. */
export const CATEGORY_OF: readonly number[] = [0, 0, 0, 1, 2];

/** Shapes of a day that a meter-day draws one of. */
export const DAY_SHAPES = 8;

/** A shape's periods sum to this: each is so many 2⁻³⁰ parts of the day's energy. */
export const WHOLE_DAY = 2 ** 30;

/** What meters really use, and what is believed of it: parameters of the demand generator. */
export interface DemandRules {
  /** Share of meters that aren't domestic. */
  readonly nonDomesticShare: number;
  /** Of homes. */
  readonly economy7Share: number;
  readonly electricVehicleShare: number;
  /**
   * [supplier] → share of its meters of each import profile; over all suppliers they are the shares above. Undefined:
   * all suppliers' customers are alike.
   */
  readonly bySupplier?: readonly (readonly number[])[];
  /** Mean annual use of a home, of whatever class, of another small customer, and mean annual export, in kWh. */
  readonly domesticKwh: number;
  readonly nonDomesticKwh: number;
  readonly exportKwh: number;
  /** Standard deviation of the logarithm of annual use within a class, and of annual export. */
  readonly annualSpread: number;
  /** The same of a meter-day about what its class uses on the day. */
  readonly daySpread: number;
  /** Share of a home's use that has become level over the day since 1997. */
  readonly levelShare: number;
  /** How far the eight shapes of a day depart from their mean: 0.3 is three tenths more in the hours they have more. */
  readonly shapeSpread: number;
  readonly charging: {
    readonly kilowatts: number;
    /** Minutes of the clock day. */
    readonly fromMinute: number;
    readonly toMinute: number;
    /** Share of nights. */
    readonly nights: number;
  };
  /** Weather of a day: standard deviation of demand, of the logarithm of export; share common to all GSP Groups. */
  readonly weather: { readonly demand: number; readonly export: number; readonly national: number };
  /** Annual use that a data service holds ÷ that of the meter: mean less one, and spread of its logarithm. */
  readonly belief: { readonly bias: number; readonly spread: number };
  /** Meters that never answer: their annual use ÷ that of the others, and the spread of what is believed of it. */
  readonly neverAnswer: { readonly use: number; readonly beliefSpread: number };
}
