/** A tenant as it is stored: a relying party under contract with the operator. */
export interface Tenant {
  readonly tenantId: string;
  readonly name: string;
  /** Purposes for which its contract allows verifications. */
  readonly purposes: readonly string[];
  /** Client ids at the provider whose signed results it may present. */
  readonly clientIds: readonly string[];
  /** How long its records are kept if nothing else is said, milliseconds. */
  readonly retentionMs: number;
  readonly createdAt: number;
  /** After this its keys open nothing; its records stay as long as retention says. */
  readonly endedAt: number | undefined;
}
