import { expect, test } from "vitest";
import { checkDigit, meterOfMpan, mpanOf } from "../../src/domain/mpan.ts";

test("the check digit is the sum weighted by primes, modulo 11, then modulo 10", () => {
  // 9·3 + 9·5 = 72 = 6·11 + 6.
  expect(mpanOf(0, 0)).toBe("99 0000 0000 006");
  // 72 + 7·43 = 373 = 33·11 + 10, and 10 is written 0.
  expect(mpanOf(7, 0)).toBe("99 0000 0000 070");
  // 72 + 1·7 = 79 = 7·11 + 2: the export of the same meter.
  expect(mpanOf(0, 1)).toBe("99 1000 0000 002");
  // 3 + 10 + 21 + 52 + 85 + 114 + 161 + 232 + 279 + 0 + 41 + 86 = 1084 = 98·11 + 6.
  expect(checkDigit("123456789012")).toBe(6);
});

test("every meter of a market has one of its own, and is found again by it, however it is spaced", () => {
  for (const meter of [0, 1, 41, 999_999, 29_999_999, 134_217_727]) {
    expect(meterOfMpan(mpanOf(meter, 0))).toEqual({ meter });
    expect(meterOfMpan(mpanOf(meter, 1).replaceAll(" ", ""))).toEqual({ meter });
  }
});

test("what is no MPAN of a meter here is refused in a sentence", () => {
  expect(meterOfMpan("99 0000 0000 071")).toEqual({ wrong: "its last digit should be 0: one of the others is wrong" });
  expect(meterOfMpan("99 0000")).toEqual({ wrong: "it has 6 digits; expected 13" });
  expect(meterOfMpan("seven")).toEqual({ wrong: "expected 13 digits, such as 99 0000 0000 070" });
  // 1·3 + 2·5 = 13 = 11 + 2: right in form, and a real distributor's.
  expect(meterOfMpan("12 0000 0000 002")).toEqual({
    wrong: "no meter here has it: all of them begin with 990, their exports with 991",
  });
});
