import type { RunName } from "../domain/settlement-runs.ts";
import type { ClassComponent, Connection, Direction, Quality, Segment } from "../settlement/consumption-classes.ts";
import type { CorrectionException } from "../settlement/group-correction.ts";
import { figure, integer, real, table, text } from "./table.ts";

// What the record says of central settlement, where an option has settlement on: of the meters simulated, and of the
// measured days together.

const run = integer("The run, `run.run`");
const settlement_run = text<RunName>("Settlement Run");

export const settledRun = table(
  "settled_run",
  "What a Settlement Run settled: metering systems' days by how they came to their values, and money.",
  ["run", "number"],
  {
    run,
    number: integer("Its place among the timetable's, from 0"),
    settlement_run,
    half_hourly: integer("Settled on half-hourly data"),
    e1: integer("A register's advance, spread by a load shape (E1)"),
    part_days: integer("Half-hourly with a gap, filled by a register's advance (E2) or the level of the rest (E3)"),
    e4: integer("Estimated by the annual consumption that is held (E4)"),
    e5: integer("Estimated by the category's mean (E5)"),
    shapes_defaulted: integer("Load shapes that were the default ones, for too few half-hourly actuals"),
    shapes: integer("Load shapes, of all days"),
    pounds: real("Paid for imbalance by those settled on more than they bought"),
    moved_pounds: real("Paid for what changed since the run before"),
  },
);

export const settledEnergy = table(
  "settled_energy",
  "What a supplier, or a GSP Group, was settled on at a Settlement Run.",
  ["run", "settlement_run", "by", "number"],
  {
    run,
    settlement_run,
    by: text<"supplier" | "group">("supplier or group"),
    number: integer("Supplier or GSP Group, from 0"),
    true_mwh: real("Import as it was"),
    accurate_mwh: real("Import settled on measured totals"),
    limited_mwh: real("Import that was estimated"),
    corrected_mwh: real("Settled: losses included, less export, after GSP Group Correction"),
    corrected_truth_mwh: real("The same, had all half hours been true"),
    misplaced_mwh: real("Settled too much or too little, half hour by half hour, after correction"),
    pounds: real("Paid for imbalance, net; below 0 it is paid"),
  },
);

export const settledClass = table(
  "settled_class",
  "Energy of a Consumption Component Class at a Settlement Run. Classes are the simulator's, not the BSC's.",
  ["run", "settlement_run", "class"],
  {
    run,
    settlement_run,
    class: integer("Number, from 1001"),
    direction: text<Direction>("AI import, AE export"),
    segment: text<Segment>("S smart, A advanced, U unmetered"),
    connection: text<Connection>("W whole current, L, H, E current transformer by voltage, U unmetered"),
    component: text<ClassComponent>("C consumption, X line losses"),
    quality: text<Quality>("A accurate, L limited"),
    true_mwh: real("What was used, or exported, of the accurate class of consumption; 0 of others"),
    mwh: real("Before GSP Group Correction; export below 0"),
    corrected_mwh: real("After it"),
  },
);

export const groupCorrection = table(
  "group_correction",
  "GSP Group Correction of a Settlement Period at a Settlement Run.",
  ["run", "settlement_run", "gsp_group", "settlement_day", "settlement_period"],
  {
    run,
    settlement_run,
    gsp_group: integer("GSP Group, from 0 for _A"),
    settlement_day: integer("Date of the clock, in days since 1970-01-01"),
    settlement_period: integer("From 1; the clock's, 46 or 50 on days that clocks change"),
    take_mwh: real("GSP Group Take"),
    settled_mwh: real("What metering systems come to before correction, losses included"),
    factor: figure("GSP Group Correction Factor"),
    exception: text<CorrectionException | "none">(
      "no-weighted-volume: import carried the error; no-volume: nothing could",
    ),
    unallocated_mwh: real("Error that nothing could carry"),
  },
);
