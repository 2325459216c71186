import type { ComponentName } from "../domain/components.ts";
import type { FrontierPicture } from "../experiment/forecast.ts";
import type { ExperimentRecord } from "../experiment/record.ts";
import { figure, integer, json, real, table, text, yesNo } from "./table.ts";

type Threshold = ExperimentRecord["thresholds"][number];

// What the record says once for the whole experiment.

export const experiment = table("experiment", "The experiment: the only row.", ["schema_version"], {
  schema_version: integer("Version of these tables"),
  scenario: text("Scenario's name"),
  scenario_file: text("Its file as it was given on the command line, without folders elsewhere on the machine"),
  scenario_hash: text("SHA-256 of the values of all its options"),
  question: text("What the scenario asks"),
  reference: text("Option that the others are compared with"),
  seed: text("Seed of every draw"),
  scale: real("Share of the meters that were simulated, 0 to 1; counts of runs are of these meters"),
  program: text("Program and version that made it"),
  started_at: text("When it began, UTC, ISO 8601"),
  seconds: real("Wall-clock seconds until its last run was finished, of all sessions where it was resumed"),
  workers: integer("Runs side by side"),
  peak_memory_mib: real("Most memory the program held, in MiB"),
  node: text("Version of Node"),
  platform: text("Operating system and processor family"),
  processor: text("Processor"),
  cores: integer("Its cores"),
  memory_gib: real("Memory of the machine, in GiB"),
});

export const setArgument = table("set_argument", "A value changed on the command line with --set.", ["position"], {
  position: integer("Order on the command line, from 0"),
  argument: text("path=value"),
});

export const overlay = table("overlay", "A private overlay that every option was laid under.", ["position"], {
  position: integer("Order, from 0"),
  hash: text("SHA-256 of the file's content"),
  is_shown: yesNo("its values stand in this record, as its owner asked"),
});

export const askedOption = table("asked_option", "An option that was asked for, finished or not.", ["position"], {
  position: integer("Order in the scenario, from 0"),
  option: text("Option's name"),
});

export const threshold = table("threshold", "What must hold of a figure, as the scenario says it.", ["position"], {
  position: integer("Order in the scenario, from 0"),
  metric: text("Metric and place, as in demand_share:dsp; csp.* stands for several"),
  is: text("Condition, as in max < 0.80"),
  severity: text<Threshold["severity"]>("error: the command fails with it; warn"),
});

export const thresholdOption = table(
  "threshold_option",
  "An option that a threshold is held against.",
  ["position", "place"],
  {
    position: integer("The threshold, `threshold.position`"),
    place: integer("Order in the scenario, from 0"),
    option: text("Option's name"),
  },
);

export const assumption = table(
  "assumption",
  "A value that the scenario stands on and that nobody has published.",
  ["position"],
  {
    position: integer("Order by id and path, from 0"),
    id: text("Id in the assumptions log, such as A-012"),
    title: text("What is assumed"),
    value: json("Value in the log"),
    range: json("Values that it may have"),
    unit: text("Unit of both"),
    mark: text("How far it may be trusted: seed, found, derived or assumption"),
    reason: text("Why this value, and where from"),
    changes: text("What would change it"),
    path: text("Path of the scenario's value that stands for it; empty when it is built in"),
    changed_here: yesNo("the scenario, an option of it or --set puts another value there"),
  },
);

const MOVES = "Reads that the bound may move: mhhs, or all with a 24 h target";

export const frontier = table("frontier", "A curve of the lowest load that any schedule can reach.", ["position"], {
  position: integer("Order in reports, from 0"),
  moves: text<FrontierPicture["moves"]>(MOVES),
});

export const frontierPoint = table(
  "frontier_point",
  "A point of a frontier: how full the fullest minute must be, if all movable reads are sent by an hour.",
  ["moves", "by_hour"],
  {
    moves: text<FrontierPicture["moves"]>(MOVES),
    by_hour: real("Hour of the UTC day by which all are sent"),
    fill: figure("Lowest worst fill of any schedule, as a share of capacity"),
    binding: text<ComponentName>("Component that keeps it from being lower"),
  },
);

export const frontierDot = table(
  "frontier_dot",
  "An option beside a frontier, by the fluid twin.",
  ["moves", "position"],
  {
    moves: text<FrontierPicture["moves"]>(MOVES),
    position: integer("Order in the scenario, from 0"),
    option: text("Option's name"),
    by_hour: real("Hour of the UTC day by which 99.9 % of its movable reads were sent"),
    fill: figure("Fullest minute in which it sends movable reads, as a share of capacity"),
  },
);

export const frontierApart = table(
  "frontier_apart",
  "An option that moves the reads of a frontier and has no place beside it.",
  ["moves", "position"],
  {
    moves: text<FrontierPicture["moves"]>(MOVES),
    position: integer("Order in the scenario among these, from 0"),
    option: text("Option's name"),
    why: text("Why the curve says nothing of it"),
  },
);

export const metricDefinition = table("metric_definition", "What a metric is.", ["metric"], {
  metric: text("Name"),
  title: text("Title"),
  unit: text("Unit"),
  better: text("lower, higher or neither"),
});

export const tableDescription = table("table_description", "What a table holds.", ["table_name"], {
  table_name: text("Table"),
  says: text("What one row of it is"),
});

export const columnDescription = table("column_description", "What a column holds.", ["table_name", "column_name"], {
  table_name: text("Table"),
  column_name: text("Column"),
  says: text("What it is"),
});
