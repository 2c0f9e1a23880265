import { toHex } from '@kazasu/bytes';
import { caName, encodeName, type OcspCertificateId, publicKeyBits } from '@kazasu/pki/issue';
import type { CertificationAuthority } from '../ca/index.ts';
import { sha1, sha256 } from '../key.ts';

/** Finds the generation that a CertID names, by the hashes of its name and key (RFC 6960 section 4.1.1). */
export type Issuers = (id: OcspCertificateId) => CertificationAuthority | undefined;

/** The hashes of all generations, made once. */
export function issuersOf(all: readonly CertificationAuthority[]): Issuers {
  const byHashes = new Map<string, CertificationAuthority>();
  for (const ca of all) {
    const name = encodeName(caName(ca.role, ca.organisation));
    const key = publicKeyBits(ca.publicKey);
    byHashes.set(keyOf('sha1', sha1(name), sha1(key)), ca);
    byHashes.set(keyOf('sha256', sha256(name), sha256(key)), ca);
  }
  return ({ hashAlgorithm, issuerNameHash, issuerKeyHash }) =>
    byHashes.get(keyOf(hashAlgorithm, issuerNameHash, issuerKeyHash));
}

function keyOf(algorithm: string, name: Uint8Array, key: Uint8Array): string {
  return `${algorithm} ${toHex(name)} ${toHex(key)}`;
}
