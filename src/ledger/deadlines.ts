/**
 * Hours after the data day's end by which reads are asked for: data services' cut-offs and the start of the working
 * day.
 */
export const DEADLINE_HOURS = [6, 8, 9, 12, 24] as const;

/** Needs that another row's read serves: MHHS needs by an existing read, existing needs by an agent's read. */
export const SERVED_MHHS = "M00";
export const SERVED_SUPPLIER = "P01";
