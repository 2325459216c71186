import type { MisbehavingUser } from "../domain/faults.ts";
import { draw, exponentialQuantiles, openStream } from "../kernel/keyed-draws.ts";
import * as R from "../ledger/request.ts";
import { callAt, openAlarm, openPoisson, openTurns, runEndsMs } from "./arrivals.ts";
import type { Context, Receive } from "./market-context.ts";
import { openRequestsOfEvents } from "./new-requests.ts";
import { infoOfRow, marksOf } from "./read-requests.ts";
import { openUserOf } from "./users.ts";

const GAPS = exponentialQuantiles();
const GAP = 0;
const PICK = 1;

/** Users that send more than on other days: reads on demand of their own meters, beside their usual requests. */
export const openMisbehavingUsers = (context: Context, receive: Receive): void => {
  context.plan.faults.forEach((fault, i) => {
    if (fault.kind === "misbehaving-user") openFault(context, fault, i + 1, receive);
  });
};

const openFault = (
  context: Context,
  { role, user, row, perMinute, fromMs, toMs }: MisbehavingUser,
  number: number,
  receive: Receive,
): void => {
  const { sim, plan, words } = context;
  const perDay = perMinute.reduce((sum, requests) => sum + requests, 0) * plan.scale;
  if (perDay === 0 || words.length === 0) return;
  const userOf = openUserOf(plan);
  const stream = openStream(plan.seed, plan.replication, `misbehaving user ${number}`);
  const request = openRequestsOfEvents(context, `misbehaving user ${number}`);
  const shares = perMinute.map((requests) => (requests * plan.scale) / perDay);
  const nextMs = openPoisson(sim, perDay, shares, fromMs);
  // An Other User may read any home; all others read the meters that they serve.
  const isAnybody = role === "other";
  const serves = (word: number): boolean => {
    const asked = userOf(role, word, 0);
    return user === undefined ? role !== "agent" || asked !== userOf("supplier", word, 0) : asked === user;
  };
  const nextMeter = openTurns(
    sim,
    words,
    draw(stream, 0xffffffff, 0),
    (word, gas) => isAnybody || (serves(word) && !(gas && role === "agent")),
  );
  if (nextMeter === undefined) return;
  const traffic = plan.rows.findIndex(({ id }) => id === row);
  const info0 = infoOfRow(plan.rows[traffic]!, traffic);
  const endMs = Math.min(toMs, runEndsMs(plan) + 1);
  const state = sim.keep({ n: 0 });

  const schedule = (): void => {
    const ms = Math.floor(nextMs(GAPS.at(draw(stream, state.n, GAP))));
    if (ms < endMs) setAlarm(ms);
  };
  const setAlarm = openAlarm(sim, `misbehaving user ${number}`, () => {
    const meter = nextMeter();
    const word = words[meter]!;
    const sender =
      isAnybody && user !== undefined ? user : userOf(role, word, isAnybody ? draw(stream, state.n, PICK) : 0);
    const sent = request(meter, info0 | marksOf(word) | R.ofUser(sender));
    state.n++;
    schedule();
    receive(sent, true);
  });
  callAt(sim, `misbehaving user ${number} begins`, [fromMs], schedule);
};
