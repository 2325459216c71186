/** SMS that wake SMETS1 hubs (S-06). */
export interface Sms {
  /** For each request that is sent on to a hub: IOC, MOC, FOC. */
  readonly perRequest: readonly [number, number, number];
  readonly allowancePerHubDay: number;
}

export interface Smets1Cache {
  /** A profile is kept until so long after the end of its data day. */
  readonly lifetimeMs: number;
  /** What an answer from the cache asks of the S1SP's rate, in requests. */
  readonly hitWork: number;
}
