import { ClassQueue } from "../kernel/class-queue.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import { futureDatedMetrics, type RuleFigure } from "../metrics/rule-metrics.ts";
import { type Context, openMark, type Receive } from "./market-context.ts";

/**
 * Future-dated requests that the DSP holds (S-26): a request of a row with a time of day waits for the next such time,
 * and all that wait are sent then, in the order they came. Its clocks begin there: that is when it is wanted and due.
 */
export const openFutureDated = (context: Context, letIn: Receive) => {
  const { sim, plan, rows, ledger, audit } = context;
  const { cells, columns } = rows;
  const mark = openMark(context, "future dated");
  const state = sim.keep({ held: 0, heldMax: 0, dated: 0 });
  const station = audit.open("future dated", () => state.held);

  const openStore = (name: string, atMs: number): ((row: number) => void) => {
    const queue = sim.keep(new ClassQueue(rows, 1, plan.capacity.queueMax * plan.scale));
    const port = sim.open(name, () => {
      const stamp = (sim.stampBase + sim.now) | 0;
      while (queue.length > 0) {
        const row = queue.pop();
        state.held--;
        const at = row * columns;
        cells[at + R.WANTED] = stamp;
        cells[at + R.DUE] = stamp;
        cells[at + R.SENT] = stamp;
        cells[at + R.LEFT] = stamp;
        mark(row);
        station.out++;
        letIn(row, true);
      }
    });
    return (row) => {
      if (!queue.push(row, 0)) {
        station.dropped++;
        ledger.refuse(row);
        return;
      }
      state.dated++;
      state.heldMax = Math.max(state.heldMax, ++state.held);
      // At the very time it waits for the next: who wants it now sends it now.
      const sinceMs = (((sim.timeMs - atMs) % DAY_MS) + DAY_MS) % DAY_MS;
      if (queue.length === 1) sim.send(sim.now + DAY_MS - sinceMs, port, 0);
    };
  };
  const stores = plan.rows.map(({ id, heldUntilMinute }) =>
    heldUntilMinute === undefined ? undefined : openStore(`future dated ${id}`, heldUntilMinute * MINUTE_MS),
  );

  const receive: Receive = (row, isFirst) => {
    station.in++;
    const store = isFirst ? stores[R.rowOf(cells[row * columns + R.INFO]!)] : undefined;
    if (store === undefined) {
      station.out++;
      letIn(row, isFirst);
    } else store(row);
  };

  const figures = (): RuleFigure[] => [
    { metric: futureDatedMetrics.dated.name, place: "dsp", value: state.dated },
    { metric: futureDatedMetrics.heldMax.name, place: "dsp", value: state.heldMax },
  ];
  return { receive, figures };
};
