import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import { remedyAt } from "../../src/run/room.ts";
import { FIELDS } from "../../src/scenario/known-fields.ts";
import { row } from "../fluid/base-rows.ts";
import { advance, open } from "./native.ts";
import { METERS, registered, rules } from "./registered.ts";
import { scheduledRead, smallMarket } from "./small-market.ts";

// What is under way has room of a size that is set as a run is opened. A scenario may let more pile up: its user is told
// of what, when, where it waits, and which values to change.

const endOf = (plan: Plan, untilMs: number, rowsMax?: number): Error => {
  const run = open(plan, rowsMax === undefined ? {} : { rowsMax });
  try {
    advance(run, untilMs);
  } catch (error) {
    return error as Error;
  }
  throw new Error("it had room");
};

/** The DIP is down from the start, and suppliers ask again each hour. */
const downDip = (newConnectionsPerDay: number, days: number): Plan => {
  const appointments = { ...rules.appointments, timeOutMs: HOUR_MS };
  const outage = {
    title: "DIP down",
    kind: "outage" as const,
    fromMs: 0,
    toMs: days * DAY_MS,
    stations: [{ station: "dip", share: 0 }],
  };
  return { ...registered({ newConnectionsPerDay, appointments }, { measuredDays: days }), faults: [outage] };
};

describe("a run that has no room for what is under way", () => {
  test("says that messages wait at the DIP, since when, that suppliers ask again, and what to change", () => {
    // Some 65,536 messages for so few meters: three services of each, asked for again each hour from eight to six on.
    const { name, message } = endOf(downDip(METERS, 2), 2 * DAY_MS);
    expect(name).toBe("RunOutOfRoom");
    expect(message).toMatch(
      /^small: no room for more than 65,536 messages under way at once over the DIP, on 2028-01-1[78] \d\d:\d\d UTC of the run\. Most wait at DIP/,
    );
    expect(message).toMatch(/ A fault has struck there\. Among them are messages of Registration: suppliers /);
    expect(message).toMatch(
      / Expected a shorter faults\.\*\.for, or a longer registration\.appointments\.timeOut, or a larger settlement\.dip\.capacity\.$/,
    );
  });

  test("says so where it is one appointment that was asked for too often: 255 times an hour apart is ten days", () => {
    const { message } = endOf(downDip(3, 14), 14 * DAY_MS);
    expect(message).toMatch(
      /no room for more than 255 messages under way about one case of Registration, on 2028-01-2[789] /,
    );
    expect(message).toContain("a longer registration.appointments.timeOut");
  });

  test("says at which component requests wait, and how more of them are refused instead", () => {
    const plan = smallMarket({
      meters: 200,
      behind: "s1sp.moc",
      rows: [row({ ...scheduledRead })],
      perSecond: { "s1sp.moc": 2 },
    });
    const { message } = endOf(plan, 4 * HOUR_MS, 100);
    expect(message).toMatch(
      /no room for more than 100 requests and responses under way at once, on 2028-01-17 02:00 UTC/,
    );
    expect(message).toMatch(/Most wait at S1SP MOC/);
    expect(message).toMatch(/Expected a larger capacity\.s1sp\.moc, or a smaller limits\.queueMax, /);
  });
});

describe("a run that has no room as it is opened ends in the same words", () => {
  const opened = (plan: Plan, pendingMax?: number): Error => {
    try {
      open(plan, pendingMax === undefined ? {} : { pendingMax });
    } catch (error) {
      return error as Error;
    }
    throw new Error("it had room");
  };

  test("where the scenario's rates bring more than a table of Registration may hold", () => {
    // Three million a day, over the day and the 64 before it: 195 million, of 2^26 - 1.
    const { name, message } = opened(registered({ newConnectionsPerDay: 3e6 }));
    expect([name, message]).toEqual([
      "RunOutOfRoom",
      "small: no room for more than 67,108,863 data services asked for, as the run is opened. Expected fewer of them " +
        "a day under registration, fewer days in horizon.measure, or a smaller --scale.",
    ]);
  });

  test("where more is under way from before it than there is room for", () => {
    const { name, message } = opened(registered({ newConnectionsPerDay: METERS }), 1);
    expect(name).toBe("RunOutOfRoom");
    expect(message).toMatch(
      /^small: no room for more than [\d,]+ events pending, .* as the run is opened\. Expected less /,
    );
  });
});

test("every value that it names is a key of scenarios", () => {
  const stations = [...COMPONENTS, "dsp return", "dco.moc", "Supplier 1", "dip", "mds", "data services", "allocation"];
  const named = [...stations, "anomaly detection"].flatMap((name) => remedyAt(name).match(/\w+(\.\w+)+/g) ?? []);
  expect(named).toHaveLength(stations.length + 1);
  const known = new Set(FIELDS.map(({ path }) => path));
  for (const path of [
    ...named,
    "faults.*.for",
    "registration.appointments.timeOut",
    "limits.queueMax",
    "horizon.measure",
  ])
    expect(known).toContain(path);
});
