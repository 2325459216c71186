/** Someone, or something, that takes part: what it does and where its limit sits. */
export interface MarketRole {
  /** As people say it. */
  readonly name: string;
  readonly inFull: string;
  /** What it is called besides. */
  readonly also?: readonly string[];
  /** In a sentence or two. */
  readonly does: string;
  /** What holds it back in the model; undefined for a role that the model leaves out. */
  readonly limit: string | undefined;
  /** Keys of a scenario that set it. */
  readonly setBy: readonly string[];
}

/** From who wants a read to who answers it, then those behind them who settle on it. */
export const MARKET_ROLES: readonly MarketRole[] = [
  {
    name: "supplier",
    inFull: "Electricity or gas supplier",
    does:
      "Reads meters for billing in today's windows, takes top-ups, installs and commissions in working hours; may " +
      "be its own MDR.",
    limit: "its receiving endpoint",
    setBy: ["estate.suppliers", "existing", "endpoints"],
  },
  {
    name: "MDR",
    inFull: "Meter Data Retriever",
    also: ["agent", "independent agent", "independent MDR"],
    does:
      "Reads half-hourly profiles for settlement: the supplier itself, or an independent agent in a DCC User role " +
      "of its own.",
    limit: "its receiving endpoint",
    setBy: ["estate.independentShare", "estate.independentMdrs", "mhhs", "endpoints"],
  },
  {
    name: "Other User",
    inFull: "Other User of the DCC",
    does: "Reads profiles with the consumer's consent, to advise or to sell a service.",
    limit: "its receiving endpoint",
    setBy: ["existing.otherUsersPerMeterDay", "endpoints.otherUsers"],
  },
  {
    name: "network",
    inFull: "Electricity distributor or gas transporter",
    does: "Reads what its network needs, and everything else that the DCC carries stands beside it.",
    limit: "its receiving endpoint",
    setBy: ["existing.messagesPerMeterDay", "endpoints"],
  },
  {
    name: "DCC",
    inFull: "Data Communications Company",
    does: "The one network over which Users reach smart meters: DSP, CSPs, S1SPs and DCO together.",
    limit: "those of its parts",
    setBy: ["capacity", "limits"],
  },
  {
    name: "DSP",
    inFull: "Data Service Provider",
    does:
      "The hub of the DCC: takes requests of all Users, sends those of its Schedules itself, retries failed " +
      "scheduled reads, and carries responses and alerts back.",
    limit: "requests a second; responses and alerts a second",
    setBy: ["capacity.dsp", "headroom.dsp", "limits.burst.dsp", "limits.responseFactor"],
  },
  {
    name: "CSP",
    inFull: "Communications Service Provider",
    does:
      "Carries requests to the SMETS2 hubs of a region (North by long-range radio, Central and South by " +
      "cellular), or to 4G hubs.",
    limit: "a contracted rate in each direction",
    setBy: ["capacity.csp", "headroom.csp", "roundTrip.csp", "estate.fourGShare", "estate.gspGroups"],
  },
  {
    name: "S1SP",
    inFull: "SMETS1 Service Provider",
    does:
      "Speaks to the SMETS1 meters of a cohort (IOC, MOC, FOC) in their makers' protocols, after waking them by " +
      "SMS.",
    limit: "a contracted rate in each direction",
    setBy: ["capacity.s1sp", "headroom.s1sp", "roundTrip.s1sp", "estate.s1spSplit"],
  },
  {
    name: "DCO",
    inFull: "Dual Control Organisation",
    also: ["dual control"],
    does: "The second, independent control on critical SMETS1 requests. It talks to S1SPs only.",
    limit: "one request at a time within a cohort, cohorts in parallel",
    setBy: ["dco.perCohort", "dco.dualControlShare"],
  },
  {
    name: "hub",
    inFull: "Communications hub",
    also: ["Comms Hub", "CH"],
    does: "The box in the home between the wide-area network and the meters, electricity and gas.",
    limit: "one conversation at a time; a request for a busy hub waits on it and holds no network capacity",
    setBy: ["failures", "roundTrip"],
  },
  {
    name: "ESME",
    inFull: "Electricity Smart Metering Equipment",
    also: ["meter", "electricity meter"],
    does: "The electricity meter: holds 13 months of half-hours, answers, fails once, or is dark for days.",
    limit: "that of its hub",
    setBy: ["estate.meters", "failures"],
  },
  {
    name: "registration service",
    inFull: "Supplier Meter Registration Service (SMRS)",
    also: ["Registration", "SMRS"],
    does:
      "Keeps who supplies each meter point and who is appointed to it. Suppliers ask it for appointments; it " +
      "validates them, asks the service, and tells the supplier what that said. The DSP has a copy, which lags: in " +
      "the model it holds MDRs' appointments, and suppliers where Registration is simulated; it is asked where " +
      "access control is on.",
    limit:
      "gates, after which a midnight is closed; to the DSP batches of changes, their delay, and how fast it works " +
      "them off",
    setBy: ["registration"],
  },
  {
    name: "CSS",
    inFull: "Central Switching Service",
    does:
      "Takes in switches of supplier, hears objections, and tells Registration what has become certain. Modelled " +
      "where registration is on.",
    limit: "working days from asking to taking effect",
    setBy: ["registration.switches"],
  },
  {
    name: "metering service",
    inFull: "Smart metering service (MSS)",
    does:
      "Installs, exchanges and energises meters, and tells Registration; is appointed as data services and MDRs are. " +
      "Modelled where registration is on, all of them together.",
    limit: "how long it takes to answer",
    setBy: ["registration.appointments", "registration.exchanges", "registration.energisations"],
  },
  {
    name: "data service",
    inFull: "Smart, advanced or unmetered data service (SDS, ADS, UMSDS)",
    does:
      "Validates what its MDR reads and sends it to settlement, one message for each metering system and UTC day; " +
      "what it lacks before the gate of II it estimates. In the model the smart one, where settlement is on.",
    limit: "messages a second, all services together",
    setBy: ["settlement.dataServices"],
  },
  {
    name: "DIP",
    inFull: "Data Integration Platform",
    does:
      "Carries the messages of settlement to MDS and to the supplier and the distributor (LDSO) of the meter, by " +
      "webhook; keeps each until it is taken, and holds no business data. Modelled where settlement is on.",
    limit: "inbound messages a second",
    setBy: ["settlement.dip"],
  },
  {
    name: "MDS",
    inFull: "Market-wide Data Service",
    does: "Takes a day's data until the gate of each Settlement Run, and rejects what comes after the last (IF-014).",
    limit: "messages a second",
    setBy: ["settlement.mds"],
  },
];
