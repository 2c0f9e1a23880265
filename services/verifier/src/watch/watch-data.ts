/** What is known of a watched certificate. `revoked` is for good. */
export type WatchedStatus = 'good' | 'on-hold' | 'revoked';

/** A person of whose certificate a tenant wants to be told. */
export interface Watch {
  readonly watchId: string;
  readonly tenantId: string;
  readonly personId: string;
  readonly purpose: string;
  readonly createdAt: number;
  /** Which certificate was looked at last; empty before the first time. */
  readonly certificateHash: string;
  readonly status: WatchedStatus;
  /** The certificate of which it was told that it runs out soon. */
  readonly expiringTold: string;
  /** Grows with every change, so that of several who see it one writes it down. */
  readonly stateNumber: number;
}
