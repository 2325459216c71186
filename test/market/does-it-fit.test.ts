import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import type { Fit } from "../../src/experiment/fits.ts";
import { fitOf, fitSentence } from "../../src/experiment/fits.ts";
import { measuresOf } from "../../src/experiment/measures.ts";
import { fluidDay } from "../../src/fluid/twin.ts";
import { simulate } from "./native.ts";
import { optionNamed, withoutAlerts } from "./options.ts";

const SCALE = 0.02;
const PATIENCE_MS = 60_000;

const fitOfRun = (option: string): Fit => {
  const plan = withoutAlerts(optionNamed(option).plan(SCALE));
  return fitOf(measuresOf(plan, simulate(plan)));
};

/** The components that are late on a steady day of the twin, the last to empty first. */
const lateInTwin = (option: string): string[] => {
  const { emptiesAtMinute } = fluidDay(optionNamed(option).plan(1)).figures;
  return COMPONENTS.map((component, i) => ({ component, at: emptiesAtMinute[i] ?? 0 }))
    .filter(({ at }) => at > 480)
    .sort((p, q) => q.at - p.at)
    .map(({ component }) => component);
};

describe("does it fit?", () => {
  test(
    "today's use does: one profile a day to one type of user",
    () => {
      const fit = fitOfRun("without-mhhs");
      expect(fitSentence(fit)).toMatch(/^Fits:/);
      expect(fit.late).toEqual([]);
      expect(fit.harmed).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    "the same plus a second role does not, at any component, and S1SP MOC breaks first",
    () => {
      const fit = fitOfRun("second-role");
      expect(fitSentence(fit)).toMatch(/^Does not fit: S1SP MOC breaks first/);
      expect(fit.late.map(({ component }) => component).sort()).toEqual([...COMPONENTS].sort());
      expect(lateInTwin("second-role")[0]).toBe("s1sp.moc");
    },
    PATIENCE_MS,
  );

  test(
    "settlement's reads in today's windows do not: the S1SPs, North, Central and South are late, and S1SP MOC breaks first",
    () => {
      const fit = fitOfRun("as-today");
      expect(fitSentence(fit)).toMatch(/^Does not fit: S1SP MOC breaks first/);
      const late = fit.late.map(({ component }) => component as string).sort();
      expect(late).toEqual(lateInTwin("as-today").sort());
      expect(late).toEqual(["csp.central", "csp.north", "csp.south", "s1sp.foc", "s1sp.ioc", "s1sp.moc"]);
      expect(lateInTwin("as-today")[0]).toBe("s1sp.moc");
    },
    PATIENCE_MS,
  );
});
