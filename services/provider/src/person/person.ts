import type { CaRole, CertificateId } from '@kazasu/authority/api';
import { AuthorityUnreachable } from '@kazasu/authority/client';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { hmacSha256 } from '@kazasu/server/keys';
import type { ProviderDeps, ProviderKeys } from '../deps.ts';
import { findPersonId, isPerson, keepPersonId } from './person-store.ts';
import { versionedPersonId } from './subject.ts';

/**
 * The person a certificate belongs to, however often it was renewed. A certificate that is known needs no question;
 * for a new one the authority names its predecessors, and the oldest decides, so that every certificate of a
 * person, in whichever order they are first seen, leads to the same id. Certificates are kept as keyed hashes: the
 * law is strict about collecting their serial numbers. Rejects with an AuthorityUnreachable when the line cannot be learnt.
 */
export async function findPerson(
  deps: ProviderDeps,
  certificate: CertificateId,
  role: CaRole = 'authentication',
): Promise<string> {
  const known = hashOf(deps.keys, USES[role].certificate, certificate);
  const personId = await findPersonId(deps.store, known);
  if (personId !== undefined) return personId;
  const oldest = await oldestOf(deps, certificate);
  return keepPersonId(deps.store, known, await personOf(deps, oldest, role), deps.clock.now());
}

/**
 * The id of whoever this is the oldest certificate of. As long as subjects are made with one key it follows from the certificate. From
 * when a second one is known, which is before it is used, a row decides: of nodes that differ about the current version one is first,
 * and whoever was here before there was such a row keeps the id that follows.
 */
async function personOf({ store, clock, keys }: ProviderDeps, oldest: CertificateId, role: CaRole) {
  const hash = hashOf(keys, USES[role].person, oldest);
  const { subject } = keys;
  if (!('current' in subject) || subject.only) return hash;
  const id = (await isPerson(store, hash)) ? hash : versionedPersonId(hash, subject.current);
  return keepPersonId(store, hashOf(keys, USES[role].line, oldest), id, clock.now());
}

async function oldestOf(deps: ProviderDeps, certificate: CertificateId): Promise<CertificateId> {
  const lineage = await deps.authority.lineage(certificate);
  const [oldest, last] = [lineage?.[0], lineage?.at(-1)];
  if (oldest === undefined || last === undefined) {
    throw new AuthorityUnreachable(
      'authority/refused',
      'the authority does not know a certificate that it signed',
    );
  }
  if (last.serial !== certificate.serial || last.issuerKeyId !== certificate.issuerKeyId) {
    throw new AuthorityUnreachable(
      'authority/malformed',
      'the line does not end in the certificate asked for',
    );
  }
  return oldest;
}

/**
 * Who logs in and who signs are two for us: what a signature proves is less, since a private client's is not asked about revocation
 * here (ADR 0024). So the two never share an id, whatever certificates the authority may say belong together.
 */
const USES = {
  authentication: { certificate: 'certificate', person: 'person', line: 'line' },
  signature: { certificate: 'signature-certificate', person: 'signature-person', line: 'signature-line' },
} as const satisfies { readonly [role in CaRole]: object };

function hashOf(keys: ProviderKeys, use: string, { issuerKeyId, serial }: CertificateId): string {
  return toHex(hmacSha256(keys.person, toUtf8(`provider/${use}`), fromHex(issuerKeyId), fromHex(serial)));
}
