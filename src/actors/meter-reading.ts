import type { Reachability } from "../domain/reachability.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import type { OtherContext } from "./settlement-context.ts";

/**
 * The meter reading service of the smart segment: of smart meters in traditional mode, which never answer, somebody
 * reads the import register. It passes on each reading as it is and holds none of before (PRI-006); which days it
 * settles is for the data service to know.
 */
export const openMeterReading = (
  { sim, plan, words, settlement, others }: OtherContext,
  reachability: Reachability,
  pass: (meter: number, day: number) => void,
): void => {
  const { startDay } = plan.horizon;
  const { fromMinute, toMinute } = settlement.others!;
  const meters: number[] = [];
  for (let meter = 0; meter < words.length; meter++) if (reachability.neverAnswers(meter)) meters.push(meter);
  // Once a minute: as many of them as are due by then.
  const minutes = toMinute - fromMinute;
  const port = sim.open("meter reading", (day) => {
    const minute = Math.round((sim.timeMs - day * DAY_MS) / MINUTE_MS) - fromMinute;
    const until = Math.floor((meters.length * (minute + 1)) / minutes);
    for (let i = Math.floor((meters.length * minute) / minutes); i < until; i++)
      if (others.isMeterReadOn(meters[i]!, startDay + day)) pass(meters[i]!, day);
    const isLast = minute + 1 === minutes;
    const toNextMs = isLast ? DAY_MS - (minutes - 1) * MINUTE_MS : MINUTE_MS;
    sim.send((sim.now + toNextMs) | 0, port, isLast ? day + 1 : day);
  });
  const firstDay = Math.ceil((sim.timeMs - fromMinute * MINUTE_MS) / DAY_MS);
  sim.send((sim.now + (firstDay * DAY_MS + fromMinute * MINUTE_MS - sim.timeMs)) | 0, port, firstDay);
};
