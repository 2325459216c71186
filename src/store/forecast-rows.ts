import { COMPONENTS } from "../domain/components.ts";
import { ENERGY_CLASSES, type Forecast } from "../experiment/forecast.ts";
import * as T from "./forecast-tables.ts";
import { type Get, getOne, type Put } from "./rows.ts";
import { forecastEnergy } from "./settlement-tables.ts";

export const putForecast = (run: number, said: Forecast, put: Put): void => {
  put(T.forecast, {
    run,
    steady: said.steady,
    first_attempts_per_day: said.firstAttemptsPerDay,
    retries_per_day: said.retriesPerDay,
    waiting_max: said.waitingMax,
    bound_moves: said.boundMoves,
    existing_carried_by_8_share: said.existingCarriedBy8,
    smets1_on_demand_late_share: said.smets1OnDemandLateShare,
    warnings: said.warnings,
  });
  for (const [c, component] of said.components.entries())
    put(T.forecastComponent, {
      run,
      component: component.component,
      peak_share: component.peakShare,
      empties_at_minute: component.emptiesAtMinute,
      utilisation: component.utilisation,
      bound_share: component.boundShare,
      fill_share: component.fillShare,
      distance: component.distance,
      // The DSP comes first, and has no wait of its own.
      on_demand_wait_seconds_max: c === 0 ? undefined : said.onDemandWaitSecondsMax[c - 1],
    });
  for (const { byHour, all, agents } of said.profilesCarried)
    put(T.forecastCarried, { run, by_hour: byHour, all_share: all, agents_share: agents });
  for (const figures of said.energy?.classes ?? [])
    put(forecastEnergy, {
      run,
      class: figures.name,
      first_day: said.energy!.firstDay,
      days: said.energy!.days,
      gwh_per_day: figures.gwhPerDay,
      evening_share: figures.eveningShare,
      night_share: figures.nightShare,
      busiest_minute: figures.busiestMinute,
      peak_gw: figures.peakGw,
      peak_to_trough: figures.peakToTrough,
    });
  for (const [c, component] of COMPONENTS.entries())
    for (const [minute, demand_first] of said.demand[c]!.entries())
      put(T.forecastLoad, { run, component, minute, demand_first });
};

export const getForecast = (run: number, option: string, get: Get): Forecast => {
  const said = getOne(get, T.forecast, { run });
  const rows = new Map(get(T.forecastComponent, { run }).map((row) => [row.component, row]));
  const components = COMPONENTS.map((component) => rows.get(component)!);
  return {
    option,
    steady: said.steady,
    warnings: said.warnings as readonly string[],
    components: components.map((row) => ({
      component: row.component,
      peakShare: row.peak_share,
      emptiesAtMinute: row.empties_at_minute,
      utilisation: row.utilisation,
      boundShare: row.bound_share,
      fillShare: row.fill_share,
      distance: row.distance,
    })),
    emptiesAtMinute: components.map((row) => row.empties_at_minute),
    firstAttemptsPerDay: said.first_attempts_per_day,
    retriesPerDay: said.retries_per_day,
    waitingMax: said.waiting_max,
    boundMoves: said.bound_moves,
    profilesCarried: get(T.forecastCarried, { run }).map(({ by_hour, all_share, agents_share }) => ({
      byHour: by_hour,
      all: all_share,
      agents: agents_share,
    })),
    existingCarriedBy8: said.existing_carried_by_8_share,
    onDemandWaitSecondsMax: components.slice(1).map((row) => row.on_demand_wait_seconds_max!),
    smets1OnDemandLateShare: said.smets1_on_demand_late_share,
    demand: COMPONENTS.map((component) =>
      Float64Array.from(get(T.forecastLoad, { run, component }), (row) => row.demand_first),
    ),
    energy: getEnergy(run, get),
  };
};

const getEnergy = (run: number, get: Get): Forecast["energy"] => {
  const rows = new Map(get(forecastEnergy, { run }).map((row) => [row.class, row]));
  const first = rows.get("imports");
  if (first === undefined) return undefined;
  return {
    firstDay: first.first_day,
    days: first.days,
    classes: ENERGY_CLASSES.map(({ name }) => rows.get(name)!).map((row) => ({
      name: row.class,
      gwhPerDay: row.gwh_per_day,
      eveningShare: row.evening_share,
      nightShare: row.night_share,
      busiestMinute: row.busiest_minute,
      peakGw: row.peak_gw,
      peakToTrough: row.peak_to_trough,
    })),
  };
};
