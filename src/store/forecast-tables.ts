import type { ComponentName } from "../domain/components.ts";
import type { Forecast } from "../experiment/forecast.ts";
import { figure, integer, json, optional, real, table, text, yesNo } from "./table.ts";

// What the fluid twin said of each run before it ran.

const run = integer("The run, `run.run`");
const component = text<ComponentName>("dsp, csp.north … csp.4g, s1sp.ioc, s1sp.moc, s1sp.foc");

export const forecast = table("forecast", "What the fluid twin said of an option before it ran.", ["run"], {
  run,
  steady: yesNo("every queue is gone by the next day"),
  first_attempts_per_day: figure("First attempts a day at full scale"),
  retries_per_day: figure("Automatic retries a day at full scale"),
  waiting_max: figure("Most requests that wait in the DCC at once, at full scale"),
  bound_moves: text<Forecast["boundMoves"]>("Reads that its bound may move: mhhs, or all with a 24 h target"),
  existing_carried_by_8_share: optional("Existing scheduled reads carried by 08:00", "there are none"),
  smets1_on_demand_late_share: figure("Existing requests on demand to SMETS1 that miss their target"),
  warnings: json("What the twin leaves out of the option, a list of sentences"),
});

export const forecastComponent = table(
  "forecast_component",
  "What the twin and the O10 bound say of a component.",
  ["run", "component"],
  {
    run,
    component,
    peak_share: figure("Busiest minute of first attempts, as a share of capacity"),
    empties_at_minute: optional("Minute of the UTC day at which the night's queue has gone", "nothing waits"),
    utilisation: figure("First attempts and retries of a day, as a share of capacity"),
    bound_share: figure("Lowest peak that any schedule of the movable reads can reach"),
    fill_share: figure("Fill level behind it: existing use alone may set the bound"),
    distance: figure("Peak divided by bound; 1 is as good as can be"),
    on_demand_wait_seconds_max: optional("Longest wait of a request on demand", "the component is the DSP"),
  },
);

export const forecastCarried = table(
  "forecast_carried",
  "Share of profile reads that the twin has carried by an hour.",
  ["run", "by_hour"],
  {
    run,
    by_hour: real("Hour of the UTC day"),
    all_share: optional("Of all MHHS (or second role) profiles", "there are none"),
    agents_share: optional("Of independent MDRs' own", "there are none"),
  },
);

export const forecastLoad = table(
  "forecast_load",
  "The twin's demand of first attempts in a minute of the day.",
  ["run", "component", "minute"],
  {
    run,
    component,
    minute: integer("Minute of the UTC day"),
    demand_first: figure("First attempts in the minute, at full scale"),
  },
);
