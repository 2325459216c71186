import { expect, test } from "vitest";
import { requestForecast } from "../../src/smoothing/request-forecast.ts";
import { asToday } from "../fluid/base-case.ts";
import { METERS, row, window } from "../fluid/base-rows.ts";

const SMETS1_ALONE = { smets2: 0, smets1: 1 };
const SMETS1 = 0.27;
const plan = asToday();
const LARGEST = 0.24; // supplier 1's share of meters

const read = row({
  id: "T01",
  title: "Read",
  process: "daily-reads",
  need: "existing-electricity",
  srv: "4.8.1",
  role: "supplier",
  profile: [window(2, 4, 0.6), window(4, 5, 0.4)],
  perMeterDay: { smets2: 1, smets1: 1 },
});
const forecastOf = (rows: (typeof plan)["rows"], minutes = 60) => requestForecast({ ...plan, rows }, minutes);

test("a User forecasts its share of the busiest interval, by kind of request", () => {
  // 0.30 of a day's reads in each of two hours, 0.40 in the third.
  const { kinds, ofKind, ofAll } = forecastOf([read]);
  expect(kinds).toEqual(["4.8.1"]);
  expect(ofKind[0]).toBeCloseTo(0.4 * LARGEST * METERS, 3);
  expect(ofAll[0]).toBeCloseTo(0.4 * LARGEST * METERS, 3);
  // Of a day in one interval there is all of it.
  expect(forecastOf([read], 1440).ofKind[0]).toBeCloseTo(LARGEST * METERS, 3);
});

test("what is busiest at another time is no more in all", () => {
  const later = row({ ...read, id: "T08", srv: "4.1.1", profile: [window(10, 11)] });
  const { kinds, ofKind, ofAll } = forecastOf([read, later]);
  expect(kinds).toEqual(["4.8.1", "4.1.1"]);
  expect(ofKind[1]).toBeCloseTo(LARGEST * METERS, 3);
  expect(ofAll[0]).toBeCloseTo(LARGEST * METERS, 3);
});

test("the same request of two rows is one kind; another on SMETS2 is another kind", () => {
  const both = row({ ...read, id: "M08", srv: "4.1.1", srvOnSmets2: "4.8.1", profile: [window(4, 5)] });
  const { kinds, ofKind } = forecastOf([read, both]);
  expect(kinds).toEqual(["4.8.1", "4.1.1"]);
  expect(ofKind[0]).toBeCloseTo((0.4 + (1 - SMETS1)) * LARGEST * METERS, 3);
  expect(ofKind[1]).toBeCloseTo(SMETS1 * LARGEST * METERS, 3);
});

test("what a Schedule sends is in nobody's forecast", () => {
  const { kinds, ofAll } = forecastOf([{ ...read, mode: "scheduled" }]);
  expect(kinds).toEqual([]);
  expect(Math.max(...ofAll)).toBe(0);
});

test("requests to SMETS1 alone are forecast for those meters", () => {
  const { ofKind } = forecastOf([{ ...read, perMeterDay: SMETS1_ALONE }]);
  expect(ofKind[0]).toBeCloseTo(0.4 * SMETS1 * LARGEST * METERS, 3);
});
