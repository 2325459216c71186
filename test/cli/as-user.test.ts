import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { million, percent } from "../../src/report/format.ts";
import { emptyFolder } from "../own-folder.ts";
import { type Ended, filesIn, mhhs, scenario } from "./command.ts";

const RUN = ["run", scenario("peak-smoothing"), "--option", "as-today", "--scale", "0.0002", "--no-charts"];

describe("mhhs --as", () => {
  const folder = emptyFolder();
  let ended: Ended;
  beforeAll(async () => {
    ended = await mhhs([...RUN, "--as", "Supplier 3", "--out", "out"], folder);
  });
  const view = (text: string): string[] => text.slice(text.indexOf("WHAT HAPPENS TO SUPPLIER 3")).split("\n");

  test("says what happens to that User, as the summary has it", () => {
    expect(ended.code).toBe(0);
    const { options } = JSON.parse(readFileSync(join(folder, "out/summary.json"), "utf8"));
    const found = options[0].users.find(({ user }: { user: string }) => user === "Supplier 3");
    const line = view(ended.out).find((one) => one.startsWith("as-today"))!;
    expect(line).toContain(` ${found.peakShare.toFixed(2)} `);
    expect(line).toMatch(new RegExp(`${found.rank} of ${found.ofRole}$`));
    expect(found.processes.length).toBeGreaterThan(3);
    for (const { title, sent, inTargetShare } of found.processes) {
      const row = view(ended.out).find((one) => one.includes(`  ${title} `))!;
      expect(row).toContain(` ${million(sent)} `);
      expect(row).toContain(` ${percent(inTargetShare)} `);
    }
  });

  test("report says it again from the record, and of another User", async () => {
    const again = await mhhs(["report", "out", "--as", "Supplier 3", "--no-charts", "--out", "again"], folder);
    expect(view(again.out).slice(0, 5)).toEqual(view(ended.out).slice(0, 5));
    const other = await mhhs(["report", "out", "--as", "MDR 1", "--no-charts", "--out", "again"], folder);
    expect(other.out).toContain("WHAT HAPPENS TO MDR 1");
    expect(other.out).toMatch(/fullest endpoint of independent\s+MDRs/);
  });

  test("a misspelt User is a usage error that names the right one, before anything runs or is written", async () => {
    const empty = emptyFolder();
    const wrong = await mhhs([...RUN, "--as", "Suplier 3", "--out", "out"], empty);
    expect([wrong.code, wrong.out, filesIn(empty)]).toEqual([2, "", []]);
    expect(wrong.err).toBe('--as Suplier 3: no such User; did you mean "Supplier 3"?\n');
    const report = await mhhs(["report", "out", "--as", "Nobody at all", "--out", "none"], folder);
    expect([report.code, filesIn(folder).includes("none")]).toEqual([2, false]);
    expect(report.err).toMatch(/no such User; expected one of Supplier 1, /);
  });

  test("Users that a private overlay made are nobody's to see, unless it is shown", async () => {
    const overlaid = emptyFolder();
    writeFileSync(join(overlaid, "private.yaml"), "estate.suppliers.large: [40 %, 31 %, 22 %]\n");
    const overlay = [...RUN, "--overlay", "private.yaml", "--as", "Supplier 3", "--out", "out"];
    const hidden = await mhhs(overlay, overlaid);
    expect([hidden.code, filesIn(overlaid)]).toEqual([2, ["private.yaml"]]);
    expect(hidden.err).toContain("this result tells of no Users");
    const shown = await mhhs([...overlay, "--show-overlay"], overlaid);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain("of 19");
  });
});
