import * as R from "../ledger/request.ts";
import { type Context, openMark } from "./market-context.ts";

/** Makes the row of a request that is due and sent now, given when it was wanted. */
export const openNewRequests = ({ sim, rows }: Context) => {
  const { cells, columns } = rows;
  return (meter: number, info: number, wantedStamp: number): number => {
    const stamp = (sim.stampBase + sim.now) | 0;
    const row = rows.take();
    const at = row * columns;
    cells[at + R.METER] = meter;
    cells[at + R.INFO] = info;
    cells[at + R.WANTED] = wantedStamp;
    cells[at + R.DUE] = stamp;
    cells[at + R.SENT] = stamp;
    cells[at + R.LEFT] = R.accessOf(info) === R.NO_ACCESS ? 0 : stamp; // no device has a leg in what ends at the DSP
    return row;
  };
};

/** A request of a business event: the need begins as it is sent, and both are counted and marked under a name. */
export const openRequestsOfEvents = (context: Context, name: string) => {
  const { sim, ledger } = context;
  const make = openNewRequests(context);
  const mark = openMark(context, name);
  return (meter: number, info: number): number => {
    const counted = ledger.isMeasured(sim.timeMs) ? info | R.MEASURED : info;
    const row = make(meter, counted, (sim.stampBase + sim.now) | 0);
    mark(row);
    ledger.wantNow(counted);
    ledger.send(counted);
    return row;
  };
};
