import * as Schema from "effect/Schema";
import { annualEnergy, factor, power, share, words } from "./fields.ts";

const spread = (of: string, description?: string) => factor(`Spread of ${of}`, { max: 2 }, description);
const odds = (of: string, than: string) =>
  factor(`Odds of ${of} being out of reach ÷ ${than}`, { min: 0.1, max: 10 }, "1: no likelier.");
const OF_LOGARITHM = "Standard deviation of its logarithm; 0 and all are alike.";

/** What meters truly use and what is believed of it: a part of settlement. */
export const Demand = Schema.Struct({
  classes: Schema.Struct({
    nonDomestic: share("Share of meters that aren't domestic"),
    economy7: share("Share of homes on Economy 7"),
    electricVehicle: share("Share of homes with an electric vehicle that charges by night"),
  }).annotate({ title: "Classes of use", description: "All other homes have one rate." }),
  customers: Schema.Record(
    Schema.String,
    Schema.Struct({
      nonDomestic: Schema.optionalKey(share("Share of its meters that aren't domestic")),
      economy7: Schema.optionalKey(share("Share of its homes on Economy 7")),
      electricVehicle: Schema.optionalKey(share("Share of its homes with an electric vehicle")),
    }).annotate({ title: "What isn't told is as in classes." }),
  ).annotate({
    title: "Suppliers whose customers differ, by name",
    description:
      "As reports call them: Supplier 1. Of all meters classes stay as they are: the other suppliers share what " +
      "these leave. A customer that changes supplier keeps its class.",
  }),
  annual: Schema.Struct({
    domestic: annualEnergy("Mean annual use of a home", { min: 500, max: 20_000 }, "Of all homes, charging included."),
    nonDomestic: annualEnergy("Mean annual use of another small customer", { min: 500, max: 200_000 }),
    export: annualEnergy("Mean annual export of a meter that exports", { min: 100, max: 20_000 }),
    spread: spread("annual use within a class", OF_LOGARITHM),
  }).annotate({ title: "Annual use by class, lognormal" }),
  day: Schema.Struct({
    spread: spread("a meter's day about what its class uses", OF_LOGARITHM),
    level: share(
      "Share of a home's use that is level over the day",
      "On top of the shapes of 1997, which peak in the evening: what of them has become level since.",
    ),
    shapes: factor(
      "How far the eight shapes of a day depart from their mean",
      { max: 0.9 },
      "0.3: three tenths more, or less, in the hours that a shape leans to.",
    ),
  }).annotate({
    title: "A meter's day",
    description: "A factor and one of eight shapes, drawn for each meter and day.",
  }),
  charging: Schema.Struct({
    power: power("Power of a charging vehicle", { max: 50 }),
    hours: words("Hours in which it charges", 'Of the clock, within one day, as in "00:30-04:30 local".'),
    nights: share("Share of nights in which it charges"),
  }).annotate({ title: "Electric vehicles" }),
  weather: Schema.Struct({
    demand: factor(
      "Spread of a GSP Group's use from 06:00 to 23:00, by the weather of the day",
      { max: 0.3 },
      "Standard deviation of the factor.",
    ),
    export: spread("a GSP Group's export, by the weather of the day", OF_LOGARITHM),
    national: share("Share of the weather's variance that all GSP Groups have in common"),
  }).annotate({ title: "Weather, by GSP Group and day", description: "A day is like the four before it." }),
  outOfReach: Schema.Struct({
    smets1: odds("a SMETS1 meter's", "any other's"),
    north: odds("a SMETS2 meter's behind CSP North", "one's elsewhere"),
    electricVehicle: odds("a home's with an electric vehicle", "one's without"),
    use: factor("Annual use of a meter that never answers ÷ that of the others", { min: 0.1, max: 10 }),
    beliefSpread: spread("annual use that is held of a meter that never answers", OF_LOGARITHM),
  }).annotate({
    title: "Who is out of reach, and how it differs",
    description: "Of all meters as many are as failures.dark says; where settlement is on, these lean.",
  }),
  belief: Schema.Struct({
    bias: factor("Annual use that data services hold ÷ what is true, less one", { min: -0.9, max: 5 }),
    spread: spread("annual use that a data service holds about what is true", OF_LOGARITHM),
  }).annotate({
    title: "What data services believe of annual use",
    description: "They estimate from it without data.",
  }),
}).annotate({
  title: "What meters truly use, and what is believed of it",
  description: "Energy of every meter and UTC day; settlement's errors are measured against it.",
});
export type DemandValues = typeof Demand.Type;
