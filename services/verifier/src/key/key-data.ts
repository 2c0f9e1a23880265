import type { Tenant } from '../tenant/tenant-data.ts';
import type { Scope } from './scope.ts';

/** An API key as it is stored: never the secret, only its hash. */
export interface ApiKey {
  readonly keyId: string;
  readonly tenantId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** SHA-256 of the secret, base64url. */
  readonly secretHash: string;
  /** Milliseconds since 1970, all of them. */
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
  /** Set by a revocation, and by a rotation to the end of the overlap. */
  readonly endsAt: number | undefined;
  /** The day in Japan (`YYYYMMDD`) on which the key was last used. */
  readonly lastUsedDay: string | undefined;
  /** The key that took its place. */
  readonly replacedBy: string | undefined;
}

/** Who asks: the key that came with the request, and its tenant. */
export interface Caller {
  readonly tenant: Tenant;
  readonly keyId: string;
  readonly scopes: readonly Scope[];
}
