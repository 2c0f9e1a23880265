import { toHex } from '@kazasu/bytes';
import { hashToken, sameText } from '@kazasu/server/keys';
import { randomOctets, randomToken } from '@kazasu/server/random';
import type { VerifierDeps } from '../deps.ts';
import { dayInJapan } from './day.ts';
import type { ApiKey, Caller } from './key-data.ts';
import { findKeyWithTenant, keepDay } from './key-store.ts';
import type { Scope } from './scope.ts';

/** A key and the one time its text is known. */
export interface MadeKey {
  readonly key: ApiKey;
  /** `kzv_<id>_<secret>`; shown once. */
  readonly token: string;
}

export interface KeyRequest {
  readonly tenantId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: number | undefined;
}

/** 256 random bits behind a random id that stays visible: in lists, and by the prefix to scanners of leaked secrets. */
export function createKey(request: KeyRequest, now: number): MadeKey {
  const keyId = toHex(randomOctets(8));
  const secret = randomToken();
  const key = {
    ...request,
    keyId,
    secretHash: hashToken(secret),
    createdAt: now,
    endsAt: undefined,
    lastUsedDay: undefined,
    replacedBy: undefined,
  };
  return { key, token: `kzv_${keyId}_${secret}` };
}

const TOKEN = /^kzv_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;
/** Compared with where there is no key, so that the time does not tell whether an id exists. */
const NO_HASH = hashToken('');

/**
 * Whose key it is; undefined for one that does not open anything now. Asked of the store for every request: a key that was
 * revoked a moment ago is dead in every process.
 */
export async function findCaller(
  { store, clock }: Pick<VerifierDeps, 'store' | 'clock'>,
  token: string,
): Promise<Caller | undefined> {
  const [, keyId, secret] = TOKEN.exec(token) ?? [];
  if (keyId === undefined || secret === undefined) return undefined;
  const found = await findKeyWithTenant(store, keyId);
  const same = sameText(hashToken(secret), found?.key.secretHash ?? NO_HASH);
  if (found === undefined || !same) return undefined;
  const { key, tenant } = found;
  const now = clock.now();
  if (!isAlive(key, now) || (tenant.endedAt !== undefined && tenant.endedAt <= now)) return undefined;
  const day = dayInJapan(now);
  if (key.lastUsedDay !== day) await keepDay(store, keyId, day);
  return { tenant, keyId, scopes: key.scopes };
}

export function isAlive({ expiresAt, endsAt }: ApiKey, now: number): boolean {
  return (expiresAt === undefined || now < expiresAt) && (endsAt === undefined || now < endsAt);
}
