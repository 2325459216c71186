import type { AccessName } from "../domain/components.ts";
import { given, integer, json, table, text } from "./table.ts";

// What is contracted for in a run, and the classes of requests that are counted for it.

const run = integer("The run, `run.run`");

export const contract = table("contract", "What is contracted for at a CSP or S1SP.", ["run", "position"], {
  run,
  position: integer("Order, from 0"),
  component: text<AccessName>("csp.north … csp.4g, s1sp.ioc, s1sp.moc, s1sp.foc"),
  request_class: text("Class of requests by the scenario's name, or all"),
  requests: json("Service Reference Variants of the class, a list; empty for all"),
  interval_minutes: integer("It is held against half hours (30) or minutes (1)"),
});

export const contractProfile = table(
  "contract_profile",
  "Requests that a contract is for in a half hour of the UTC day.",
  ["run", "position", "half_hour"],
  {
    run,
    position: integer("The contract, `contract.position`"),
    half_hour: integer("Half hour of the UTC day, from 0"),
    requests: given("Requests, retries included, at full scale"),
  },
);

export const contractLoad = table(
  "contract_load",
  "Attempts of a contract's class in a half hour of a run; those of all classes together are in `load`.",
  ["run", "position", "minute"],
  {
    run,
    position: integer("The contract, `contract.position`"),
    minute: integer("First minute of the half hour, from the first measured UTC midnight"),
    attempts: integer("Attempts as they were sent, retries included"),
  },
);
