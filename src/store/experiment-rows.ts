import { metricCatalogue } from "../experiment/metric-values.ts";
import type { ExperimentRecord } from "../experiment/record.ts";
import * as T from "./experiment-tables.ts";
import { type Get, getOne, type Put } from "./rows.ts";
import { SCHEMA_VERSION, TABLES } from "./schema.ts";

/** What a record holds besides its runs. */
export type Experiment = Omit<ExperimentRecord, "runs">;

export const putExperiment = (record: Experiment, put: Put): void => {
  const { scenario, machine } = record;
  put(T.experiment, {
    schema_version: SCHEMA_VERSION,
    scenario: scenario.name,
    scenario_file: scenario.file,
    scenario_hash: scenario.hash,
    question: scenario.question,
    reference: scenario.reference,
    seed: record.seed,
    scale: record.scale,
    program: record.program,
    started_at: record.startedAt,
    seconds: record.seconds,
    workers: record.workers,
    peak_memory_mib: record.peakMemoryMiB,
    node: machine.node,
    platform: machine.platform,
    processor: machine.processor,
    cores: machine.cores,
    memory_gib: machine.memoryGiB,
  });
  for (const [position, argument] of record.set.entries()) put(T.setArgument, { position, argument });
  for (const [position, { hash, isShown }] of record.overlays.entries())
    put(T.overlay, { position, hash, is_shown: isShown });
  for (const [position, option] of record.options.entries()) put(T.askedOption, { position, option });
  for (const [position, { metric, is, severity, options }] of record.thresholds.entries()) {
    put(T.threshold, { position, metric, is, severity });
    for (const [place, option] of options.entries()) put(T.thresholdOption, { position, place, option });
  }
  for (const [position, { changedHere, ...assumption }] of record.assumptions.entries())
    put(T.assumption, { position, ...assumption, changed_here: changedHere });
  for (const [position, { moves, points, dots, apart }] of record.frontiers.entries()) {
    put(T.frontier, { position, moves });
    for (const { byHour, fill, binding } of points) put(T.frontierPoint, { moves, by_hour: byHour, fill, binding });
    for (const [place, { option, byHour, fill }] of dots.entries())
      put(T.frontierDot, { moves, position: place, option, by_hour: byHour, fill });
    for (const [place, { option, why }] of apart.entries())
      put(T.frontierApart, { moves, position: place, option, why });
  }
  for (const { name, title, unit, better } of metricCatalogue())
    put(T.metricDefinition, { metric: name, title, unit, better });
  for (const { name, says, columns } of TABLES) {
    put(T.tableDescription, { table_name: name, says });
    for (const [column_name, column] of Object.entries(columns))
      put(T.columnDescription, { table_name: name, column_name, says: column.says });
  }
};

export const getExperiment = (get: Get): Experiment => {
  const said = getOne(get, T.experiment);
  return {
    scenario: {
      name: said.scenario,
      file: said.scenario_file,
      hash: said.scenario_hash,
      question: said.question,
      reference: said.reference,
    },
    set: get(T.setArgument).map(({ argument }) => argument),
    overlays: get(T.overlay).map(({ hash, is_shown }) => ({ hash, isShown: is_shown })),
    seed: said.seed,
    scale: said.scale,
    options: get(T.askedOption).map(({ option }) => option),
    frontiers: get(T.frontier).map(({ moves }) => ({
      moves,
      points: get(T.frontierPoint, { moves }).map(({ by_hour, fill, binding }) => ({ byHour: by_hour, fill, binding })),
      dots: get(T.frontierDot, { moves }).map(({ option, by_hour, fill }) => ({ option, byHour: by_hour, fill })),
      apart: get(T.frontierApart, { moves }).map(({ option, why }) => ({ option, why })),
    })),
    thresholds: get(T.threshold).map(({ position, ...threshold }) => ({
      ...threshold,
      options: get(T.thresholdOption, { position }).map(({ option }) => option),
    })),
    assumptions: get(T.assumption).map(({ position: _, changed_here, ...assumption }) => ({
      ...assumption,
      changedHere: changed_here,
    })),
    program: said.program,
    startedAt: said.started_at,
    seconds: said.seconds,
    machine: {
      node: said.node,
      platform: said.platform,
      processor: said.processor,
      cores: said.cores,
      memoryGiB: said.memory_gib,
    },
    peakMemoryMiB: said.peak_memory_mib,
    workers: said.workers,
  };
};
