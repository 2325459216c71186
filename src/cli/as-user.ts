import type { Plan } from "../domain/plan.ts";
import { usersOf } from "../domain/users.ts";
import { areUsersPrivate } from "../experiment/redaction.ts";
import { nearest } from "../scenario/near.ts";
import { withheldOf } from "../scenario/private-overlay.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { UsageError } from "./fault.ts";

const NAMES_MAX = 12;

/** Users that the result of these plans will tell of. */
export const usersToTell = (scenario: Scenario, plans: readonly Plan[], showOverlay: boolean): string[] => [
  ...new Set(
    plans
      .filter(({ option }) => showOverlay || !areUsersPrivate(withheldOf(scenario, option)))
      .flatMap((plan) => usersOf(plan).map(({ name }) => name)),
  ),
];

/** Refuses a name that no User has; says the nearest that one has. */
export const checkUser = (name: string | undefined, known: readonly string[]): void => {
  if (name === undefined || known.includes(name)) return;
  if (known.length === 0)
    throw new UsageError(
      `--as ${name}: this result tells of no Users, since who they are came from a private overlay; ` +
        "run it with --show-overlay to see them",
    );
  const near = nearest(name, known);
  const names = known.length <= NAMES_MAX ? known : [...known.slice(0, NAMES_MAX), "…"];
  const meant = near === undefined ? `expected one of ${names.join(", ")}` : `did you mean "${near}"?`;
  throw new UsageError(`--as ${name}: no such User; ${meant}`);
};
