import { describe, expect, test } from "vitest";
import { ACCESS } from "../../src/domain/components.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import type { Run } from "../../src/run/run.ts";
import { advance, BrokenLaw, open, simulate } from "./native.ts";
import { everyOption, optionNamed, peakSmoothing, smoothingOptions } from "./options.ts";

const SCALE = 0.001;

describe("nothing is lost and nothing is made up", () => {
  for (const { name, plan } of everyOption)
    test(`${name}: at every hour the books of needs, attempts, responses and waits balance, and all needs end`, () => {
      // Throws at the first hour in which one of them does not.
      const { ledger } = simulate(plan(SCALE), { debug: true });
      ledger.kinds.forEach((kind, k) => {
        for (let access = 0; access <= ACCESS.length; access++) {
          const cell = 8 * k + access;
          const { wanted, sent, answered, refused, expired, attempts, retries } = ledger;
          const at = `${kind} at ${ACCESS[access] ?? "dsp"}`;
          expect([at, answered[cell]! + refused[cell]! + expired[cell]!]).toEqual([at, wanted[cell]]);
          expect([at, sent[cell]]).toEqual([at, wanted[cell]]);
          expect([at, attempts[cell]! - retries[cell]!]).toEqual([
            at,
            // What another row's read serves has no attempts of its own.
            kind === "M00" || kind === "P01" ? 0 : sent[cell],
          ]);
        }
      });
    });

  test("the short list of options is part of the long one", () => {
    for (const { name, plan } of peakSmoothing) {
      const same = smoothingOptions.find((option) => option.name === name);
      expect(same?.plan(SCALE)).toEqual({ ...plan(SCALE), scenario: "smoothing-options" });
    }
  });
});

describe("a run stops at the first hour in which its books don't balance", () => {
  const plan = optionNamed("as-today").plan(SCALE);
  const tampered = (tamper: (run: Run) => void): Run => {
    const run = open(plan, { debug: true });
    advance(run, -3 * HOUR_MS);
    tamper(run);
    return run;
  };
  const station = ({ context }: Run, name: string) => context.audit.stations.find((one) => one.name === name)!;

  for (const [what, tamper, says] of [
    ["a request is in no station", (run: Run) => run.context.rows.take(), "needs:"],
    ["a retry is counted twice", (run: Run) => run.context.ledger.attemptsAll++, "attempts sent"],
    ["a hub lost a request", (run: Run) => station(run, "hub").in++, "hub:"],
    ["a response never left its hub", (run: Run) => station(run, "hub").out++, "return path"],
    ["a retry was forgotten", (run: Run) => run.context.ledger.retriesDueAll++, "to a retry"],
    ["a need ended twice", (run: Run) => run.context.ledger.endedAll++, "needs:"],
    ["a need was answered before it was sent", (run: Run) => (run.context.ledger.answered[0]! += 1e6), "wanted,"],
    ["a User's need was counted twice", (run: Run) => run.context.ledger.byUser.send(0, 0), "of all Users"],
    ["a wait was a millisecond longer", (run: Run) => station(run, "s1sp.moc").waitedMs++, "s1sp.moc: ∫ queue dt"],
  ] as const)
    test(`here, because ${what}`, () => {
      const run = tampered(tamper);
      const goOn = () => advance(run, 10 * HOUR_MS);
      expect(goOn).toThrow(BrokenLaw);
      expect(run.context.sim.timeMs).toBe(-2 * HOUR_MS);
      expect(() => advance(run, run.context.sim.timeMs)).toThrow(says);
    });
});
