import { ACCESS } from "../domain/components.ts";
import type { DuplicateResponses } from "../domain/duplicate-responses.ts";
import { draw, openStream, threshold } from "../kernel/keyed-draws.ts";
import * as R from "../ledger/request.ts";
import { duplicateMetrics, type RuleFigure } from "../metrics/rule-metrics.ts";
import { type Context, openMark } from "./market-context.ts";

/** Where a response arrives at an access component on its way back. */
type Respond = (row: number, access: number) => void;

/**
 * Answers that come twice: a device sends its own again, or the network does, and delivery to Users is at least once.
 * The second is a row of its own that follows the first some time later on the same way back, up to the User's
 * endpoint; it answers nothing. What a cache answers, and errors of the network's making, come once.
 *
 * @param answered where the first goes, by its access component
 * @param respond where the second goes
 */
export const openDuplicateResponses = (
  context: Context,
  { share, afterMs }: DuplicateResponses,
  answered: Respond,
  respond: Respond,
) => {
  const { sim, plan, rows, ledger, audit } = context;
  const { cells, columns } = rows;
  const { duplicates } = ledger;
  const mark = openMark(context, "duplicate responses");
  const streams = plan.rows.map(({ id }) => openStream(plan.seed, plan.replication, `duplicate/${id}`));
  const isTwice = threshold(share);
  const state = sim.keep({ made: new Float64Array(ACCESS.length), waiting: 0 });
  const { made } = state;
  const station = audit.open("duplicate responses", () => state.waiting);

  const port = sim.open("duplicate responses", (row) => {
    state.waiting--;
    station.out++;
    mark(row);
    respond(row, R.accessOf(cells[row * columns + R.INFO]!));
  });

  const receive: Respond = (row, access) => {
    const at = row * columns;
    const info = cells[at + R.INFO]!;
    const n = Math.imul(cells[at + R.WANTED]!, R.RETRIES_MAX + 1) + R.attemptOf(info);
    if ((info & R.FAILED) === 0 && draw(streams[R.rowOf(info)]!, cells[at + R.METER]!, n) < isTwice) {
      const second = rows.take();
      cells.copyWithin(second * columns + R.METER, at + R.METER, at + R.COLUMNS);
      cells[second * columns + R.INFO] = info | R.DUPLICATE;
      duplicates.made++;
      made[access]!++;
      state.waiting++;
      station.in++;
      sim.send((sim.now + afterMs) | 0, port, second);
    }
    answered(row, access);
  };

  const figures = (): RuleFigure[] =>
    ACCESS.map((place, access) => ({ metric: duplicateMetrics.made.name, place, value: made[access]! }));
  return { receive, figures };
};
