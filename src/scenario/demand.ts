import { type DemandRules, PROFILE } from "../domain/demand-rules.ts";
import { outageLeanOf } from "../domain/outage-lean.ts";
import type { Estate, Failures, TrafficRow } from "../domain/plan.ts";
import { classShares } from "../domain/use-class.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import type { Put } from "./checks.ts";
import { mixesOf } from "./customers.ts";
import type { DemandValues } from "./demand-schema.ts";
import type { Resolved } from "./schema.ts";
import { type Reading, right, wrong } from "./units.ts";
import { readWindow } from "./window.ts";
import { sumText } from "./window-shape.ts";

const DAYS_A_YEAR = 365.25;

interface ClockHours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Hours of the clock within one day. */
const chargingHours = (text: string): Reading<ClockHours> => {
  const expected = 'expected hours of the clock within one day, as in "00:30-04:30 local"';
  const window = readWindow(text);
  if ("wrong" in window) return window;
  const { fromMinute, toMinute, clock, days } = window.value;
  if (clock !== "local") return wrong(`tariffs go by the clock; ${expected}`);
  if (toMinute > MINUTES_A_DAY) return wrong(`"${text}" crosses midnight; ${expected}`);
  if (fromMinute === toMinute) return wrong(`"${text}" is no time at all; ${expected}`);
  return days.every((day) => day) ? right({ fromMinute, toMinute }) : wrong(`"${text}" has weekdays; ${expected}`);
};

const sharesOf = ({ classes }: Pick<DemandValues, "classes">) => ({
  nonDomesticShare: classes.nonDomestic,
  economy7Share: classes.economy7,
  electricVehicleShare: classes.electricVehicle,
});

export const demandOf = (values: DemandValues, estate: Resolved["estate"]): DemandRules => {
  const { classes, annual, day, charging, weather, belief, outOfReach } = values;
  const bySupplier = mixesOf(values, estate);
  const hours = chargingHours(charging.hours);
  if ("wrong" in hours) throw new RangeError(`settlement.demand.charging.hours: ${hours.wrong}`);
  return {
    ...sharesOf({ classes }),
    ...(bySupplier === undefined ? {} : { bySupplier }),
    domesticKwh: annual.domestic,
    nonDomesticKwh: annual.nonDomestic,
    exportKwh: annual.export,
    annualSpread: annual.spread,
    daySpread: day.spread,
    levelShare: day.level,
    shapeSpread: day.shapes,
    charging: { kilowatts: charging.power, ...hours.value, nights: charging.nights },
    weather: { demand: weather.demand, export: weather.export, national: weather.national },
    belief: { bias: belief.bias, spread: belief.spread },
    neverAnswer: { use: outOfReach.use, beliefSpread: outOfReach.beliefSpread },
  };
};

/** Who is likelier to be out of reach. Where settlement is off, or all are alike, a plan has no word of it. */
export const outageLean = ({ settlement }: Pick<Resolved, "settlement">, estate: Estate): Pick<Failures, "lean"> => {
  const { smets1, north, electricVehicle } = settlement.demand.outOfReach;
  if (!settlement.enabled || (smets1 === 1 && north === 1 && electricVehicle === 1)) return {};
  const vehicles = classShares(sharesOf(settlement.demand))[PROFILE.electricVehicle]!;
  return { lean: outageLeanOf({ smets1, north, electricVehicle }, estate, vehicles) };
};

/** Odds that would have more meters out of reach than there are. */
export const outageProblems = (values: Pick<Resolved, "settlement" | "failures">, estate: Estate, put: Put): void => {
  const { lean } = outageLean(values, estate);
  const { longTerm, spells } = values.failures.dark;
  const most = lean === undefined ? 0 : (longTerm + spells) * Math.max(...lean.others, ...lean.electricVehicles);
  if (most > 1)
    put(
      ["settlement", "demand", "outOfReach"],
      `with failures.dark, ${Number(most.toFixed(2))} of the meters likeliest to be out of reach would be; expected ` +
        "odds, or shares in the dark, that leave it at most 1",
    );
};

/** Gap filling reads meters out of reach: so many more where these lean to. */
export const leaning = (rows: readonly TrafficRow[], { lean }: Pick<Failures, "lean">): readonly TrafficRow[] =>
  lean === undefined ? rows : rows.map((row) => (row.need === "gap-fill" ? { ...row, lean: lean.all } : row));

export const demandProblems = ({ classes, annual, charging }: DemandValues, put: Put): void => {
  const { economy7, electricVehicle } = classes;
  if (economy7 + electricVehicle > 1)
    put(
      ["settlement", "demand", "classes"],
      `Economy 7 and electric vehicles add up to ${sumText([economy7, electricVehicle])}; expected at most 1`,
    );
  const hours = chargingHours(charging.hours);
  if ("wrong" in hours) {
    put(["settlement", "demand", "charging", "hours"], hours.wrong);
    return;
  }
  const { fromMinute, toMinute } = hours.value;
  const kwh = DAYS_A_YEAR * charging.nights * charging.power * ((toMinute - fromMinute) / 60);
  if (electricVehicle * kwh >= annual.domestic)
    put(
      ["settlement", "demand", "charging"],
      `charging takes ${Math.round(electricVehicle * kwh)} kWh/yr of the mean home, of ${annual.domestic} kWh/yr in ` +
        "all; expected less than all",
    );
};
