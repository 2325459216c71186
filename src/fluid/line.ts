/**
 * One class of requests that waits at a component, first come, first served. What arrives in a minute is one batch: it
 * mixes streams (whose request, for which access component) and leaves in equal proportions, however long it takes.
 */
export interface Line {
  readonly streams: number;
  /** [minute × streams + stream], requests. Minutes count from the start of the first day. */
  readonly arrivals: Float64Array;
  /** All streams together, per minute. */
  readonly batch: Float64Array;
  /** Requests that wait now. */
  waiting: number;
  /** The oldest batch that is not all gone, and the share of it that still waits. */
  head: number;
  headLeft: number;
}

export const openLine = (minutes: number, streams: number): Line => ({
  streams,
  arrivals: new Float64Array(minutes * streams),
  batch: new Float64Array(minutes),
  waiting: 0,
  head: 0,
  headLeft: 1,
});

/**
 * Serves up to `capacity` requests in a minute, oldest first, and returns the capacity that is left for lower classes.
 * `leave` is told which batch (by its minute of arrival) and what share of it leaves. An empty batch leaves too,
 * when its turn comes: a request sent in that minute would have waited as long.
 */
export const serveLine = (
  line: Line,
  minute: number,
  capacity: number,
  leave: (arrived: number, share: number) => void,
): number => {
  let left = capacity;
  while (line.head <= minute && left > 0) {
    const arrived = line.head;
    const share = line.headLeft;
    const batch = line.batch[arrived]!;
    const work = share * batch;
    if (work > left) {
      const served = left / batch;
      line.headLeft = share - served;
      line.waiting -= left;
      leave(arrived, served);
      return 0;
    }
    line.head++;
    line.headLeft = 1;
    line.waiting = line.head > minute ? 0 : line.waiting - work;
    left -= work;
    leave(arrived, share);
  }
  return left;
};
