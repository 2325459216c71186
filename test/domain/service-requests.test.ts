import { expect, test } from "vitest";
import { isGranted, SERVICE_REQUESTS } from "../../src/domain/service-requests.ts";

const openTo = (role: "agent" | "supplier" | "other" | "network", smets1: boolean): string[] =>
  SERVICE_REQUESTS.flatMap(({ srv }) => (isGranted(srv, role, smets1) ? [srv] : []));

// The DCC's test tool lists what a Meter Data Retriever may send; 4.1.1 is for SMETS1 meters alone.
const OF_MDR = ["4.1.1", "4.2", "4.6.1", "4.6.2", "4.8.1", "4.8.3", "4.17", "5.1", "5.2", "5.3", "8.2"];

test("an MDR may send eleven Service Requests to SMETS1, and ten of them to SMETS2 (S-01, S-18)", () => {
  expect(openTo("agent", true)).toEqual(OF_MDR);
  expect(openTo("agent", false)).toEqual(OF_MDR.filter((srv) => srv !== "4.1.1"));
});

test("a supplier may send 4.1.1 to either, and tops up; an MDR and a network don't", () => {
  expect(openTo("supplier", false)).toEqual(expect.arrayContaining(["2.2", "4.1.1"]));
  expect(openTo("network", true)).not.toContain("2.2");
  expect(openTo("agent", true)).not.toContain("2.2");
});

test("what isn't in the matrix is open to nobody", () => expect(isGranted("4.8.9", "supplier", true)).toBe(false));
