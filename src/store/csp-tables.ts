import type { AccessName } from "../domain/components.ts";
import { given, integer, table, text, yesNo } from "./table.ts";

// How the CSPs' round trips are measured, and working hours; and what a run found of the former.

const run = integer("The run, `run.run`");
const component = text<AccessName>("csp.north … csp.4g");

export const cspTest = table("csp_test", "Test commands that measure a CSP's round trip.", ["run", "component"], {
  run,
  component,
  within_ms: given("A round trip is expected to take no longer"),
  commands: given("Test commands over the measured days, at full scale"),
});

export const workingDay = table("working_day", "Working hours of a measured day.", ["run", "day"], {
  run,
  day: integer("Measured day, from 0"),
  from_minute: given("They begin, in minutes of the UTC day"),
  to_minute: given("They end"),
  is_working: yesNo("a working day; a day of rest has hours all the same"),
});

export const cspResponse = table(
  "csp_response",
  "Answers on demand at a CSP, by the half hour in which their requests were sent; those without any have no row.",
  ["run", "component", "minute"],
  {
    run,
    component,
    minute: integer("First minute of the half hour, from the first measured UTC midnight"),
    answered: integer("Answered, of the first service class"),
    in_time: integer("Of these, as soon as a round trip is expected to be"),
  },
);
