import { describe, expect, test } from "vitest";
import type { ComponentName } from "../../src/domain/components.ts";
import { clockOf, type Fit, fitOf, fitSentence } from "../../src/experiment/fits.ts";
import type { RunMeasures } from "../../src/experiment/measures.ts";

interface Case {
  readonly empties?: Partial<Record<ComponentName, number | undefined>>;
  /** Share inside target, of an existing process unless its name begins with "mhhs". */
  readonly inTarget?: Readonly<Record<string, number>>;
  /** Of a hundred wanted, those refused, by the same names. */
  readonly refused?: Readonly<Record<string, number>>;
  readonly isTooSmall?: boolean;
}

const of = ({ empties = {}, inTarget = {}, refused = {}, isTooSmall = false }: Case): Fit =>
  fitOf({
    option: "any",
    components: Object.entries(empties).map(([component, emptiesAtMinute]) => ({ component, emptiesAtMinute })),
    processes: Object.entries(inTarget).map(([title, inTargetShare]) => ({
      title,
      inTargetShare,
      isExisting: !title.startsWith("mhhs"),
      wanted: 100,
      refused: refused[title] ?? 0,
      isTooSmall,
    })),
  } as unknown as RunMeasures);

const EIGHT = 8 * 60;

describe("an option fits", () => {
  test("when nothing waits and nobody is late", () => {
    const fit = of({ empties: { dsp: undefined }, inTarget: { "Top-ups": 1 } });
    expect(fitSentence(fit)).toBe("Fits: nothing waits at 08:00, and every existing process keeps its target.");
  });

  test("when the last queue has emptied at 08:00 sharp, and 99 % are inside target", () =>
    expect(of({ empties: { dsp: EIGHT }, inTarget: { "Top-ups": 0.99 } }).fits).toBe(true));

  test("whatever becomes of the reads that MHHS adds", () =>
    expect(of({ inTarget: { "mhhs reads": 0.2 } }).fits).toBe(true));
});

describe("an option does not fit", () => {
  test("when a read still waits a minute after 08:00", () => {
    const fit = of({ empties: { "csp.north": EIGHT + 1 } });
    expect(fitSentence(fit)).toBe("Does not fit: CSP North breaks first (reads wait until 08:01).");
  });

  test("and the component that empties last is named, with how many more are late", () => {
    const fit = of({ empties: { dsp: 500, "s1sp.moc": 571, "s1sp.foc": 563, "csp.4g": 400 } });
    expect(fit.late.map(({ component }) => component)).toEqual(["s1sp.moc", "s1sp.foc", "dsp"]);
    expect(fitSentence(fit)).toBe(
      "Does not fit: S1SP MOC breaks first (reads wait until 09:31, 2 more components after 08:00).",
    );
  });

  test("a queue that is there all day has no time at which it empties", () =>
    expect(fitSentence(of({ empties: { "csp.north": 18 * 60 } }))).toBe(
      "Does not fit: CSP North breaks first (reads still wait at 18:00).",
    ));

  test("one more is one component", () =>
    expect(fitSentence(of({ empties: { dsp: 500, "s1sp.moc": 571 } }))).toBe(
      "Does not fit: S1SP MOC breaks first (reads wait until 09:31, 1 more component after 08:00).",
    ));

  test("when an existing process is inside target less than 99 times in a hundred; the worst is named", () => {
    const fit = of({ inTarget: { "Top-ups": 0.985, "  Other Users": 0.94, Tariffs: 1 } });
    expect(fitSentence(fit)).toBe('Does not fit: only 94.0 % of "Other Users" is inside target.');
  });

  test("when an existing process has no answer at all", () =>
    expect(of({ inTarget: { "Top-ups": Number.NaN } }).fits).toBe(false));

  test("for both reasons", () =>
    expect(fitSentence(of({ empties: { dsp: 600 }, inTarget: { "Top-ups": 0.5 } }))).toBe(
      'Does not fit: DSP breaks first (reads wait until 10:00); only 50.0 % of "Top-ups" is inside target.',
    ));
});

describe("what was refused", () => {
  test("stands beside a fit, which is of what was answered; the worst is named", () => {
    const fit = of({ inTarget: { Reads: 1, "Top-ups": 1 }, refused: { Reads: 20, "Top-ups": 3 } });
    expect(fitSentence(fit)).toBe(
      "Fits: nothing waits at 08:00, and every existing process keeps its target in what was answered; " +
        '20.0 % of "Reads" was refused.',
    );
  });
  test("stands beside what does not fit", () =>
    expect(fitSentence(of({ inTarget: { "Top-ups": 0.5 }, refused: { "Top-ups": 1 } }))).toBe(
      'Does not fit: only 50.0 % of "Top-ups" is inside target; 1.0 % of "Top-ups" was refused.',
    ));
  test("is today's use only", () =>
    expect(of({ inTarget: { "mhhs reads": 1 }, refused: { "mhhs reads": 50 } }).refused).toEqual([]));
});

describe("where one request of the run takes as long as the target leaves", () => {
  test("a missed target says nothing", () => {
    const fit = of({ inTarget: { "Top-ups": 0.97, Tariffs: 1 }, isTooSmall: true });
    expect(fit.fits).toBe(null);
    expect(fitSentence(fit)).toBe(
      "Can't be said at this scale: nothing waits at 08:00, but one request takes over half of the target of " +
        '"Top-ups".',
    );
  });
  test("a target that is kept is kept at any scale", () =>
    expect(of({ inTarget: { "Top-ups": 0.995 }, isTooSmall: true }).fits).toBe(true));
  test("a queue in the working day does not fit all the same", () =>
    expect(of({ empties: { dsp: 600 }, inTarget: { "Top-ups": 0.97 }, isTooSmall: true }).fits).toBe(false));
});

test("a minute of the day", () => expect([0, 571, 1439.9].map(clockOf)).toEqual(["00:00", "09:31", "23:59"]));
