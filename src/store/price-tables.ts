import type { PricedItem } from "../domain/prices.ts";
import { given, integer, table, text } from "./table.ts";

// What a run's needs are priced by.

export const price = table("price", "A price of the scenario's list, in pounds.", ["run", "position"], {
  run: integer("The run, `run.run`"),
  position: integer("Order, from 0"),
  item: text<PricedItem>(
    "capacity and contract: of a request a second more, for a year; sms: of one above the allowance; imbalance: of a " +
      "MWh that is settled on the wrong supplier; change: of what the option asks of each User, once",
  ),
  place: text("Component, S1SP, Settlement Run, or role of Users"),
  pounds: given("Price in pounds"),
});
