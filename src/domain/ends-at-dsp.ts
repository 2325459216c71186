import type { NeedKind } from "./plan.ts";

const AT_DSP: readonly NeedKind[] = ["dsp-stream", "schedule-delete", "schedule-create", "schedule-read"];

/** True for requests that the DSP answers by itself: no device is asked. */
export const endsAtDsp = ({ need }: { readonly need: NeedKind }): boolean => AT_DSP.includes(need);
