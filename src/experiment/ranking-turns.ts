import { COMPONENTS } from "../domain/components.ts";
import { forecastDay } from "../fluid/fault-days.ts";
import { capacityPerMinute, demandOf, rowMinutes } from "../fluid/first-attempts.ts";
import { figuresIn, type RangeEnd, rangeEnds } from "../scenario/assumption-range.ts";
import type { Assumption } from "../scenario/assumptions.ts";
import { statedCapacity } from "../scenario/derived-capacity.ts";
import { assumptionsUsed, valuesUsed } from "../scenario/notes.ts";
import { exactCapacityOf, fluidPlanOf } from "../scenario/plan.ts";
import type { Scenario, ScenarioOption } from "../scenario/scenario.ts";
import { varied } from "../scenario/varied.ts";
import { type Contender, CUT_OFFS, type CutOff, IN_SHARE, ranking } from "./option-ranking.ts";
import { turningPoint } from "./turning-point.ts";

/** An assumption that turns a ranking inside its range. */
export interface RankingTurn {
  readonly id: string;
  readonly title: string;
  readonly cutOff: CutOff;
  /** What the scenario has, the value at which the ranking has turned, and the end of the range beyond it. */
  readonly own: string;
  readonly at: string;
  readonly end: string;
  /** So much of the way from the scenario's value to that end. */
  readonly part: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What the fluid twin says of the ranking of a scenario's options, and of what it hangs on. */
export interface RankingTurns {
  readonly rankings: Readonly<Record<CutOff, readonly string[]>>;
  /** Options under which a meter's turn comes later than every day: no cut-off has their reads in. */
  readonly notDaily: readonly string[];
  readonly turns: readonly RankingTurn[];
  /** Ids of assumptions that turn nothing, whose range is in words, and those of which an end can't be had, and why. */
  readonly turnNothing: readonly string[];
  readonly inWords: readonly string[];
  readonly impossible: readonly { readonly id: string; readonly why: string }[];
}

/** Parts of the way to an end of a range at which a ranking is looked at before it is narrowed down. */
const GRADUALLY = [0.25, 0.5, 0.75, 1];
const AT_ONCE = [1];
const SIDES = [0, 1] as const;
const RUN = { replication: 0, scale: 1 };

type Varied = ReadonlyMap<string, ScenarioOption>;

/** An option by the fluid twin, whose queues are worked out where somebody asks. */
interface Forecasted extends Contender {
  /** Share of MHHS profiles carried by 09:00, and whether queues are gone by the next day. */
  readonly day: () => { readonly by9: number; readonly steady: boolean };
}

const contenderOf = (scenario: Scenario, option: ScenarioOption): Forecasted | undefined => {
  const alone = { ...scenario, options: new Map([[option.name, option]]) };
  const plan = fluidPlanOf(alone, option.name, RUN);
  if (!plan.needs.mhhs) return undefined;
  const perMinute = capacityPerMinute(plan);
  const shares = demandOf(plan.rows.map((row) => rowMinutes(row, plan))).map(
    (curve, component) => curve.reduce((most, requests) => Math.max(most, requests), 0) / perMinute[component]!,
  );
  // Where a meter's turn comes once in so many days, its data is that late.
  const isDaily = plan.needs.mhhsCycleDays <= 1;
  let known: ReturnType<Forecasted["day"]> | undefined;
  const day: Forecasted["day"] = () => {
    if (known !== undefined) return known;
    const { steady, figures } = forecastDay(plan);
    known = { steady, by9: figures.profilesCarried.find(({ byHour }) => byHour === 9)?.all ?? 1 };
    return known;
  };
  const isIn = (cutOff: CutOff): boolean => isDaily && day().steady && (cutOff === "24 h" || day().by9 >= IN_SHARE);
  return { option: option.name, worstShare: Math.max(...shares), isDaily, isIn, day };
};

const isAlike = (one: Forecasted, other: Forecasted): boolean =>
  one === other ||
  (one.worstShare === other.worstShare && one.day().by9 === other.day().by9 && one.day().steady === other.day().steady);

/** Figures of an option that stand for an assumption: what the option has chosen itself doesn't. */
const figuresOf = (scenario: Scenario, option: string, id: string) =>
  valuesUsed(scenario, option)
    .filter(({ assumption, changedHere }) => assumption === id && !changedHere)
    .flatMap(({ path, value }) => figuresIn(path, value));

/**
 * Varies each assumption of a scenario over its range, one at a time, and says where the ranking of its options turns.
 * What an option changes itself stays as the option has it. Capacities that follow from today's use go on doing so, the
 * same for all options; others are held.
 */
export const rankingTurns = (
  scenario: Scenario,
  today: string,
  ids: readonly string[] = assumptionIds(scenario),
  begun: (id: string) => void = () => {},
): RankingTurns => {
  const base: ReadonlyMap<string, Forecasted | undefined> = new Map(
    [...scenario.options].map(([name, option]) => [name, contenderOf(scenario, option)]),
  );
  const capacityOf = (option: ScenarioOption) => statedCapacity(exactCapacityOf(option.values));
  const own = capacityOf(scenario.options.get(today)!);
  const { perSecond } = fluidPlanOf(scenario, today, RUN).capacity;
  const follows = COMPONENTS.every((name) => perSecond[name] === own[name]);
  const contenders = (options: Varied): readonly Forecasted[] =>
    [...scenario.options.keys()].flatMap((name) => {
      const option = options.get(name);
      return (option === undefined ? base.get(name) : contenderOf(scenario, option)) ?? [];
    });

  /** The options that differ when figures are so far on their way. */
  const optionsAt = (ends: ReadonlyMap<string, RangeEnd>, part: number): Varied => {
    const now = ends.get(today)?.setAt(part);
    const capacity = now === undefined || !follows ? own : capacityOf(changed(scenario.options.get(today)!, now));
    const moved = COMPONENTS.filter((name) => capacity[name] !== own[name]);
    const carried = moved.map((name) => `capacity.${name}=${capacity[name]} /s`);
    return new Map(
      [...scenario.options].flatMap(([name, option]) => {
        const set = [...(ends.get(name)?.setAt(part) ?? []), ...carried];
        return set.length === 0 ? [] : [[name, changed(option, set)]];
      }),
    );
  };

  const turnsTo = (entry: Assumption, ends: ReadonlyMap<string, RangeEnd>): RankingTurn[] => {
    const [first] = ends.values();
    const found = new Map<number, readonly Forecasted[]>([[0, contenders(new Map())]]);
    const at = (part: number): readonly Forecasted[] => {
      const known = found.get(part) ?? contenders(optionsAt(ends, part));
      found.set(part, known);
      return known;
    };
    // What moves no figure at the end of its range is read by none of them.
    if (at(1).every((one, i) => isAlike(one, at(0)[i]!))) return [];
    return CUT_OFFS.flatMap((cutOff) => {
      const turn = turningPoint((part) => ranking(at(part), cutOff), first!.isGradual ? GRADUALLY : AT_ONCE);
      if (turn === undefined) return [];
      const { before, after, part } = turn;
      const [own, value, end] = [0, part, 1].map((one) => first!.textAt(one)) as [string, string, string];
      return [{ id: entry.id, title: entry.title, cutOff, own, at: value, end, part, before, after }];
    });
  };

  const turns: RankingTurn[] = [];
  const turnNothing: string[] = [];
  const inWords: string[] = [];
  const impossible: { id: string; why: string }[] = [];
  for (const id of ids) {
    begun(id);
    const entry = scenario.assumptions.get(id)!;
    const ends = [...scenario.options.keys()].map(
      (name) => [name, rangeEnds(entry.range, figuresOf(scenario, name, id))] as const,
    );
    const before = turns.length + impossible.length;
    let sides = 0;
    for (const side of SIDES) {
      const toEnd = new Map(ends.flatMap(([name, both]) => (both[side] === undefined ? [] : [[name, both[side]]])));
      if (toEnd.size === 0) continue;
      sides++;
      try {
        turns.push(...turnsTo(entry, toEnd));
      } catch (error) {
        if (!(error instanceof NotPossible)) throw error;
        impossible.push({ id, why: error.message });
      }
    }
    if (sides === 0) inWords.push(id);
    else if (turns.length + impossible.length === before) turnNothing.push(id);
  }
  const ranked = contenders(new Map());
  return {
    notDaily: ranked.flatMap(({ option, isDaily }) => (isDaily ? [] : [option])),
    rankings: { "09:00": ranking(ranked, "09:00"), "24 h": ranking(ranked, "24 h") },
    turns,
    turnNothing,
    inWords,
    impossible,
  };
};

/** Ids of the assumptions that a scenario stands on. */
export const assumptionIds = (scenario: Scenario): readonly string[] => [
  ...new Set(assumptionsUsed(scenario).map(({ id }) => id)),
];

class NotPossible extends Error {}

const changed = (option: ScenarioOption, set: readonly string[]): ScenarioOption => {
  const reading = varied(option, set);
  if ("wrong" in reading) throw new NotPossible(reading.wrong);
  return reading.value;
};
