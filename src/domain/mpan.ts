// The core of an MPAN: a distributor's two digits, ten of its own, and a check digit. Those made here are right in form
// and can be nobody's: 99 is far above the number of any distributor.

const DISTRIBUTOR = "99";
const PRIMES = [3, 5, 7, 13, 17, 19, 23, 29, 31, 37, 41, 43] as const;
const METER_DIGITS = 9;
const DIGITS = 13;

/** The digit that the first twelve of a core end with: their sum weighted by primes, modulo 11, then modulo 10. */
export const checkDigit = (twelve: string): number =>
  (PRIMES.reduce((sum, prime, i) => sum + prime * Number(twelve[i]), 0) % 11) % 10;

/** The MPAN of a meter's import (register 0) or export (1), as it is printed: 99 0000 0001 231. */
export const mpanOf = (meter: number, register: 0 | 1): string => {
  const twelve = `${DISTRIBUTOR}${register}${String(meter).padStart(METER_DIGITS, "0")}`;
  const core = `${twelve}${checkDigit(twelve)}`;
  return `${core.slice(0, 2)} ${core.slice(2, 6)} ${core.slice(6, 10)} ${core.slice(10)}`;
};

/** The meter that an MPAN means, however it is spaced; else what is wrong with it. */
export const meterOfMpan = (text: string): { readonly meter: number } | { readonly wrong: string } => {
  const digits = text.replaceAll(/[\s-]/g, "");
  if (!/^\d+$/.test(digits)) return { wrong: `expected ${DIGITS} digits, such as ${mpanOf(7, 0)}` };
  if (digits.length !== DIGITS) return { wrong: `it has ${digits.length} digits; expected ${DIGITS}` };
  const twelve = digits.slice(0, -1);
  const check = checkDigit(twelve);
  if (check !== Number(digits.at(-1)))
    return { wrong: `its last digit should be ${check}: one of the others is wrong` };
  if (!digits.startsWith(DISTRIBUTOR) || Number(digits[2]) > 1)
    return {
      wrong: `no meter here has it: all of them begin with ${DISTRIBUTOR}0, their exports with ${DISTRIBUTOR}1`,
    };
  return { meter: Number(twelve.slice(3)) };
};
