import { ACCESS, COMPONENT_TITLES, COMPONENTS } from "../../domain/components.ts";
import type { Answer } from "../../experiment/answer.ts";
import { contractedPerSecond } from "../../experiment/contract-measures.ts";
import { endpointUnitOf, loadUnitOf } from "../../experiment/load-unit.ts";
import {
  ACCESS_CELLS,
  CLOCKS,
  cellsOf,
  DEADLINE_HOURS,
  type ProcessGroup,
  processGroups,
  timesOf,
  totalOf,
  unansweredOf,
} from "../../experiment/process-groups.ts";
import type { ExperimentRecord, RunRecord } from "../../experiment/record.ts";
import { userViews } from "../../experiment/user-views.ts";
import { MINUTE_MS, MINUTES_A_DAY } from "../../kernel/time.ts";
import { LONG_STEP_MINUTES, type StepMinutes } from "../../metrics/run-minutes.ts";
import { NEEDS_HEADS, needsCells, ROLE_TITLES } from "../user-text.ts";
import type { PageCell, PageModel, PageProcess, PageUser, SeriesName } from "./model.ts";
import { NEVER, SPECTRUM_SHARES, spectrumOf } from "./spectrum.ts";

/** What the page draws: names and sizes, and two runs of numbers that they point into. */
export interface PageData {
  readonly model: PageModel;
  /** Values of [option][component][series], one each `model.stepMinutes`, then of every User's view. */
  readonly minutes: Uint32Array;
  /** Latencies at the model's shares, one spectrum after the other. */
  readonly spectra: Uint32Array;
}

/** Numbers of minutes that fit a page of a few MB; of long horizons the first days are drawn. */
const MINUTES_MAX = 2_000_000;
/** The twin's requests a minute are no whole numbers: they are kept in so many parts. */
const TWIN_PARTS = 16;

const RECORDED = [
  "demandFirst",
  "demandRetries",
  "arrived",
  "carried",
  "queuedMax",
  "queuedForMax",
  "queuedForMin",
  "returnArrived",
  "returnCarried",
  "returnQueuedMax",
] as const satisfies readonly Exclude<SeriesName, "twin">[];
const SERIES: readonly SeriesName[] = [...RECORDED, "twin"];
const QUEUES: readonly SeriesName[] = ["queuedMax", "queuedForMax", "queuedForMin", "returnQueuedMax"];

/** Measured days that a page has room for: all, unless they are many. */
export const daysDrawn = ({ runs }: ExperimentRecord): number => {
  const { plan } = runs[0]!;
  const users = runs.reduce((sum, { result }) => sum + result.users.length, 0);
  const perDay = MINUTES_A_DAY * (runs.length * COMPONENTS.length * SERIES.length + users);
  return Math.max(1, Math.min(plan.horizon.measuredDays, Math.floor(MINUTES_MAX / perDay)));
};

const midnightOf = ({ result }: RunRecord): number => -result.firstMinuteMs / MINUTE_MS;

const usersOf = (record: ExperimentRecord): PageUser[] => {
  const views = record.runs.map(({ plan, result }) => userViews(plan, result));
  const users = new Map(views.flat().map(({ user, role }) => [user, role]));
  let column = 0;
  return [...users].map(([name, role]) => ({
    name,
    role: ROLE_TITLES[role],
    views: views.map((ofOption, o) => {
      const view = ofOption.find(({ user }) => user === name);
      if (view === undefined) return null;
      const { peakShare, peakAtMinute, perDay, rank, ofRole } = view;
      const { plan, result } = record.runs[o]!;
      const {
        capacity: rate,
        isPrivate,
        ofMinute,
      } = endpointUnitOf(result.users.find((user) => user.name === name)!, plan.scale);
      const needs = view.processes.map(needsCells);
      const shown = { rate, isPrivate, ofMinute, peakShare, peakAtMinute, rank, ofRole, needs };
      return { ...shown, perDay: Number.isNaN(perDay) ? null : perDay, column: column++ };
    }),
  }));
};

/** The longest interval that a run of the record has a value for: all are drawn by it. */
const stepOf = ({ runs }: ExperimentRecord): StepMinutes =>
  runs.some(({ result }) => result.stepMinutes > 1) ? LONG_STEP_MINUTES : 1;

/** A series of the days drawn by an interval: its values are as long, or shorter ones that are put together. */
const drawn = (run: RunRecord, values: Uint32Array, minutes: number, step: StepMinutes, name?: SeriesName) => {
  const { stepMinutes } = run.result;
  const first = midnightOf(run) / stepMinutes;
  const all = values.subarray(first, first + minutes / stepMinutes);
  const parts = step / stepMinutes;
  if (parts === 1) return all;
  return Uint32Array.from({ length: minutes / step }, (_, i) =>
    together(all.subarray(i * parts, (i + 1) * parts), name),
  );
};

const together = (values: Uint32Array, name: SeriesName | undefined): number => {
  if (name === "queuedForMin") return values.reduce((least, one) => Math.min(least, one), 2 ** 32 - 1);
  if (name !== undefined && QUEUES.includes(name)) return values.reduce((most, one) => Math.max(most, one), 0);
  return values.reduce((sum, one) => sum + one, 0);
};

const minutesOf = (record: ExperimentRecord, users: readonly PageUser[], minutes: number): Uint32Array => {
  const columns: Uint32Array[] = [];
  const step = stepOf(record);
  for (const run of record.runs) {
    COMPONENTS.forEach((component, c) => {
      const series = run.result.components[component];
      for (const name of RECORDED) columns.push(drawn(run, series[name], minutes, step, name));
      const demand = run.forecast.demand[c]!;
      const twin = (i: number): number => {
        let sum = 0;
        for (let m = i * step; m < (i + 1) * step; m++) sum += demand[m % MINUTES_A_DAY]!;
        return Math.round(TWIN_PARTS * sum);
      };
      columns.push(Uint32Array.from({ length: minutes / step }, (_, i) => twin(i)));
    });
  }
  for (const { name, views } of users)
    views.forEach((view, o) => {
      if (view === null) return;
      const run = record.runs[o]!;
      const { arrived } = run.result.users.find((user) => user.name === name)!;
      columns.push(drawn(run, arrived, minutes, step));
    });
  const all = new Uint32Array((columns.length * minutes) / step);
  columns.forEach((column, i) => void all.set(column, (i * minutes) / step));
  return all;
};

/** Every process at every place on every clock; `spectra` grows by three for each that was wanted. */
const processesOf = (record: ExperimentRecord, spectra: Uint32Array[]): PageProcess[] => {
  const groups = new Map<string, ProcessGroup>();
  const byRun = record.runs.map(({ plan }) => new Map(processGroups(plan).map((group) => [group.process, group])));
  // The fullest list leads, so that an option without MHHS doesn't put its reads last.
  for (const ofRun of byRun.toSorted((a, b) => b.size - a.size))
    for (const group of ofRun.values()) groups.set(group.process, group);
  const cellOf = ({ result: { ledger, scale } }: RunRecord, group: ProcessGroup, only?: number): PageCell | null => {
    const cells = cellsOf(ledger, group, only);
    const wanted = totalOf(ledger.wanted, cells);
    if (wanted === 0) return null;
    const dark = totalOf(ledger.dark, cells);
    const answered = totalOf(ledger.answered, cells);
    const unanswered = unansweredOf(ledger, cells);
    const spectrum = spectra.length;
    const maxMs = CLOCKS.map((clock) => {
      const times = timesOf(ledger[clock], cells);
      spectra.push(spectrumOf(times, unanswered));
      return times.maxMs;
    });
    let inBy = 0;
    return {
      reachable: wanted - dark,
      wanted: wanted / scale,
      darkShare: dark / wanted,
      answeredShare: answered / wanted,
      inTargetShare: answered === 0 ? null : totalOf(ledger.inTarget, cells) / answered,
      inBy: DEADLINE_HOURS.map((_, d) => {
        for (const cell of cells) inBy += ledger.byDeadline[cell * DEADLINE_HOURS.length + d]!;
        return inBy / wanted;
      }),
      maxMs,
      spectrum,
    };
  };
  return [...groups.values()]
    .map(({ process, title, isDaily }) => ({
      title: title.trim(),
      isDaily,
      cells: record.runs.map((run, o) => {
        const group = byRun[o]!.get(process);
        const places = [undefined, ...Array.from({ length: ACCESS_CELLS }, (_, access) => access)];
        return places.map((only) => (group === undefined ? null : cellOf(run, group, only)));
      }),
    }))
    .filter(({ cells }) => cells.some((places) => places.some((cell) => cell !== null)));
};

/** Everything that the page's own code draws, made from the record. `user` is whose view it opens with. */
export const pageDataOf = (record: ExperimentRecord, answer: Answer, user?: string): PageData => {
  const { runs } = record;
  const minutes = daysDrawn(record) * MINUTES_A_DAY;
  const users = usersOf(record);
  const spectra: Uint32Array[] = [];
  const options = runs.map(({ plan }) => plan.option);
  const processes = processesOf(record, spectra);
  const model: PageModel = {
    options,
    scale: record.scale,
    minutes,
    stepMinutes: stepOf(record),
    components: COMPONENTS.map((component) => ({
      title: COMPONENT_TITLES[component],
      units: runs.map(({ plan }) => {
        const { isPrivate, capacity, ofMinute, ofTwinMinute } = loadUnitOf(plan, component);
        const returned = capacity * plan.capacity.responseFactor;
        const returnCapacity = Number.isNaN(returned) ? null : returned;
        const contracted = contractedPerSecond(plan, component) ?? null;
        return { isPrivate, capacity, returnCapacity, contracted, ofMinute, ofTwinPart: ofTwinMinute / TWIN_PARTS };
      }),
    })),
    series: SERIES,
    queues: QUEUES,
    users,
    needsHeads: NEEDS_HEADS,
    user: Math.max(
      0,
      users.findIndex(({ name }) => name === user),
    ),
    places: ["everywhere", ...ACCESS.map((access) => COMPONENT_TITLES[access]), "ends at the DSP"],
    deadlineHours: DEADLINE_HOURS,
    processes,
    shares: SPECTRUM_SHARES,
    never: NEVER,
    frontiers: answer.frontiers.map(({ moves, points, dots }) => ({
      moves,
      points: points.map(({ byHour, fill, binding }) => ({ byHour, fill, binding: COMPONENT_TITLES[binding] })),
      dots: dots
        .map(({ option, byHour, fill }) => ({ option: options.indexOf(option), byHour, fill }))
        .filter(({ option }) => option >= 0),
    })),
    faults: runs.flatMap(({ result }, option) =>
      result.faults.map(({ title, fromMs, toMs }) => ({
        option,
        title,
        from: fromMs / MINUTE_MS,
        to: toMs / MINUTE_MS,
      })),
    ),
  };
  const flat = new Uint32Array(spectra.length * SPECTRUM_SHARES.length);
  spectra.forEach((spectrum, i) => void flat.set(spectrum, i * SPECTRUM_SHARES.length));
  return { model, minutes: minutesOf(record, users, minutes), spectra: flat };
};
