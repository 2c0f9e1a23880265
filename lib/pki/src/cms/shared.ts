import { equal } from '@kazasu/bytes';
import { type Certificate, parseCertificate } from '../certificate.ts';
import { type Crl, parseCrl } from '../crl/index.ts';
import { ifReadable } from '../error.ts';
import type { SignedData } from './signed-data.ts';

/** What all signers of a SignedData have in common, read once. */
export interface Shared {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
}

const SHARED = new WeakMap<SignedData, Shared>();

/** The certificates and CRLs of a SignedData that can be read; the others help nobody. */
export function sharedOf(signedData: SignedData, pool: readonly Certificate[]): Shared {
  const known = SHARED.get(signedData);
  if (known !== undefined) return known;
  const certificates = readCertificates(signedData.certificates, pool);
  const shared = { certificates, crls: readCrls(signedData.crls) };
  SHARED.set(signedData, shared);
  return shared;
}

/** One that the caller has read before is taken instead of reading it again: its key may be imported already. */
export function readCertificates(ders: readonly Uint8Array[], pool: readonly Certificate[]): Certificate[] {
  return ders.flatMap((der) => {
    const known = pool.find(({ encoded }) => encoded.length === der.length && equal(encoded, der));
    return known ?? ifReadable(() => parseCertificate(der)) ?? [];
  });
}

export function readCrls(ders: readonly Uint8Array[]): Crl[] {
  return ders.flatMap((der) => ifReadable(() => parseCrl(der)) ?? []);
}
