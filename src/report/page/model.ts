// What the page's own code is given: names, sizes, and where each column of numbers lies. Types only: both sides of
// the page import them.

/** Series of a component, in the order in which their minutes lie in the packed numbers. */
export type SeriesName =
  | "demandFirst"
  | "demandRetries"
  | "arrived"
  | "carried"
  | "queuedMax"
  | "queuedForMax"
  | "queuedForMin"
  | "returnArrived"
  | "returnCarried"
  | "returnQueuedMax"
  | "twin";

/** What an option's load of a component is drawn in: requests a second, or shares of a capacity that is private. */
export interface PageUnit {
  readonly isPrivate: boolean;
  /** In this unit. */
  readonly capacity: number;
  /** Of the return path; null where it is private. */
  readonly returnCapacity: number | null;
  /** What is contracted for by half hour of the UTC day; null where nothing is, or it is private. */
  readonly contracted: readonly number[] | null;
  /** One count in a recorded minute, and one of the twin's parts, in this unit. */
  readonly ofMinute: number;
  readonly ofTwinPart: number;
}

export interface PageComponent {
  readonly title: string;
  /** By option. */
  readonly units: readonly PageUnit[];
}

export interface PageUser {
  readonly name: string;
  readonly role: string;
  /** By option; null where an option doesn't have this User. */
  readonly views: readonly (PageUserView | null)[];
}

export interface PageUserView {
  /** The endpoint's rate, in the unit of its load: a second, or 100 % where it is private. */
  readonly rate: number;
  readonly isPrivate: boolean;
  readonly ofMinute: number;
  readonly peakShare: number;
  readonly peakAtMinute: number;
  /** Null where the rate is private. */
  readonly perDay: number | null;
  /** 1 is the fullest endpoint of the role. */
  readonly rank: number;
  readonly ofRole: number;
  /** What became of its needs, a row a process, as text. */
  readonly needs: readonly (readonly string[])[];
  /** Which run of minutes among those of Users. */
  readonly column: number;
}

export interface PageProcess {
  readonly title: string;
  /** True when shares in by an hour mean something: daily reads. */
  readonly isDaily: boolean;
  /** By option and place; null where nothing was wanted. Places are all, then the access components, then the DSP. */
  readonly cells: readonly (readonly (PageCell | null)[])[];
}

/** One process of one option at one place. */
export interface PageCell {
  /** Kept needs, not scaled up, whose meter could be reached: how far a spectrum can be read. */
  readonly reachable: number;
  /** At full scale. */
  readonly wanted: number;
  readonly darkShare: number;
  readonly answeredShare: number;
  /** Of those answered; null when none was. */
  readonly inTargetShare: number | null;
  /** Of all wanted, in by each of the deadline hours. */
  readonly inBy: readonly number[];
  /** Longest answer on the wanted, official and network clock. */
  readonly maxMs: readonly number[];
  /** Its first spectrum, of the wanted clock; the official and network clocks follow. */
  readonly spectrum: number;
}

export interface PageFrontier {
  readonly moves: "mhhs" | "all";
  readonly points: readonly { readonly byHour: number; readonly fill: number; readonly binding: string }[];
  readonly dots: readonly { readonly option: number; readonly byHour: number; readonly fill: number }[];
}

/** When something goes wrong in an option, in minutes from the first measured midnight. */
export interface PageFault {
  readonly option: number;
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

export interface PageModel {
  readonly options: readonly string[];
  readonly scale: number;
  /** Minutes drawn, from the first measured midnight. */
  readonly minutes: number;
  /** Minutes that a value of a series is of: of long runs half hours are kept. */
  readonly stepMinutes: number;
  readonly components: readonly PageComponent[];
  readonly series: readonly SeriesName[];
  /** Of these a value is the most of its minutes, or the least; of the others their sum. */
  readonly queues: readonly SeriesName[];
  readonly users: readonly PageUser[];
  /** Heads of the rows of their needs. */
  readonly needsHeads: readonly string[];
  /** The User whose view the page opens with. */
  readonly user: number;
  readonly places: readonly string[];
  readonly deadlineHours: readonly number[];
  readonly processes: readonly PageProcess[];
  /** Shares at which every spectrum is told, in rising order. */
  readonly shares: readonly number[];
  /** In a spectrum: a share that falls among needs never answered. */
  readonly never: number;
  readonly frontiers: readonly PageFrontier[];
  readonly faults: readonly PageFault[];
}
