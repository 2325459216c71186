/**
 * The parts of the DCC that have a limit of their own. The DSP is shared by all; each meter sits behind exactly one
 * access component: a CSP for SMETS2 hubs, an S1SP for SMETS1 cohorts (Cross Code Advisory Group, March 2022).
 */
export const ACCESS = ["csp.north", "csp.central", "csp.south", "csp.4g", "s1sp.ioc", "s1sp.moc", "s1sp.foc"] as const;
export type AccessName = (typeof ACCESS)[number];
export type ComponentName = "dsp" | AccessName;

/** Every component, the DSP first: the order of all per-component columns. */
export const COMPONENTS: readonly ComponentName[] = ["dsp", ...ACCESS];

/** Access components by number. The order is that of `ACCESS`. */
export const FIRST_S1SP = 4;
/** Those of SMETS2 hubs, in the order of `ACCESS`. */
export const CSPS = ACCESS.slice(0, FIRST_S1SP);

/** True for the number of an access component that serves SMETS1 meters. */
export const isSmets1 = (access: number): boolean => access >= FIRST_S1SP;

/** What people call each component. */
export const COMPONENT_TITLES: Readonly<Record<ComponentName, string>> = {
  dsp: "DSP",
  "csp.north": "CSP North",
  "csp.central": "CSP Central",
  "csp.south": "CSP South",
  "csp.4g": "CSP 4G",
  "s1sp.ioc": "S1SP IOC",
  "s1sp.moc": "S1SP MOC",
  "s1sp.foc": "S1SP FOC",
};
