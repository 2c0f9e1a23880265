import { equal, fromBase64, toHex } from '@kazasu/bytes';
import { type Certificate, isParseError, parseCertificate } from '@kazasu/pki';
import { caName, encodeName, keyIdentifier } from '@kazasu/pki/issue';
import type { SigningKeys } from '@kazasu/server/keys';
import type { Store } from '@kazasu/server/store';
import * as v from 'valibot';
import { appendAudit } from '../audit/index.ts';
import { claimSerial } from '../certificate/index.ts';
import { AuthorityError } from '../error.ts';
import { isSignedBy, isSignedOnP384 } from '../key.ts';
import { Base64 } from '../wire.ts';
import { caKeyName, cardsOf, KEY_KIND, ROLES } from './ca.ts';
import type { CaRecord } from './ca-data.ts';
import { insertCa, listCas } from './ca-store.ts';

/** The roots that ceremonies made, as they are written into `roots.json`. */
export const CeremonyRoots = v.strictObject({
  organisation: v.string(),
  roots: v.pipe(
    v.array(
      v.strictObject({
        role: v.picklist(['authentication', 'signature']),
        generation: v.pipe(v.number(), v.integer(), v.minValue(1)),
        /** DER. */
        certificate: Base64,
      }),
    ),
    v.minLength(1),
  ),
});
export type CeremonyRoots = v.InferOutput<typeof CeremonyRoots>;

/** Since when cards of today can be issued by these roots: before there was one of each role, by none. */
export function rootsBegin({ roots }: CeremonyRoots): number {
  const parsedRoots = roots.map((root) => ({ ...root, ...parsed(root.certificate, caKeyName(root)) }));
  const begins = ROLES.map((role) => {
    const ofRole = parsedRoots.filter((root) => root.role === role && cardsOf(root.encoded) === 'current');
    return Math.min(...ofRole.map(({ notBefore }) => notBefore));
  });
  return Math.max(...begins);
}

interface ImportOptions {
  readonly store: Store;
  readonly signing: SigningKeys;
  readonly now: number;
  readonly organisation: string;
}

/** Stores what is not stored yet, with an entry in the audit for each. Throws `hierarchy_mismatch`. */
export async function importRoots(options: ImportOptions, ceremony: CeremonyRoots): Promise<void> {
  const { store, signing, now, organisation } = options;
  if (ceremony.organisation !== organisation)
    throw mismatch('the ceremony was held for another organisation');
  const records: CaRecord[] = [];
  for (const root of ceremony.roots) {
    const name = caKeyName(root);
    if (!(await signing.has(name))) throw mismatch(`the key ${name} of the ceremony is not here`);
    const certificate = parsed(root.certificate, name);
    const { publicKey } = await signing.loadOrCreate(name, KEY_KIND[cardsOf(certificate.encoded)]);
    records.push(recordOf(root, organisation, publicKey));
  }
  await store.transaction(async (within) => {
    for (const record of records) {
      if (!(await insertCa(within, record))) continue;
      await claimSerial(within, record.serial);
      const certificates = [{ issuerKeyId: record.keyId, serial: record.serial }];
      const entry = { at: Math.floor(now), event: 'ceremony', actor: 'authority', residentId: null };
      await appendAudit(within, { ...entry, certificates, reason: caKeyName(record), outcome: 'done' });
    }
  });
  const stored = await listCas(store);
  for (const { role, generation, keyId } of records) {
    const same = stored.some((ca) => ca.role === role && ca.generation === generation && ca.keyId === keyId);
    if (!same) throw mismatch(`another root is stored as ${caKeyName({ role, generation })}`);
  }
}

function recordOf(
  { role, generation, certificate: base64 }: CeremonyRoots['roots'][number],
  organisation: string,
  publicKey: Uint8Array,
): CaRecord {
  const name = caKeyName({ role, generation });
  const certificate = parsed(base64, name);
  const expected = encodeName(caName(role, organisation));
  const isRoot = equal(certificate.subject.encoded, expected) && equal(certificate.issuer.encoded, expected);
  if (!isRoot) throw mismatch(`the certificate of ${name} bears another name`);
  if (!equal(certificate.spki.encoded, publicKey))
    throw mismatch(`the key of ${name} is not that of its certificate`);
  const isSigned = cardsOf(fromBase64(base64)) === 'next' ? isSignedOnP384 : isSignedBy;
  if (!isSigned(publicKey, certificate.tbs, certificate.signature)) {
    throw mismatch(`the certificate of ${name} did not sign itself`);
  }
  const { notBefore, notAfter } = certificate;
  const keyId = toHex(keyIdentifier(publicKey));
  const der = fromBase64(base64);
  return {
    role,
    generation,
    organisation,
    keyId,
    serial: certificate.serial,
    certificate: der,
    notBefore,
    notAfter,
  };
}

function parsed(base64: string, name: string): Certificate {
  try {
    return parseCertificate(fromBase64(base64));
  } catch (error) {
    if (!isParseError(error)) throw error;
    throw mismatch(`the certificate of ${name} cannot be read`);
  }
}

function mismatch(message: string): AuthorityError {
  return new AuthorityError('hierarchy_mismatch', message);
}
