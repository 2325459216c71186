import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { answerOf } from "../../../src/experiment/answer.ts";
import { forecastOf } from "../../../src/experiment/forecast.ts";
import { DEADLINE_HOURS } from "../../../src/experiment/process-groups.ts";
import { draw, openStream } from "../../../src/kernel/keyed-draws.ts";
import { packColumns } from "../../../src/report/page/columns.ts";
import { pageOf } from "../../../src/report/page/page.ts";
import { daysDrawn, pageDataOf } from "../../../src/report/page/page-model.ts";
import { SPECTRUM_SHARES } from "../../../src/report/page/spectrum.ts";
import type { RunResult } from "../../../src/run/run-result.ts";
import { addNeeds, emptyResult, MIDNIGHT, recordOf } from "../../experiment/hand-made.ts";
import { optionNamed, peakSmoothing } from "../../market/options.ts";

const plan = optionNamed("as-today").plan(0.5);
const forecast = forecastOf(plan, plan);
const recordWith = (write: (result: RunResult) => void) => {
  const result = emptyResult(plan);
  write(result);
  return recordOf([{ plan, result, forecast }]);
};
const dataOf = (record: ReturnType<typeof recordOf>) => pageDataOf(record, answerOf(record));
const USERS = [
  { name: "Supplier 1", role: "supplier", perSecond: 100 },
  { name: "Supplier 2", role: "supplier", perSecond: 50 },
  { name: "MDR 1", role: "agent", perSecond: 50 },
] as const;
const withUsers = (result: RunResult): RunResult => ({
  ...result,
  users: USERS.map((user, u) => {
    const arrived = new Uint32Array(result.components.dsp.arrived.length);
    arrived[MIDNIGHT + 60 * u] = 3000;
    return { ...user, arrived, needs: [] };
  }),
});

describe("what the page draws", () => {
  test("is the measured day, minute by minute, of every series of every component", () => {
    const { model, minutes } = dataOf(
      recordWith(({ components }) => {
        components["csp.south"].demandFirst[MIDNIGHT + 61] = 600;
        components["csp.south"].demandFirst[MIDNIGHT - 1] = 7; // the evening before is not drawn
        components["s1sp.foc"].returnQueuedMax[MIDNIGHT + 1439] = 9;
      }),
    );
    const at = (component: number, series: string, minute: number): number =>
      minutes[(component * model.series.length + model.series.indexOf(series as "arrived")) * 1440 + minute]!;
    expect([at(3, "demandFirst", 61), at(3, "demandFirst", 60), at(7, "returnQueuedMax", 1439)]).toEqual([600, 0, 9]);
    // Half the meters: 600 kept in a minute are 1,200 of all, 20 a second.
    expect(600 * model.components[3]!.units[0]!.ofMinute).toBe(20);
    expect(minutes.includes(7)).toBe(false);
  });

  test("has the twin's demand beside it, to a sixteenth of a request a minute", () => {
    const { model, minutes } = dataOf(recordWith(() => {}));
    const at = model.series.indexOf("twin") * 1440;
    for (const minute of [0, 30, 700]) {
      const perSecond = minutes[at + minute]! * model.components[0]!.units[0]!.ofTwinPart;
      expect(Math.abs(perSecond - forecast.demand[0]![minute]! / 60)).toBeLessThanOrEqual(1 / 16 / 60);
    }
  });

  test("has the same minutes of every User's endpoint, and how full it is among its role", () => {
    const record = recordOf([{ plan, result: withUsers(emptyResult(plan)), forecast }]);
    const { model, minutes } = dataOf(record);
    const first = model.components.length * model.series.length;
    const views = model.users.map(({ views: [view] }) => view!);
    expect(views.map(({ column }) => minutes[(first + column) * 1440 + 60 * column])).toEqual([3000, 3000, 3000]);
    // 3,000 in a minute are half of what 100 a second takes, and all of what 50 does.
    expect(views.map(({ peakShare, rank, ofRole }) => [peakShare, rank, ofRole])).toEqual([
      [0.5, 2, 2],
      [1, 1, 2],
      [1, 1, 1],
    ]);
    expect(views.map(({ peakAtMinute }) => peakAtMinute)).toEqual([0, 60, 120]);
  });

  test("has what is contracted for at each component, a second in each half hour, where it may be told", () => {
    const contractedOf = (record: ReturnType<typeof recordOf>) =>
      dataOf(record).model.components.map(({ units: [unit] }) => unit!.contracted);
    const record = recordOf([{ plan, result: emptyResult(plan), forecast }]);
    const [dsp, north] = contractedOf(record);
    expect(dsp).toBeNull();
    expect(north).toHaveLength(48);
    for (const perSecond of north!) expect(perSecond).toBeCloseTo(485, 9);
    const contracts = plan.contracts.map((one) => ({ ...one, perHalfHour: one.perHalfHour.map(() => Number.NaN) }));
    const hidden = recordOf([{ plan: { ...plan, contracts }, result: emptyResult(plan), forecast }]);
    expect(contractedOf(hidden)[1]).toBeNull();
  });

  test("opens with the User it is made for, or with the first", () => {
    const record = recordOf([{ plan, result: withUsers(emptyResult(plan)), forecast }]);
    const userOf = (name?: string) => pageDataOf(record, answerOf(record), name).model.user;
    expect([userOf(), userOf("MDR 1"), userOf("Nobody")]).toEqual([0, 2, 0]);
  });

  test("tells latencies at each place apart, and where a share was never answered", () => {
    const { model, spectra } = dataOf(
      recordWith((result) => {
        addNeeds(result, "M03", 0, { answeredMs: [100, 100, 100, 100] });
        addNeeds(result, "M03", 5, { answeredMs: [200, 200], late: 2, dark: 4 });
      }),
    );
    const { cells } = model.processes.find(({ title }) => title === "independent MDRs")!;
    const [everywhere, north, central] = cells[0]!;
    const moc = cells[0]![6]!;
    expect(central).toBeNull();
    const at = (cell: typeof north, share: number): number =>
      spectra[cell!.spectrum * SPECTRUM_SHARES.length + SPECTRUM_SHARES.indexOf(share)]!;
    expect([at(north!, 0.5), at(north!, 0.99), at(moc, 0.5), at(moc, 0.9)]).toEqual([100, 100, 200, model.never]);
    // Of eight that could be reached four took 100 ms, two 200 ms, and two never came.
    expect([at(everywhere!, 0.5), at(everywhere!, 0.9)]).toEqual([100, model.never]);
    expect([everywhere!.reachable, everywhere!.wanted, everywhere!.darkShare]).toEqual([8, 24, 4 / 12]);
    expect([moc.answeredShare, moc.inTargetShare, moc.maxMs[0]]).toEqual([2 / 8, 1, 200]);
  });

  test("has shares in by each hour that add up from the deadlines", () => {
    const { model } = dataOf(
      recordWith((result) => {
        addNeeds(result, "M03", 0, { answeredMs: [1, 1, 1, 1] });
        const cell = result.ledger.kinds.indexOf("M03") * 8;
        [1, 0, 2, 0, 1].forEach((needs, d) => {
          result.ledger.byDeadline[cell * DEADLINE_HOURS.length + d] = needs;
        });
      }),
    );
    const { cells } = model.processes.find(({ title }) => title === "independent MDRs")!;
    expect(cells[0]![0]!.inBy).toEqual([0.25, 0.25, 0.75, 0.75, 1]);
  });

  test("is the first days of a long horizon, as many as a page has room for", () => {
    const long = { ...plan, horizon: { ...plan.horizon, measuredDays: 30 } };
    const record = recordOf(Array.from({ length: 6 }, () => ({ plan: long, result: emptyResult(long), forecast })));
    // 2 m numbers: 6 options × 8 components × 11 series × 1,440 minutes are 760,320 a day.
    expect(daysDrawn(record)).toBe(2);
    expect(dataOf(record).model.minutes).toBe(2880);
  });
});

describe("what the page draws of a long run", () => {
  const long = (): RunResult => {
    const result = emptyResult(plan, 30);
    result.components.dsp.demandFirst[MIDNIGHT / 30 + 1] = 600;
    result.components.dsp.queuedForMin[MIDNIGHT / 30 + 1] = 7;
    return result;
  };

  test("is a value each half hour, and the page says so", () => {
    const record = recordOf([{ plan, result: long(), forecast }]);
    const { model, minutes } = dataOf(record);
    expect([model.minutes, model.stepMinutes]).toEqual([1440, 30]);
    expect(minutes).toHaveLength(model.components.length * model.series.length * 48);
    expect([...minutes.subarray(0, 3)]).toEqual([0, 600, 0]);
    const page = pageOf(record, answerOf(record));
    expect(page).toContain("load over time is kept by half hours");
    expect(page).not.toContain('<option value="1">minute</option>');
  });

  test("is put together to half hours of an option that has every minute, beside one that hasn't", () => {
    const short = emptyResult(plan);
    short.components.dsp.demandFirst.fill(20, MIDNIGHT + 30, MIDNIGHT + 60);
    short.components.dsp.queuedForMin.fill(9, MIDNIGHT + 30, MIDNIGHT + 60);
    short.components.dsp.queuedForMin[MIDNIGHT + 45] = 7;
    const of = (result: RunResult): Uint32Array => {
      const data = dataOf(
        recordOf([
          { plan, result: long(), forecast },
          { plan, result, forecast },
        ]),
      );
      const columns = data.model.components.length * data.model.series.length;
      return data.minutes.subarray(columns * 48, 2 * columns * 48);
    };
    expect(of(short)).toEqual(of(long()));
  });
});

test("numbers come out of their packing as they went in", () => {
  const values = Uint32Array.of(0, 1, 255, 256, 65_536, 16_777_216, 2 ** 32 - 1);
  const planes = gunzipSync(Buffer.from(packColumns(values), "base64"));
  const unpacked = Array.from(values, (_, i) =>
    [0, 1, 2, 3].reduce((sum, plane) => sum + planes[plane * values.length + i]! * 256 ** plane, 0),
  );
  expect(unpacked).toEqual([...values]);
});

test("the page of six options at thirty million meters is under 5 MB, however noisy its minutes", () => {
  const stream = openStream("page", 0, "noise");
  const runs = peakSmoothing.map((option, o) => {
    const full = option.plan(1);
    const result = emptyResult(full);
    let n = 0;
    // Chance of √n and more in each minute, at the busiest component's size: nothing for gzip to find.
    for (const series of Object.values(result.components))
      for (const minutes of Object.values(series))
        for (let m = MIDNIGHT; m < MIDNIGHT + 1440; m++) minutes[m] = 200_000 + (draw(stream, n++, o) >>> 21);
    const users = Array.from({ length: 34 }, (_, u) => ({
      name: `Supplier ${u + 1}`,
      role: "supplier" as const,
      perSecond: 500,
      arrived: result.components.dsp.arrived.map((_, m) => draw(stream, m, 100 + u) >>> 18),
      needs: [],
    }));
    result.ledger.kinds.forEach((kind, k) => {
      for (let access = 0; access < 8; access++)
        addNeeds(result, kind, access, {
          answeredMs: Array.from({ length: 100 }, (_, i) => draw(stream, i, k * 8 + access) >>> 6),
        });
    });
    return { plan: full, result: { ...result, users }, forecast: forecastOf(full, peakSmoothing[1]!.plan(1)) };
  });
  const record = recordOf(runs);
  expect(pageOf(record, answerOf(record)).length).toBeLessThan(5_000_000);
});

test("the same record gives the same page to the byte", () => {
  const record = recordWith((result) => addNeeds(result, "M03", 0, { answeredMs: [100] }));
  expect(pageOf(record, answerOf(record))).toBe(pageOf(record, answerOf(record)));
});
