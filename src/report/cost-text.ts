import { COMPONENT_TITLES, type ComponentName } from "../domain/components.ts";
import { REFERENCE } from "../domain/smoothing-options.ts";
import type { Answer, OptionAnswer } from "../experiment/answer.ts";
import { type CostLine, NOT_PRICED, type Pounds } from "../experiment/costs.ts";
import { csvNumber, csvText } from "./escape.ts";
import { count, million } from "./format.ts";
import { textTable } from "./text-table.ts";

export const COST_TITLE = `Costs: what an option needs beyond ${REFERENCE}, at the scenario's prices`;
export const COST_NOTES = [
  "Capacity is what an uplift adds, and what it takes for nothing of the night to wait at 08:00; what is contracted " +
    "for is what its fullest interval takes.",
  "Imbalance is all that SF settles on the wrong supplier: without MHHS reads there is nothing to settle by.",
  "A year is 365 days like those measured.",
] as const;

const ITEMS: Readonly<Record<CostLine["item"], { readonly title: string; readonly unit: string }>> = {
  capacity: { title: "capacity", unit: "requests/s" },
  contract: { title: "contract", unit: "requests/s" },
  sms: { title: "SMS", unit: "SMS a year" },
  imbalance: { title: "imbalance", unit: "MWh a year" },
  change: { title: "change", unit: "Users" },
};
const ROLE_TITLES: Readonly<Record<string, string>> = {
  supplier: "supplier",
  agent: "independent MDR",
  other: "Other User",
  network: "network",
};

const lineTitle = ({ item, place }: CostLine): string =>
  `${ITEMS[item].title}, ${ROLE_TITLES[place] ?? COMPONENT_TITLES[place as ComponentName] ?? place}`;

const PENCE_BELOW = 100;

/** £1,234,567; pence where they count. */
const pounds = (value: Pounds): string => {
  if (typeof value === "string") return value;
  const size = Math.abs(value);
  const whole = size < PENCE_BELOW && !Number.isInteger(size) ? size.toFixed(size < 1 ? 3 : 2) : count(size);
  return `${value < 0 ? "−" : ""}£${whole}`;
};

const neededText = ({ needed, item }: CostLine): string => {
  if (typeof needed === "string") return needed;
  const size = Math.abs(needed);
  const isRate = item === "capacity" || item === "contract";
  const told = isRate ? `${size.toFixed(1)} /s` : `${million(size)} ${ITEMS[item].unit.split(" ")[0]!}`;
  return `${needed < 0 ? "−" : ""}${told}`;
};

export const COST_HEAD = ["option", "for", "needs", "price", "cost a year"] as const;

/** Each option's needs and their cost, then all that is priced; the first two are words. */
const rowsOf = ({ option, costs }: OptionAnswer): string[][] => {
  if (costs === undefined) return [];
  const { lines, perYear, once, notPriced } = costs;
  const part = notPriced.length === 0 || perYear === NOT_PRICED ? "" : " that is priced";
  const atOnce = (cost: Pounds): string => (typeof cost === "number" ? `${pounds(cost)} once` : cost);
  return [
    ...lines
      .filter(({ needed }) => needed !== 0)
      .map((line) => [
        option,
        lineTitle(line),
        neededText(line),
        pounds(line.price),
        line.item === "change" ? atOnce(line.cost) : pounds(line.cost),
      ]),
    [option, `all${part}`, "", "", pounds(perYear)],
    [option, "all changes at Users", "", "", atOnce(once)],
  ];
};

/** Why there is no table of costs; undefined where there is one. */
export const noCosts = ({ options }: Pick<Answer, "options">): string | undefined => {
  const known = options.flatMap(({ costs }) => costs ?? []);
  if (known.length === 0) return `not measured: the option ${REFERENCE} was not run beside another`;
  const isPriced = known.some(({ perYear, once }) => perYear !== NOT_PRICED || once !== NOT_PRICED);
  return isPriced ? undefined : `${NOT_PRICED}: the price list of the scenario is empty (prices)`;
};

export const costRows = ({ options }: Pick<Answer, "options">): readonly string[][] => options.flatMap(rowsOf);

/** Costs for a terminal. */
export const costsText = (answer: Pick<Answer, "options">): string =>
  noCosts(answer) ?? textTable(COST_HEAD, costRows(answer), 2);

const csvPounds = (value: Pounds): string => (typeof value === "number" ? csvNumber(value) : csvText(value));

/** Every need of every option beyond the reference, one a line; what has no price says so. */
export const costsCsv = ({ options }: Answer): string => {
  const lines = options.flatMap(({ option, costs }) =>
    (costs?.lines ?? []).map(({ item, place, needed, price, cost }) =>
      [
        ...[option, item, place].map(csvText),
        typeof needed === "number" ? csvNumber(needed) : csvText(needed),
        csvText(ITEMS[item].unit),
        csvPounds(price),
        csvPounds(cost),
        csvText(item === "change" ? "once" : "a year"),
      ].join(","),
    ),
  );
  return `${["option,item,place,needed,unit,price_gbp,cost_gbp,per", ...lines].join("\n")}\n`;
};
