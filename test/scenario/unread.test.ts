import { join } from "node:path";
import { expect, test } from "vitest";
import { extending, folderOf, load, problemsOf } from "./loading.ts";

// Values that nothing reads are refused: test/scenario/malformed/unread-*.yaml. Here is what must still be taken.

test("a value that one option reads is taken, in the file and by --set", () => {
  const lines = `accessControl.enabled: true
settlement.enabled: true
registration.notice: 3 d
options:
  drawn: {}
  by-cases: { registration.enabled: true }
`;
  expect(() => extending(lines)).not.toThrow();
  expect(() => extending(lines, { set: ["registration.switches.mdrStays=0.5"] })).not.toThrow();
  expect(() => extending(lines, { set: ["settlement.timetable=transitional"] })).not.toThrow();
});

test("the moved RF is taken where an option settles by the transitional timetable", () =>
  expect(() =>
    extending(`settlement.enabled: true
settlement.transitionalRf.workingDays: 150
options:
  final: {}
  transitional: { settlement.timetable: transitional }
`),
  ).not.toThrow());

test("a file that others extend may say it for those that read it", () => {
  const folder = folderOf({
    "middle.yaml": "question: What if?\nextends: BASE\naccessControl.enabled: true\nregistration.notice: 3 d\n",
    "last.yaml": "question: What if?\nextends: middle.yaml\nsettlement.enabled: true\nregistration.enabled: true\n",
  });
  expect(problemsOf(join(folder, "middle.yaml"))).toEqual([]);
  expect(problemsOf(join(folder, "last.yaml"))).toEqual([]);
});

test("an owner's overlay goes over scenarios that read its values and those that don't", () => {
  const folder = folderOf({ "overlay.yaml": "registration.notice: 3 d\n" });
  expect(() => load("scenarios/switched-mdrs.yaml", { overlays: [join(folder, "overlay.yaml")] })).not.toThrow();
});

test("whether a data service asks Registration first is read by its cases, with nothing late by draw", () => {
  const checked = "settlement.dataServices.registration.checked: false\n";
  expect(() => extending(`settlement.enabled: true\nregistration.enabled: true\n${checked}`)).not.toThrow();
  expect(() => extending(`settlement.enabled: true\n${checked}`)).toThrow(/no data service is appointed late/);
});

test("requests at a change of supplier are read where there are changes", () => {
  const requests = "existing.changesOfSupplier.requestsPerMeter: 9\n";
  expect(() => extending(`existing.changesOfSupplier.perDay: 10_000 /d\n${requests}`)).not.toThrow();
  expect(() => extending(requests)).toThrow(/existing\.changesOfSupplier\.perDay is 0/);
});
