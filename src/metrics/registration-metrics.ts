import { counted, type RuleDeclaration } from "./rule-declaration.ts";

const appointments = (name: string, title: string, better: RuleDeclaration["better"] = "lower") =>
  counted(`appointments_${name}`, title, "appointments", better);

const time = (name: string, title: string) =>
  ({ name, title, unit: "ms", better: "lower", isCounted: false, together: "max" }) as const;

/** Of appointments, by service; of the whole run, measured or not (S-31, S-32). */
export const appointmentMetrics = {
  asked: appointments("asked", "Appointments that suppliers asked Registration for", "neither"),
  tooLate: appointments("too_late", "Requests refused: the gate of their date had closed"),
  invalid: appointments("invalid", "Requests refused: they failed validation at Registration"),
  rejected: appointments("rejected", "Requests that the service rejected, told by way of Registration"),
  resent: appointments("resent", "Requests sent again, since no outcome had come in time"),
  repeated: appointments("repeated", "Requests and answers about what was settled, or asked for anew"),
  made: appointments("made", "Appointments made", "higher"),
  late: appointments("late", "Appointments made for a later midnight than was asked for first"),
  daysLate: counted(
    "appointment_days_late",
    "Days from the midnight that an appointment was first asked for to its own",
    "days",
  ),
  daysLateMost: {
    name: "appointment_days_late_most",
    title: "The same, most of any appointment",
    unit: "days",
    better: "lower",
    isCounted: false,
    together: "max",
  },
  daysWithout: counted(
    "days_without_service",
    "UTC days of a meter for which the service that was asked for was not appointed",
    "meter-days",
  ),
  open: appointments("open", "Appointments without an outcome when the run ended"),
  effective: appointments("effective", "Appointments that took effect in the run", "neither"),
  knownP50: time("appointment_known_p50_ms", "From the request until its supplier knows that it is made, p50"),
  knownP99: time("appointment_known_p99_ms", "From the request until its supplier knows that it is made, p99"),
  effectP50: time("appointment_effect_p50_ms", "From the request to the midnight of the appointment, p50"),
  effectP99: time("appointment_effect_p99_ms", "From the request to the midnight of the appointment, p99"),
} as const satisfies Readonly<Record<string, RuleDeclaration>>;

const switches = (name: string, title: string, better: RuleDeclaration["better"] = "neither") =>
  counted(name, title, "switches", better);

/** Of changes of supplier (S-33); places are what became of them, and of messages by whom they were for. */
export const registrationMetrics = {
  switchesAsked: switches("switches_asked", "Switches asked for"),
  switchesEnded: switches("switches_ended", "Switches that came to nothing", "lower"),
  switchesSecured: switches("switches_secured", "Switches that became certain"),
  switchesEffective: switches("switches_effective", "Switches that took effect, those asked for before the run too"),
  erroneous: switches("erroneous_transfers", "Erroneous transfers, and those taken back", "lower"),
  sharedDays: counted("shared_days", "UTC days of a meter that two suppliers share", "meter-days", "neither"),
  readings: counted("change_readings", "Readings at a change of supplier", "readings", "neither"),
  updates: counted(
    "meter_updates",
    "Meter exchanges and changes of energisation told to those concerned",
    "meters",
    "neither",
  ),
  messages: counted("registration_messages", "Messages of Registration over the DIP", "messages", "neither"),
  deliveries: counted("registration_deliveries", "Their deliveries", "messages", "neither"),
  failed: counted("registration_webhook_failed", "Tries at delivery of them that a webhook didn't take", "messages"),
} as const satisfies Readonly<Record<string, RuleDeclaration>>;
