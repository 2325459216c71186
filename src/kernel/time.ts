// Lengths of time by their units, and how many of one there are in a day. They are written here and nowhere else:
// every folder may import this file.

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HALF_HOUR_MS = 30 * MINUTE_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;

export const MINUTE_SECONDS = 60;
export const HALF_HOUR_SECONDS = 1800;

export const HALF_HOUR_MINUTES = 30;
export const HOUR_MINUTES = 60;

export const DAYS_A_WEEK = 7;
export const HOURS_A_DAY = 24;
export const SECONDS_A_DAY = 86_400;
export const MINUTES_A_DAY = 1440;
export const HALF_HOURS_A_DAY = 48;
