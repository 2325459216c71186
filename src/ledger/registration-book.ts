import { SERVICES } from "../domain/registration.ts";
import { PARTIES, REGISTRATION_MESSAGES } from "../domain/registration-messages.ts";
import { LatencyHistogram } from "../metrics/latency-histogram.ts";
import { STATES } from "./registration-case.ts";

/** What became of the appointments of one service that were asked for in the run. */
export class AppointmentCounts {
  asked = 0;
  /** Requests that Registration didn't pass on: the gate of their date had closed, or they failed validation. */
  tooLate = 0;
  invalid = 0;
  /** Answers of services. */
  proposed = 0;
  accepted = 0;
  rejected = 0;
  /** Sent again by the supplier, which had no outcome in time. */
  resent = 0;
  /** Requests and answers that came when what they are about was settled, or asked for anew. */
  repeated = 0;
  /** Appointments made, and of these the ones for a later date than was asked for first. */
  made = 0;
  late = 0;
  /** Days between the two, all together and most of any. */
  daysLate = 0;
  daysLateMost = 0;
  effective = 0;
  /** From the first request until its supplier knows that it is made, and until it takes effect. */
  readonly knownMs = new LatencyHistogram();
  readonly effectMs = new LatencyHistogram();
}

/** What became of switches that were asked for in the run; from `effective` on, of those from before it as well. */
export class SwitchCounts {
  asked = 0;
  rejected = 0;
  /** Asked for while another of the meter was under way, or being taken back. */
  beingSwitched = 0;
  objected = 0;
  withdrawn = 0;
  secured = 0;
  effective = 0;
  /** The wrong meter's, and those of them that were taken back. */
  erroneous = 0;
  reversed = 0;
  /** Readings at the change, on data or estimated. */
  readOnData = 0;
  readEstimated = 0;
}

/** The books of Registration. */
export class RegistrationBook {
  readonly appointments = SERVICES.map(() => new AppointmentCounts());
  readonly switches = new SwitchCounts();
  exchanges = 0;
  energisations = 0;
  /** Messages sent, by number, and deliveries, by party. */
  readonly sent = new Float64Array(REGISTRATION_MESSAGES.length);
  readonly delivered = new Float64Array(PARTIES.length);
  /** Tries at delivery that a webhook didn't take. */
  failed = 0;
  /** Cases by state; those that are over, but for messages under way, are not cases any more. */
  readonly inState = new Float64Array(STATES.length);
  /** Cases that began, and that ended. */
  begun = 0;
  ended = 0;

  /** All that it counts by. */
  get parts(): readonly object[] {
    const counts = this.appointments.flatMap((one) => [one, one.knownMs, one.effectMs]);
    return [this, this.switches, ...counts];
  }

  /** What is broken, in words: each case that began is in a state or ended; what is accepted is made, once. */
  broken(): string | undefined {
    const faults: string[] = [];
    const open = this.inState.reduce((sum, count) => sum + count, 0);
    if (this.begun !== this.ended + open)
      faults.push(`registration: ${this.begun} cases, but ${this.ended} ended and ${open} are open`);
    const { asked, rejected, beingSwitched, objected, withdrawn, secured, erroneous, reversed, effective } =
      this.switches;
    if (
      rejected + beingSwitched + objected + withdrawn + secured > asked ||
      erroneous > effective ||
      reversed > erroneous
    )
      faults.push(
        `switches: ${asked} asked, ${rejected} rejected, ${beingSwitched} of meters being switched, ` +
          `${objected} objected to, ${withdrawn} withdrawn, ${secured} secured; ${effective} effective, ` +
          `${erroneous} of the wrong meter, ${reversed} taken back`,
      );
    for (const [service, counts] of this.appointments.entries())
      if (counts.made !== counts.accepted || counts.effective > counts.made || counts.made > counts.asked)
        faults.push(
          `appointments of ${SERVICES[service]!}: ${counts.asked} asked, ${counts.accepted} accepted, ` +
            `${counts.made} made, ${counts.effective} effective`,
        );
    return faults.length === 0 ? undefined : faults.join("; ");
  }
}
