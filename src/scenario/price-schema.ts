import * as Schema from "effect/Schema";
import { price, pricePerMwh } from "./fields.ts";

// What things cost: a section of a scenario. No price is public but that of an SMS, so a list is empty by default.

const more = (of: string) => Schema.optionalKey(price("pricePerRate", `A request a second more ${of}, for a year`));
const byCohort = (of: (s1sp: string) => ReturnType<typeof more>) =>
  Schema.optionalKey(
    Schema.Struct({ ioc: of("S1SP IOC"), moc: of("S1SP MOC"), foc: of("S1SP FOC") }).annotate({
      title: "By SMETS1 cohort",
    }),
  );
const byRegion = (of: (csp: string) => ReturnType<typeof more>) =>
  Schema.optionalKey(
    Schema.Struct({
      north: of("CSP North"),
      central: of("CSP Central"),
      south: of("CSP South"),
      "4g": of("CSP 4G"),
    }).annotate({ title: "By CSP region, and 4G" }),
  );
const byAccess = (of: (component: string) => ReturnType<typeof more>) => ({ csp: byRegion(of), s1sp: byCohort(of) });

const capacityAt = (component: string) => more(`at ${component}`);
const contractAt = (component: string) => more(`contracted for at ${component}`);
const changeOf = (users: string) => Schema.optionalKey(price("pricePerUser", `What it costs each ${users}, once`));

export const Prices = Schema.Struct({
  capacity: Schema.optionalKey(
    Schema.Struct({ dsp: capacityAt("the DSP"), ...byAccess(capacityAt) }).annotate({
      title: "Prices of capacity",
      description: "An option needs what its uplift adds, and what it takes for nothing of the night to wait at 08:00.",
    }),
  ),
  contract: Schema.optionalKey(
    Schema.Struct(byAccess(contractAt)).annotate({
      title: "Prices of what is contracted for, where that is another figure than capacity",
      description: "An option needs what it takes for its fullest half hour, at an S1SP minute, to be inside.",
    }),
  ),
  sms: Schema.optionalKey(
    price("pricePerSms", "An SMS above the allowance", "Where they are counted: smets1Sms.enabled."),
  ),
  imbalance: Schema.optionalKey(
    pricePerMwh(
      "A MWh that SF settles on the wrong supplier",
      "Of each half hour, after GSP Group Correction; where there is settlement: settlement.enabled.",
    ),
  ),
  changes: Schema.optionalKey(
    Schema.Record(
      Schema.String,
      Schema.Struct({
        supplier: changeOf("supplier"),
        agent: changeOf("independent MDR"),
        other: changeOf("Other User"),
        network: changeOf("network"),
      }).annotate({ identifier: "UserChange", title: "Price of the change that an option asks of Users, by role" }),
    ).annotate({
      title: "Prices of changes at Users, by the name of the option that asks for them",
      description: "As a system change to send a purpose flag.",
    }),
  ),
}).annotate({
  title: "Prices",
  description:
    "What an option needs beyond without-mhhs is priced by them; what has no price is reported as not priced. Each " +
    "carries a source or an assumption.",
});
