import { RECIPIENTS } from "../domain/settlement.ts";
import { LatencyHistogram } from "../metrics/latency-histogram.ts";

/** What became of the messages that data services sent (IF-021), measured or not; and of each delivery. */
export class MessageLedger {
  sent = 0;
  /** Of those sent: values estimated, since data failed validation. */
  estimates = 0;
  /** Of those sent: values estimated, since there is no data before the gate of the first run. */
  swept = 0;
  accepted = 0;
  /** Told so by IF-014: their day's last run has been. */
  rejected = 0;
  /** Messages that are made and wait to be sent until Registration has their data service as appointed. */
  held = 0;
  /** Messages that all their recipients have. */
  finished = 0;
  /** Messages that the run waits for, and MDS has not got yet. */
  awaited = 0;
  /** By recipient: what is on its way from the DIP, what it got, and tries that its webhook didn't take. */
  readonly inDelivery = new Float64Array(RECIPIENTS.length);
  readonly delivered = new Float64Array(RECIPIENTS.length);
  readonly failed = new Float64Array(RECIPIENTS.length);
  /** Deliveries to participants: each supplier, and the LDSO of each GSP Group. */
  readonly bySupplier: Float64Array;
  readonly byLdso: Float64Array;
  /** Messages of Registration: sent, delivered to every recipient, and on their way from the DIP to one or more. */
  readonly registration = { sent: 0, delivered: 0, inDelivery: 0 };
  /** From the end of a measured day to the acceptance of its actual data at MDS. */
  readonly acceptedMs = new LatencyHistogram();

  constructor(suppliers: number, gspGroups: number) {
    this.bySupplier = new Float64Array(suppliers);
    this.byLdso = new Float64Array(gspGroups);
  }
}
