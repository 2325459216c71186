import type { OtherClasses } from "../domain/central-rules.ts";
import { type DemandRules, PROFILE } from "../domain/demand-rules.ts";
import type { OtherSegments } from "../domain/other-segments.ts";
import { classShares } from "../domain/use-class.ts";
import { DAY_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import type { Put } from "./checks.ts";
import type { SegmentsValues } from "./segments-schema.ts";
import { quantityText, type Reading, right, wrong } from "./units.ts";
import { readWindow } from "./window.ts";
import { sumText } from "./window-shape.ts";

const AT = ["settlement", "segments"] as const;

/** Hours of the UTC day in which data services send. */
const sendingHours = (text: string): Reading<{ readonly fromMinute: number; readonly toMinute: number }> => {
  const expected = 'expected hours of the UTC day, as in "02:00-12:00"';
  const window = readWindow(text);
  if ("wrong" in window) return window;
  const { fromMinute, toMinute, clock, days } = window.value;
  if (clock !== "utc") return wrong(`data services go by UTC; ${expected}`);
  if (toMinute > MINUTES_A_DAY || fromMinute >= toMinute) return wrong(`"${text}" isn't within one day; ${expected}`);
  return days.every((day) => day) ? right({ fromMinute, toMinute }) : wrong(`"${text}" has weekdays; ${expected}`);
};

const inOrder = ({
  wholeCurrent,
  lowVoltage,
  highVoltage,
  extraHighVoltage,
}: SegmentsValues["advanced"]["connections"]) => [wholeCurrent, lowVoltage, highVoltage, extraHighVoltage] as const;

/** Mean annual use of a meter of the smart segment. */
const smartKwh = (demand: DemandRules): number => {
  const nonDomestic = classShares(demand)[PROFILE.nonDomestic]!;
  return (1 - nonDomestic) * demand.domesticKwh + nonDomestic * demand.nonDomesticKwh;
};

/** Annual use of advanced and unmetered systems follows from their shares of all energy: the rest is smart meters'. */
export const otherSegmentsOf = (
  { enabled, advanced, unmetered, traditional, sends }: SegmentsValues,
  demand: DemandRules,
  smartMeters: number,
): OtherSegments | undefined => {
  if (!enabled) return undefined;
  const hours = sendingHours(sends);
  if ("wrong" in hours) throw new RangeError(`settlement.segments.sends: ${hours.wrong}`);
  const kwh = (smartKwh(demand) * (smartMeters + traditional.systems)) / (1 - advanced.energy - unmetered.energy);
  const shares = inOrder(advanced.connections);
  const energy = inOrder(advanced.energyByConnection);
  const meanOf = (share: number, count: number): number => (count === 0 ? 0 : (share * kwh) / count);
  return {
    advanced: {
      systems: advanced.systems,
      connectionShares: shares,
      annualKwh: shares.map((share, i) => meanOf(advanced.energy * energy[i]!, share * advanced.systems)),
      spread: advanced.spread,
      levelShare: advanced.level,
      liveShare: advanced.live,
      repairDays: advanced.repair / DAY_MS,
    },
    unmetered: {
      systems: unmetered.systems,
      annualKwh: meanOf(unmetered.energy, unmetered.systems),
      spread: unmetered.spread,
    },
    traditional: { systems: traditional.systems, readsAMonth: traditional.readsAMonth },
    ...hours.value,
  };
};

/** What sets them apart in central settlement. */
export const otherClassesOf = ({
  enabled,
  scalingWeights,
  lineLossFactors,
}: SegmentsValues): OtherClasses | undefined =>
  enabled ? { weights: scalingWeights, lineLossFactor: lineLossFactors } : undefined;

export const segmentsProblems = ({ smart, advanced, unmetered, sends }: SegmentsValues, put: Put): void => {
  if (smart.currentTransformers > 0)
    put(
      [...AT, "smart", "currentTransformers"],
      "a meter on a current transformer can't be a SMETS meter: its metering system must be advanced; expected 0, " +
        "and these among settlement.segments.advanced",
    );
  for (const key of ["connections", "energyByConnection"] as const) {
    const shares = inOrder(advanced[key]);
    if (Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) > 1e-6)
      put([...AT, "advanced", key], `the shares add up to ${sumText(shares)}; expected 1`);
  }
  const shares = inOrder(advanced.connections);
  const energy = inOrder(advanced.energyByConnection);
  if (energy.some((share, i) => share > 0 && shares[i] === 0))
    put([...AT, "advanced", "energyByConnection"], "there is energy of a connection that no system has; expected none");
  if (advanced.repair % DAY_MS !== 0)
    put(
      [...AT, "advanced", "repair"],
      `${quantityText(advanced.repair, "duration")} isn't a whole number of days; expected one, as in "20 d"`,
    );
  if (advanced.energy + unmetered.energy >= 1)
    put(
      [...AT, "advanced", "energy"],
      `with unmetered, ${sumText([advanced.energy, unmetered.energy])} of all energy; expected less than 1`,
    );
  const without = [advanced, unmetered].findIndex((one) => one.energy > 0 && one.systems === 0);
  if (without >= 0)
    put(
      [...AT, without === 0 ? "advanced" : "unmetered", "systems"],
      "energy of no system; expected some, or energy: 0",
    );
  const hours = sendingHours(sends);
  if ("wrong" in hours) put([...AT, "sends"], hours.wrong);
};
