import { describe, expect, test } from "vitest";
import type { MisbehavingUser } from "../../src/domain/faults.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { forecastDay } from "../../src/fluid/fault-days.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { each, row } from "../fluid/base-rows.ts";
import { simulate } from "./native.ts";
import { smallMarket } from "./small-market.ts";

// Networks ask for 5 a second all day of a DSP that carries 20. For ten minutes from 02:00 a supplier sends 40.
const METERS = 12_000;
const USUAL = 5;
const CARRIED = 20;
const FURTHER = 40;
const FROM_MS = 2 * HOUR_MS;
const LASTS_S = 600;

const networks = row({
  id: "T09",
  title: "T09",
  process: "network-requests",
  need: "stream",
  srv: "4.8.1",
  role: "network",
  profile: [{ fromMinute: 0, toMinute: 1440, share: 1 }],
  perMeterDay: each((USUAL * 86_400) / METERS),
});
const further = row({
  ...networks,
  id: "X01",
  title: "X01",
  process: "misbehaving-user",
  need: "misbehaving-user",
  role: "supplier",
  profile: [],
  perMeterDay: each(0),
});
const fault: MisbehavingUser = {
  kind: "misbehaving-user",
  title: "Supplier 1 sends 40 /s more",
  fromMs: FROM_MS,
  toMs: FROM_MS + 1000 * LASTS_S,
  role: "supplier",
  user: 0,
  row: "X01",
  perMinute: new Float64Array(1440).fill(60 * FURTHER),
};

const base = smallMarket({
  meters: METERS,
  behind: "csp.north",
  rows: [networks, further],
  estate: {
    supplierShares: [0.4, 0.6],
    mdrShares: [],
    gspGroupShares: [1],
    gspGroupNorth: [1],
    gspGroupSouth: [0],
  },
  perSecond: { dsp: CARRIED },
});
const trust: Plan = { ...base, endpoints: { ...base.endpoints, otherUsers: 0 }, faults: [fault] };
const allocation: Plan = {
  ...trust,
  allocation: { threshold: 0.9, release: 0.95, overSeconds: 60, above: "wait", exempt: [] },
};
/** What Users share once the rule is on; networks, below their part, take what they ask for. */
const SHARED = 0.9 * CARRIED;
/** The minute's mean passes the threshold when 40 a second have come for this long. */
const BEFORE_ON_S = (60 * (SHARED - USUAL)) / FURTHER;

const faultOf = (plan: Plan) => {
  const { ledger, faults } = simulate(plan);
  const [{ needs, backlogs }] = faults as [(typeof faults)[0]];
  const first = 8 * ledger.kinds.indexOf("T09");
  const at = (station: string) => backlogs.find((backlog) => backlog.station === station)!;
  const longestMs = Math.max(...needs.longestMs.slice(first, first + 8));
  const sentByOthers = needs.answered.slice(first, first + 8).reduce((sum, one) => sum + one, 0);
  return { at, longestMs, sentByOthers };
};

describe("one User sends more than the DSP carries (S-16)", () => {
  const SENT = (USUAL + FURTHER) * LASTS_S;
  // Four standard deviations of what Poisson streams send.
  const CHANCE = 4 * Math.sqrt(SENT);

  test("trusted, all wait in its line: as much as the integral says, worked off at what is left", () => {
    const { at, longestMs, sentByOthers } = faultOf(trust);
    const waits = (USUAL + FURTHER - CARRIED) * LASTS_S;
    const drainS = waits / (CARRIED - USUAL);
    expect(Math.abs(at("dsp").atEnd! - waits)).toBeLessThan(CHANCE);
    expect(Math.abs((at("dsp").drainedAtMs! - fault.toMs) / 1000 / drainS - 1)).toBeLessThan(0.05);
    // Whoever comes last waits for all of it.
    expect(Math.abs(longestMs / ((1000 * waits) / CARRIED) - 1)).toBeLessThan(0.05);
    const others = USUAL * (LASTS_S + drainS);
    expect(Math.abs(sentByOthers - others)).toBeLessThan(4 * Math.sqrt(others) + 0.05 * others);
  });

  test("held to what the others leave, it waits alone: theirs wait for the burst before the rule is on", () => {
    const { at, longestMs } = faultOf(allocation);
    const burst = (USUAL + FURTHER - CARRIED) * BEFORE_ON_S;
    // The rule looks once a second, and a minute's mean of a Poisson stream is some seconds early or late.
    const lateS = 8;
    expect(longestMs / 1000).toBeLessThan(burst / CARRIED + lateS * ((USUAL + FURTHER) / CARRIED));
    const held = (FURTHER - (SHARED - USUAL)) * (LASTS_S - BEFORE_ON_S);
    expect(Math.abs(at("allocation").atEnd! - held)).toBeLessThan(CHANCE + lateS * FURTHER);
  });

  test("the forecast has the same queue either way", () => {
    const waitingAtEnd = (plan: Plan): number => forecastDay(plan).queue[0]![fault.toMs / 60_000 - 1]!;
    const waits = (USUAL + FURTHER - CARRIED) * LASTS_S;
    expect(Math.abs(waitingAtEnd(trust) / waits - 1)).toBeLessThan(0.01);
    // All that is above what is let in waits, at the DSP or before it; the burst has gone by then.
    const held = (FURTHER - (SHARED - USUAL)) * (LASTS_S - BEFORE_ON_S);
    expect(Math.abs(waitingAtEnd(allocation) / held - 1)).toBeLessThan(0.05);
  });
});
