import { DerReader, equal, toHex } from '@kazasu/bytes';
import type { HashName } from '../algorithm.ts';
import { type Certificate, fingerprintOf } from '../certificate.ts';
import { hash } from '../crypto.ts';
import { PkiError } from '../error.ts';
import { readGeneralNames } from '../general-name.ts';
import { type Name, sameName } from '../name.ts';
import { readSerial } from '../serial.ts';
import type { CertificateReference } from './facts.ts';

export interface IssuerSerial {
  readonly issuer: Name;
  /** Magnitude without sign octet. */
  readonly serialBytes: Uint8Array;
}

/** `IssuerSerial` (RFC 5035 section 5.4.1.1): exactly one directory name. Throws PkiError or BytesError. */
function parseIssuerSerial(der: Uint8Array): IssuerSerial {
  const reader = DerReader.document(der);
  const names = readGeneralNames(reader.enter());
  const serialBytes = readSerial(reader);
  reader.finish();
  const [name] = names;
  if (name?.kind !== 'directoryName' || names.length !== 1) {
    throw new PkiError('pki/name', 'issuer of a reference is not one directory name');
  }
  return { issuer: name.name, serialBytes };
}

function digestOf(certificate: Certificate, name: HashName | 'sha1'): string {
  return name === 'sha256' ? fingerprintOf(certificate) : hash(name, certificate.encoded, 'hex');
}

export type ReferenceFault = 'hash' | 'issuer-serial';

/** Undefined if the reference is to this very certificate. Throws for a malformed issuerSerial. */
export function referenceFault(
  reference: CertificateReference,
  certificate: Certificate,
): ReferenceFault | undefined {
  if (reference.hash === undefined) return 'hash';
  if (digestOf(certificate, reference.hash) !== toHex(reference.digest)) return 'hash';
  if (reference.matches?.(certificate) === false) return 'issuer-serial';
  if (reference.issuerSerial === undefined) return undefined;
  const { issuer, serialBytes } = parseIssuerSerial(reference.issuerSerial);
  const same = equal(serialBytes, certificate.serialBytes) && sameName(issuer, certificate.issuer);
  return same ? undefined : 'issuer-serial';
}
