import { fitOf, fitSentence } from "../../src/experiment/fits.ts";
import { measuresOf } from "../../src/experiment/measures.ts";
import { simulate } from "../../src/run/run.ts";
import { everyOption } from "./options.ts";
import { scaleAgreementOf } from "./scale.ts";
import { agreementOf, type Counted, emptiesInTime, mayLieOutside } from "./twin-agreement.ts";

// Every option at any scale against its fluid twin, one line each:
// Beside it, whether one meter in a hundred has the same shape of the day.
//   node bin/with-node.cjs test/market/agreement-at-scale.ts [--scale 1] [--option as-today]

const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

const scale = Number(argument("scale") ?? 1);
const SMALL = 0.01;
const wanted = argument("option");

const share = (part: number): string => `${(100 * part).toFixed(2)} %`;
const counted = (what: string, { checked, outside, leftOut, worstZ, worstShare, worst }: Counted): string =>
  [
    `${outside} of ${checked} ${what} outside`,
    leftOut > 0 ? `${leftOut} left out` : "",
    `worst z ${worstZ.toFixed(2)}`,
    worstShare > 0 ? `worst of the large ${share(worstShare)}` : "",
    `(${worst})`,
  ]
    .filter((part) => part !== "")
    .join(", ");

let checked = 0;
let outside = 0;
for (const { name, plan } of everyOption) {
  if (wanted !== undefined && name !== wanted) continue;
  const compared = plan(scale);
  const result = simulate(compared);
  const agreement = agreementOf(compared, result);
  checked += agreement.minutes.checked;
  outside += agreement.minutes.outside;
  const emptying = agreement.emptying.map((queue) => {
    const { component, twinMinute, runMinute, withinMinutes } = queue;
    const off = twinMinute === undefined || runMinute === undefined ? "–" : runMinute - twinMinute;
    return `${component} ${twinMinute === runMinute ? 0 : off}${emptiesInTime(queue) ? "" : `!>${withinMinutes.toFixed(1)}`}`;
  });
  const shape = scale > SMALL ? scaleAgreementOf(simulate(plan(SMALL)), result) : undefined;
  process.stdout.write(
    `${name}: ${[
      counted("minutes", agreement.minutes),
      counted("half hours of retries", agreement.retries),
      shape === undefined
        ? ""
        : `${shape.outside} of ${shape.checked} half hours outside at scale ${SMALL}, worst z ${shape.worst.toFixed(2)}`,
      `empties, minutes after the twin: ${emptying.join(", ")}`,
      fitSentence(fitOf(measuresOf(compared, result))),
    ]
      .filter((part) => part !== "")
      .join("; ")}\n`,
  );
}
process.stdout.write(`${outside} of ${checked} minutes outside, ${mayLieOutside(checked)} may be\n`);
