import type { CertificateId } from '@kazasu/authority/api';
import { AuthorityUnreachable } from '@kazasu/authority/client';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { hmacSha256 } from '@kazasu/server/keys';
import type { StatementRunner } from '@kazasu/server/store';
import type { VerifierDeps, VerifierKeys } from '../deps.ts';
import { VerifierError } from '../error.ts';
import { uuidFrom } from '../uuid.ts';
import { findPersonId, type KnownCertificate, keepPersonId } from './person-store.ts';

type PersonDeps = Pick<VerifierDeps, 'store' | 'keys' | 'clock' | 'authority' | 'log'>;

/** What else is to be kept, or not, together with a certificate that was not known. */
export type WhenNew = (within: StatementRunner, personId: string) => Promise<unknown>;

/**
 * Who a certificate belongs to, for one tenant, however often it was renewed. A certificate that is known needs no question;
 * for a new one the authority names its predecessors, and the oldest decides, so that every certificate of a person, in
 * whichever order they are first seen, leads to the same id. Throws a VerifierError while the line cannot be learnt.
 */
export async function findPerson(
  deps: PersonDeps,
  tenantId: string,
  certificate: CertificateId,
  whenNew?: WhenNew,
): Promise<string> {
  const known = knownCertificate(deps.keys, tenantId, certificate);
  const personId = await findPersonId(deps.store, known);
  if (personId !== undefined) return personId;
  const made = personIdOf(deps.keys, tenantId, await oldestOf(deps, certificate));
  return deps.store.transaction(async (within) => {
    const kept = await keepPersonId(within, known, made, deps.clock.now());
    await whenNew?.(within, kept);
    return kept;
  });
}

async function oldestOf({ authority, log }: PersonDeps, certificate: CertificateId): Promise<CertificateId> {
  try {
    const lineage = await authority.lineage(certificate);
    const [oldest, last] = [lineage?.[0], lineage?.at(-1)];
    const fits = last?.serial === certificate.serial && last.issuerKeyId === certificate.issuerKeyId;
    if (oldest !== undefined && fits) return oldest;
    throw new AuthorityUnreachable('authority/malformed', 'no line that ends in the certificate asked for');
  } catch (error) {
    if (!(error instanceof AuthorityUnreachable)) throw error;
    log.warn('lineage.unavailable', { code: error.code, reason: error.refusal });
    throw new VerifierError('revocation-unavailable', { retryAfter: 30 }, error);
  }
}

function knownCertificate(
  keys: VerifierKeys,
  tenantId: string,
  certificate: CertificateId,
): KnownCertificate {
  return { tenantId, certificateHash: toHex(hashOf(keys, 'certificate', tenantId, certificate)) };
}

/** Made from the HMAC: of no use to compare with another tenant's. */
function personIdOf(keys: VerifierKeys, tenantId: string, oldest: CertificateId): string {
  return uuidFrom(hashOf(keys, 'person', tenantId, oldest));
}

function hashOf(
  keys: VerifierKeys,
  use: string,
  tenantId: string,
  { issuerKeyId, serial }: CertificateId,
): Uint8Array {
  const name = [toUtf8(`verifier/${use}`), toUtf8(tenantId)] as const;
  return hmacSha256(keys.person, ...name, fromHex(issuerKeyId), fromHex(serial));
}
