import { dateText, dayOf, isDate } from "../domain/civil-time.ts";
import { type MeterPick, PICK_WORDS } from "../domain/meter-picks.ts";
import { meterOfMpan, mpanOf } from "../domain/mpan.ts";
import type { Plan } from "../domain/plan.ts";
import { openLocalRuns } from "../engine/local.ts";
import { estimateOf } from "../experiment/estimate.ts";
import { meterTraceOf } from "../experiment/meter-trace.ts";
import { count } from "../report/format.ts";
import { tracePage } from "../report/page/trace-page.ts";
import { traceDocument } from "../report/trace-json.ts";
import { traceText } from "../report/trace-text.ts";
import type { Watch } from "../run/observed-run.ts";
import { metersKept } from "../run/run.ts";
import { planOf } from "../scenario/plan.ts";
import { writeWhole } from "../store/whole-file.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { UsageError } from "./fault.ts";
import { showProgress } from "./progress.ts";
import { checkScale } from "./run.ts";
import { chosenOptions, outlookOf, readScenario, warningTexts } from "./scenarios.ts";

interface TraceArguments {
  readonly file: string;
  readonly mpan: string | undefined;
  readonly meter: number | undefined;
  readonly pick: MeterPick | undefined;
  readonly day: string | undefined;
  readonly option: string | undefined;
  readonly set: string[];
  readonly scale: number | undefined;
  readonly seed: string | undefined;
  readonly page: string | undefined;
  readonly json: boolean;
}

/** `mhhs trace`: a day in the life of a meter, from one run that is watched for it. */
export const trace = async (args: TraceArguments): Promise<void> => {
  const scenario = await readScenario(args.file, args.set);
  const option = optionOf(chosenOptions(scenario, args.option === undefined ? undefined : [args.option]), args.option);
  const scale = args.scale ?? TRACE_SCALE;
  checkScale(scale, scenario.options.get(option)!.values.estate.meters);
  const plan = planOf(scenario, option, {
    replication: 0,
    scale,
    ...(args.seed === undefined ? {} : { seed: args.seed }),
  });
  const day = dayGiven(args.day, plan);
  const asked = meterGiven(args, plan);
  for (const warning of warningTexts(scenario, true)) process.stderr.write(warning);
  const { plans, forecasts } = outlookOf(scenario, [option], scale, args.seed);
  const { events } = estimateOf(plans[0]!, forecasts[0]!);

  const watched = async (watch: Watch) => {
    const run = await watchedRun(plan, watch, events);
    if (run === undefined) process.exitCode = EXIT_CODES.interrupted.code;
    return run;
  };
  const meter = asked ?? (await picked(args.pick ?? "typical", day, plan, watched));
  if (meter === undefined) return;
  const run = await watched({ for: "meter", meter, day });
  if (run?.watched === undefined || !("traced" in run.watched)) return;
  const life = meterTraceOf(plan, { result: run.result, traced: run.watched.traced }, day);
  if (args.page !== undefined) writeWhole(args.page, tracePage(life));
  process.stdout.write(args.json ? `${JSON.stringify(traceDocument(life), null, 2)}\n` : traceText(life));
};

/** One per cent of the meters: seconds, and enough that somebody waits. */
export const TRACE_SCALE = 0.01;

/** The first option but where another is asked for. */
const optionOf = (options: readonly string[], asked: string | undefined): string => asked ?? options[0]!;

const watchedRun = async (plan: Plan, watch: Watch, events: number) => {
  const interruption = new AbortController();
  const { signal } = interruption;
  const interrupt = (): void => interruption.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  const runs = openLocalRuns([plan], { workers: 1, signal, watch });
  const shown = showProgress([{ option: plan.option, events }], runs.progress);
  try {
    return (await runs.finished())[0];
  } finally {
    shown.end();
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
};

/** Looks through a run for a meter that is what was asked for. */
const picked = async (
  pick: MeterPick,
  day: number,
  plan: Plan,
  watched: (watch: Watch) => ReturnType<typeof watchedRun>,
): Promise<number | undefined> => {
  const run = await watched({ for: "pick", pick, day });
  if (run?.watched === undefined || !("picked" in run.watched)) return undefined;
  const { picked: meter } = run.watched;
  if (meter !== undefined) return meter;
  throw new UsageError(
    `--pick ${pick}: no meter of ${plan.option} is one ${PICK_WORDS[pick]}; name one with --meter, or try ` +
      "another --pick or a larger --scale",
  );
};

/** The day, by number from the first measured one. */
const dayGiven = (given: string | undefined, { horizon }: Plan): number => {
  if (given === undefined) return 0;
  const { startDay, measuredDays } = horizon;
  const last = startDay + measuredDays - 1;
  const days = measuredDays === 1 ? dateText(startDay) : `${dateText(startDay)} to ${dateText(last)}`;
  const [, year, month, dayOfMonth] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(given) ?? [];
  const date = { year: Number(year), month: Number(month), dayOfMonth: Number(dayOfMonth) };
  if (year === undefined || !isDate(date))
    throw new UsageError(`--day ${given}: expected a date such as ${dateText(startDay)}`);
  const day = dayOf(date);
  if (day < startDay || day > last) throw new UsageError(`--day ${given}: the run measures ${days}`);
  return day - startDay;
};

/** The meter that was named; undefined: it is to be picked. */
const meterGiven = ({ mpan, meter, pick }: TraceArguments, plan: Plan): number | undefined => {
  const given = Object.entries({ mpan, meter, pick }).filter(([, value]) => value !== undefined);
  if (given.length > 1)
    throw new UsageError(`${given.map(([name]) => `--${name}`).join(" and ")}: name a meter in one way`);
  if (pick !== undefined || given.length === 0) return undefined;
  const found = mpan === undefined ? { meter: meter! } : meterOfMpan(mpan);
  const what = mpan === undefined ? `--meter ${meter}` : `--mpan ${mpan}`;
  if ("wrong" in found) throw new UsageError(`${what}: ${found.wrong}`);
  const kept = metersKept(plan);
  if (found.meter < kept) return found.meter;
  const all = plan.estate.meters;
  const keeps = `the run keeps meters 0 to ${kept - 1}`;
  if (found.meter >= all)
    throw new UsageError(`${what}: no such meter; ${keeps}, MPANs ${mpanOf(0, 0)} to ${mpanOf(kept - 1, 0)}`);
  const least = Math.ceil(((found.meter + 1) / all) * 1000) / 1000;
  throw new UsageError(
    `${what}: ${keeps} at --scale ${plan.scale}; it is one of all ${count(all)}, there from --scale ` +
      `${Math.min(1, least)} on`,
  );
};
