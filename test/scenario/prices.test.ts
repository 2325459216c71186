import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { withheldOf } from "../../src/scenario/private-overlay.ts";
import { extending, folderOf, load } from "./loading.ts";

// S-29b: a price list, empty by default.

const OPTIONS = "options: { without-mhhs: { mhhs.enabled: false }, as-today: {} }\n";
const pricesIn = (scenario: ReturnType<typeof extending>, option = "as-today") =>
  fluidPlanOf(scenario, option, { replication: 0, scale: 1 }).prices;
const noted = (price: string): string => `{ value: ${price}, source: a contract }`;

describe("a price list", () => {
  test("is empty, as long as nobody fills it", () => expect(pricesIn(extending(OPTIONS))).toEqual([]));

  test("has capacity and contract by component, an SMS, imbalance, and a change by option and role", () => {
    const lines = `${OPTIONS}smets1Sms.enabled: true
settlement.enabled: true
contracts.s1sp.moc: 250 /s
prices:
  capacity: { dsp: ${noted("1_200.50 £/(request/s)/year")}, csp.4g: ${noted("3 £/(request/s)/year")} }
  contract.s1sp.moc: ${noted("4 £/(request/s)/year")}
  sms: ${noted("0.025 £/SMS")}
  imbalance: ${noted("80 £/MWh")}
  changes.as-today: { network: ${noted("250_000 £/User")} }
`;
    const all = [
      { item: "capacity", place: "dsp", pounds: 1200.5 },
      { item: "capacity", place: "csp.4g", pounds: 3 },
      { item: "contract", place: "s1sp.moc", pounds: 4 },
      ...["ioc", "moc", "foc"].map((cohort) => ({ item: "sms", place: `s1sp.${cohort}`, pounds: 0.025 })),
      { item: "imbalance", place: "SF", pounds: 80 },
    ];
    expect(pricesIn(extending(lines))).toEqual([...all, { item: "change", place: "network", pounds: 250_000 }]);
    expect(pricesIn(extending(lines), "without-mhhs")).toEqual(all);
  });

  test("may be private, and then needs no source; neither does a price of the command line", () => {
    const overlay = join(folderOf({}), "prices.yaml");
    writeFileSync(overlay, "prices.capacity.dsp: 10 £/(request/s)/year\n");
    const file = join(folderOf({ "any.yaml": `question: What?\nextends: BASE\n${OPTIONS}` }), "any.yaml");
    const scenario = load(file, { overlays: [overlay], set: ["prices.capacity.csp.north=20 £/(request/s)/year"] });
    expect(pricesIn(scenario).map(({ pounds }) => pounds)).toEqual([10, 20]);
    expect(withheldOf(scenario, "as-today").paths).toEqual(["prices.capacity.dsp"]);
  });
});
