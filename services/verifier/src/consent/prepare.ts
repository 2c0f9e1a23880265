import { encodeStatement } from '@kazasu/authority/api';
import { toBase64, toHex } from '@kazasu/bytes';
import { digestInfoOf } from '@kazasu/pki';
import { randomOctets } from '@kazasu/server/random';
import { createHash } from '../crypto.ts';
import type { VerifierDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { ownName } from './authority.ts';
import { insertPreparation } from './consent-store.ts';

/** As long as the authority takes a statement after it was written. */
const STATEMENT_LIFE_MS = DIVERGENCES.consentStatementMs.value;

/** What the person is to sign, all of it base64. */
export interface Prepared {
  readonly statement: string;
  /** SHA-256 of the statement's octets. */
  readonly digest: string;
  /** The same as a DigestInfo: what goes to the signature API, so that the signature is one by RSASSA-PKCS1-v1_5 with SHA-256. */
  readonly digestInfo: string;
  readonly expiresAt: number;
}

/** Writes a statement for one signature, and remembers for whom. */
export async function prepareConsent(
  deps: Pick<VerifierDeps, 'authority' | 'clock' | 'log' | 'store'>,
  tenantId: string,
  { service, purpose }: { readonly service: string; readonly purpose: string },
): Promise<Prepared> {
  const verifierId = await ownName(deps);
  const at = Math.floor(deps.clock.now());
  const nonce = toHex(randomOctets(16));
  const type = 'kazasu.latest-items-consent.1' as const;
  const statement = encodeStatement('consent', { type, at, nonce, verifierId, service, purpose });
  const digest = hashOf(statement);
  const expiresAt = at + STATEMENT_LIFE_MS;
  await insertPreparation(deps.store, { statementHash: toHex(digest), tenantId, expiresAt });
  return {
    statement: toBase64(statement),
    digest: toBase64(digest),
    digestInfo: toBase64(digestInfoOf(digest)),
    expiresAt,
  };
}

export function hashOf(octets: Uint8Array): Uint8Array {
  return createHash('sha256').update(octets).digest();
}
