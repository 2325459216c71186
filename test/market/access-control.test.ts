import { describe, expect, test } from "vitest";
import type { AccessName } from "../../src/domain/components.ts";
import type { AccessControl } from "../../src/domain/entry-rules.ts";
import type { FeedOutage } from "../../src/domain/faults.ts";
import type { Plan, TrafficRow } from "../../src/domain/plan.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import type { FaultRecord } from "../../src/run/run-result.ts";
import { row } from "../fluid/base-rows.ts";
import { advance, BrokenLaw, fluidDay, open } from "./native.ts";
import { countOf, type Diary, diaryOf, scheduledRead, smallMarket, TWO_MS } from "./small-market.ts";

const METERS = 4000;
/** Nothing changes, and the copy is a quarter of an hour behind at most. */
const STILL: AccessControl = {
  mdrEntryMs: [],
  appointments: { changesPerMeterDay: 0, noticeMs: 0, outgoingShare: 0, outgoingDays: 1 },
  feed: { everyMs: HOUR_MS / 4, delayMs: 0, workOffSpeed: 1000 },
};
const agentRead = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
const outgoingRead = row({ ...agentRead, id: "M11", process: "outgoing-reads", need: "outgoing-agent" });

/** Every meter is read by an agent, half by each of two, at 02:00. */
const market = (
  more: Partial<AccessControl> = {},
  reads: readonly TrafficRow[] = [agentRead],
  behind?: AccessName,
) => ({
  ...smallMarket({
    meters: METERS,
    behind: behind ?? "csp.north",
    rows: reads,
    estate: { independentShare: 1, mdrShares: [0.5, 0.5] },
    needs: { mhhs: true },
  }),
  accessControl: { ...STILL, ...more },
});

const feedOut = (fromMs: number, toMs: number): FeedOutage => ({
  kind: "registration-feed",
  title: "registration feed out",
  fromMs,
  toMs,
});

const figure = ({ result }: Diary, name: string, place?: string): number =>
  result.rules
    .filter((one) => one.metric === name && (place === undefined || one.place === place))
    .reduce((sum, { value }) => sum + value, 0);
const within = (count: number, expected: number): void =>
  expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(expected));

describe("access control at the DSP (S-01, S-53)", () => {
  test("a refused request reaches no device, takes nothing of the DSP's rate, and is answered at once", () => {
    const diary = diaryOf(market({}, [{ ...agentRead, srv: "4.10" }]));
    expect(figure(diary, "access_refused", "role")).toBe(METERS);
    expect(countOf(diary.result, "refused", "M03")).toBe(METERS);
    expect(diary.at("access control").map(({ atMs }) => atMs)).toEqual(Array.from({ length: METERS }, () => TWO_MS));
    for (const place of ["dsp", "csp.north", "hub"]) expect(diary.at(place)).toEqual([]);
    expect(diary.result.components.dsp.demandFirst.reduce((sum, one) => sum + one, 0)).toBe(0);
  });

  test("4.1.1 is an MDR's to send to SMETS1 meters alone (S-18)", () => {
    const register = [{ ...agentRead, srv: "4.1.1" }];
    expect(figure(diaryOf(market({}, register, "csp.north")), "access_refused", "role")).toBe(METERS);
    expect(figure(diaryOf(market({}, register, "s1sp.moc")), "access_refused")).toBe(0);
    // As M08: SMETS2 meters are sent 4.2 instead.
    const either = [{ ...agentRead, srv: "4.1.1", srvOnSmets2: "4.2" }];
    expect(figure(diaryOf(market({}, either, "csp.north")), "access_refused")).toBe(0);
  });

  test("a supplier that is its own MDR sends as the supplier it is", () => {
    const plan = market({ mdrEntryMs: [DAY_MS, DAY_MS] }, [{ ...agentRead, need: "second-role", srv: "4.1.1" }]);
    const own: Plan = {
      ...plan,
      estate: { ...plan.estate, independentShare: 0 },
      needs: { ...plan.needs, secondRolePerMeterDay: 1 },
    };
    const diary = diaryOf(own);
    expect(countOf(diary.result, "answered", "M03")).toBe(METERS);
    expect(figure(diary, "access_refused")).toBe(0);
  });

  test("an MDR is refused until it has become a User", () => {
    const at = (entryMs: number): Diary => diaryOf(market({ mdrEntryMs: [entryMs] }));
    const late = at(TWO_MS + 1);
    within(figure(late, "access_refused", "not a User yet"), METERS / 2);
    expect(countOf(late.result, "answered", "M03")).toBe(METERS - figure(late, "access_refused"));
    expect(figure(at(TWO_MS), "access_refused")).toBe(0);
  });

  test("the twin leaves out who is no User yet, minute by minute", () => {
    const plan = market({ mdrEntryMs: [DAY_MS] });
    const { steady: _, ...fluid } = plan;
    const sent = fluidDay(fluid).demand[0]!.reduce((sum, one) => sum + one, 0);
    const let_in = diaryOf(plan).result.components.dsp.demandFirst.reduce((sum, one) => sum + one, 0);
    expect(sent).toBeCloseTo(METERS / 2, 6);
    within(let_in, sent);
  });

  test("where nothing changes and everybody is a User, all is as without it", () => {
    const { accessControl: _, ...without } = market();
    const [on, off] = [diaryOf(market()), diaryOf(without)];
    expect(on.entries).toEqual(off.entries);
    expect(on.result.ledger).toEqual(off.result.ledger);
    expect(figure(on, "appointments_checked")).toBe(METERS);
  });

  test("a request that it loses breaks a law", () => {
    const run = open(market(), { debug: true });
    advance(run, TWO_MS + HOUR_MS);
    run.context.audit.stations.find(({ name }) => name === "access control")!.in++;
    expect(() => advance(run, run.context.sim.timeMs + 1)).toThrow(BrokenLaw);
  });
});

describe("appointments by the DSP's copy of registration data (S-21, S-22)", () => {
  // A successor is drawn for 0.1 of meters a day; half of the draws give the MDR that is there already.
  const CHANGES = 0.05;
  const changing = { ...STILL.appointments, changesPerMeterDay: CHANGES };
  const leaving = { ...changing, outgoingShare: 1 };
  const threeDaysLate = { ...STILL.feed, delayMs: 3 * DAY_MS };

  test("a copy that is in step refuses the MDR that was appointed, and nobody else", () => {
    // Registered an hour ahead, known within half an hour.
    const diary = diaryOf(market({ appointments: { ...leaving, noticeMs: HOUR_MS } }, [agentRead, outgoingRead]));
    const outgoing = countOf(diary.result, "sent", "M11");
    within(outgoing, METERS * CHANGES);
    expect(figure(diary, "access_refused", "appointment")).toBe(outgoing);
    expect(countOf(diary.result, "refused", "M11")).toBe(outgoing);
    expect(countOf(diary.result, "answered", "M03")).toBe(METERS);
    expect(figure(diary, "wrong_refusals") + figure(diary, "wrong_grants")).toBe(0);
  });

  test("a copy three days late refuses those appointed since, and lets in those that were before", () => {
    const plan = market({ appointments: leaving, feed: threeDaysLate }, [agentRead, outgoingRead]);
    const diary = diaryOf(plan, DAY_MS);
    // At 02:00 of day 0 it knows of changes up to 01:45 or so of day −3: those of three midnights it doesn't.
    const drawn = 1 - 0.9 ** 3;
    within(figure(diary, "wrong_refusals", "2028-01-17"), (METERS * drawn) / 2);
    expect(figure(diary, "wrong_refusals", "2028-01-17")).toBe(countOf(diary.result, "refused", "M03"));
    // The outgoing one is let in unless the copy still has a third, or the one that comes: one more of two draws.
    const asBefore = 1 - (1 - 0.9 ** 2) / 2;
    within(figure(diary, "wrong_grants", "2028-01-17"), METERS * CHANGES * asBefore);
    expect(figure(diary, "wrong_grants", "2028-01-17")).toBe(countOf(diary.result, "answered", "M11"));
  });

  test("notice makes up for delay", () => {
    const early = { ...changing, noticeMs: 4 * DAY_MS };
    const diary = diaryOf(market({ appointments: early, feed: threeDaysLate }));
    expect(figure(diary, "access_refused")).toBe(0);
  });

  test("after an outage the copy is worked off, and wrong refusals end", () => {
    // Three days of batches of a quarter of an hour, 288 of them, each a hundredth of that: in the copy after 43 min.
    const at = (minute: number): number =>
      figure(
        diaryOf({
          ...market({ appointments: changing, feed: { ...STILL.feed, workOffSpeed: 100 } }, [
            { ...agentRead, profile: [{ fromMinute: minute, toMinute: minute, share: 1 }] },
          ]),
          faults: [feedOut(-3 * DAY_MS, TWO_MS)],
        }),
        "wrong_refusals",
      );
    expect(at(119)).toBeGreaterThan(300);
    expect(at(120 + 46)).toBe(0);
  });

  test("an outage's backlog is the changes that were due, worked off batch by batch, and who was refused paid", () => {
    // A batch in six hours, a quarter of an hour each; nothing came from three days before the measured one to 02:00.
    const feed = { everyMs: 6 * HOUR_MS, delayMs: 0, workOffSpeed: 24 };
    const of = (minute: number): Diary =>
      diaryOf({
        ...market({ appointments: changing, feed }, [
          { ...agentRead, profile: [{ fromMinute: minute, toMinute: minute, share: 1 }] },
        ]),
        faults: [feedOut(-3 * DAY_MS, TWO_MS)],
      });
    const inIt = of(119);
    const [fault] = inIt.result.faults;
    const [backlog] = fault!.backlogs;
    expect(backlog).toMatchObject({ station: "registration feed", most: backlog!.atEnd });
    // Changes of four midnights: those of days −3 to 0.
    within(backlog!.atEnd!, 4 * METERS * CHANGES);
    // Thirteen batches: those due from −72 h to 00:00.
    expect(backlog!.drainedAtMs).toBe(TWO_MS + 13 * 0.25 * HOUR_MS);
    const refused = (diary: Diary): number => diary.result.faults[0]!.needs.refused.reduce((sum, one) => sum + one, 0);
    expect(refused(inIt)).toBe(figure(inIt, "wrong_refusals", "2028-01-17"));
    expect(inIt.result.faults[0]!.needs.outOfStep).toEqual(inIt.result.faults[0]!.needs.refused);
    // A successor is drawn for 0.1 of meters at each of four midnights, half of the last draws give the other MDR.
    within(refused(inIt), (METERS * (1 - 0.9 ** 4)) / 2);
    // One that is sent after it was worked off is none of its.
    expect(of(120 + 196).result.faults[0]!.needs.answered.reduce((sum, one) => sum + one, 0)).toBe(0);
  });

  test("an outage is blamed for no refusal that its feed's delay would have brought about without it", () => {
    // Three days late all the same: what the outage of half an hour held back is a batch that changes nothing.
    const diary = diaryOf({
      ...market({ appointments: changing, feed: threeDaysLate }),
      faults: [feedOut(TWO_MS - HOUR_MS / 2, TWO_MS)],
    });
    const [{ needs }] = diary.result.faults as [FaultRecord];
    expect(needs.refused.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(300);
    expect(needs.outOfStep.reduce((sum, one) => sum + one, 0)).toBe(0);
  });

  test("a copy has no feed to be out where access control is off", () => {
    const { accessControl: _, ...without } = market();
    expect(() => open({ ...without, faults: [feedOut(0, DAY_MS)] })).toThrow("no feed of registration data");
  });

  test("an automatic retry is held against it anew", () => {
    const plan = market({ appointments: changing }, [
      { ...agentRead, profile: [{ fromMinute: 1410, toMinute: 1410, share: 1 }] },
    ]);
    // All fail at 23:30 and go again at 00:30, when one in twenty has another MDR.
    const failing: Plan = { ...plan, failures: { ...plan.failures, attemptSmets2: 1, retryAfterMs: [HOUR_MS] } };
    const diary = diaryOf(failing, DAY_MS + 2 * HOUR_MS);
    const refused = countOf(diary.result, "refused", "M03");
    within(refused, METERS * CHANGES);
    expect(diary.at("hub").filter(({ atMs, row: id }) => atMs > DAY_MS && id === "M03")).toHaveLength(METERS - refused);
  });
});
