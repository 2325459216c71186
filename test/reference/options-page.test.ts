import { describe, expect, test } from "vitest";
import { answerOf } from "../../src/experiment/answer.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import type { RankingTurn, RankingTurns } from "../../src/experiment/ranking-turns.ts";
import { DEADLINE_HOURS } from "../../src/ledger/deadlines.ts";
import { optionsPage } from "../../src/reference/options-page.ts";
import { addNeeds, emptyResult, MIDNIGHT, recordOf } from "../experiment/hand-made.ts";
import { optionNamed } from "../market/options.ts";

const SCALE = 0.5;

/** An option whose S1SP MOC is so full in one minute, and of whose MHHS reads 9 or 10 in 10 are in by 09:00. */
const run = (option: string, fill: number, inByNine: number, lateTopUps = 0) => {
  const plan = optionNamed(option).plan(SCALE);
  const result = emptyResult(plan);
  const perMinute = 60 * SCALE * plan.capacity.perSecond["s1sp.moc"];
  result.components["s1sp.moc"].demandFirst[MIDNIGHT + 5] = Math.round(fill * perMinute);
  addNeeds(result, "T05", 0, { answeredMs: Array(10).fill(10), inTarget: 10 - lateTopUps });
  if (plan.needs.mhhs) {
    addNeeds(result, "M03", 0, { answeredMs: Array(10).fill(10) });
    // Answers that came between a deadline and the one before: by 06:00 all that are in by 09:00, the rest by 24:00.
    const first = 8 * DEADLINE_HOURS.length * result.ledger.kinds.indexOf("M03");
    result.ledger.byDeadline[first] = inByNine;
    result.ledger.byDeadline[first + DEADLINE_HOURS.indexOf(24)] = 10 - inByNine;
  }
  const today = optionNamed("as-today").plan(SCALE);
  return { plan, result, forecast: forecastOf(plan, today) };
};

const answer = answerOf(
  recordOf([
    run("without-mhhs", 1, 0),
    run("as-today", 3, 10, 2),
    run("full-trt", 2, 8),
    run("schedule-only", 2.5, 9),
    run("month-at-a-time", 1.25, 10),
  ]),
);

const turn: RankingTurn = {
  id: "A-014",
  title: "MHHS profile reads sent on demand",
  cutOff: "09:00",
  own: "0.15",
  at: "0.334",
  end: "0.5",
  part: 0.5,
  before: ["schedule-only", "as-today"],
  after: ["as-today", "schedule-only"],
};
const turns = (found: readonly RankingTurn[]): RankingTurns => ({
  rankings: { "09:00": ["schedule-only", "as-today"], "24 h": ["full-trt", "schedule-only", "as-today"] },
  notDaily: ["month-at-a-time"],
  turns: found,
  turnNothing: ["A-002"],
  inWords: ["A-001"],
  impossible: [],
});

const page = optionsPage(answer, turns([turn]));
const flat = page.replaceAll(/\s+/g, " ");
/** Cells of an option's row in the table that has this heading. */
const row = (heading: string, option: string): readonly string[] => {
  const part = page.slice(page.indexOf(heading));
  const line = part.split("\n").find((one) => one.startsWith(`| \`${option}\` |`))!;
  return line.split("|").map((cell) => cell.trim());
};

describe("docs/options.md", () => {
  test("has each option's peaks, and which options it is", () => {
    expect(row("## Peak demand", "as-today").slice(1, 3)).toEqual(["`as-today`", "O0"]);
    expect(row("## Peak demand", "as-today").slice(-2)[0]).toBe("3.00");
    expect(row("## Peak demand", "full-trt").slice(-2)[0]).toBe("2.00");
  });

  test("has the share in by 09:00, the worst harm, and the cost where there is a price", () => {
    const today = row("## What each does besides", "as-today");
    expect(today).toContain("100.0 %");
    expect(today).toContain("20.0 % of Prepayment top-ups");
    expect(today).toContain("not priced");
    expect(row("## What each does besides", "schedule-only")).toContain("90.0 %");
    expect(row("## What each does besides", "schedule-only")).toContain("none");
  });

  test("says what an option costs where something is priced", () => {
    const priced = answer.options.map((option) => ({
      ...option,
      metrics: { ...option.metrics, "cost_per_year:all": 1_234_567, "cost_once:all": null },
    }));
    const text = optionsPage({ ...answer, options: priced }, turns([]));
    expect(text).toContain("£1,234,567 a year");
    expect(text).not.toContain("once |");
  });

  test("ranks what was simulated, those that are in, and none whose data comes a month later", () => {
    expect(flat).toContain(
      "`schedule-only` (2.50, S1SP MOC), then `as-today` (3.00, S1SP MOC), of the options with 90 %",
    );
    expect(flat).toContain("`full-trt` (2.00, S1SP MOC), then `schedule-only` (2.50, S1SP MOC), then `as-today`");
    expect(flat).toContain("Of `month-at-a-time` the share in is of the reads due that day");
    expect(flat).not.toContain("The fluid twin, by which turning points are found");
  });

  test("says where the twin ranks otherwise", () => {
    const other = { ...turns([]), rankings: { ...turns([]).rankings, "09:00": ["as-today"] } };
    expect(optionsPage(answer, other).replaceAll(/\s+/g, " ")).toContain("has `as-today`.");
  });

  test("says which assumption turns the ranking and where, or that none does", () => {
    expect(flat).toContain(
      "With reads in by 09:00 the first three are turned by A-014; A-014 changes which comes first.",
    );
    expect(flat).toContain("A-014: MHHS profile reads sent on demand, 0.15 here and turned at 0.334.");
    expect(flat).toContain("With 24 h to be in no assumption turns the first three anywhere in its range.");
    expect(flat).toContain("Not varied, since no range of theirs is in figures: A-001.");
  });
});
