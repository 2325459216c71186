/** When the reads of the night must be carried, in minutes after UTC midnight. */
export const WORKING_DAY_MINUTE = 8 * 60;
/** Queues of the night are looked for until here: those of the evening are the next night's. */
export const EVENING_MINUTE = 18 * 60;
