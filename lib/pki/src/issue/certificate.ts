import { AsnConvert } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  Extensions,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { PkiError } from '../error.ts';
import { OID } from '../oid.ts';
import { bufferOf, encode, type Signer, signed, wholeSeconds } from './encode.ts';
import { extension } from './extension.ts';
import { createName, type NameParts } from './name.ts';
import type { Profile } from './profile.ts';

/** What every certificate has, whatever its profile. */
export interface CertificateFrame {
  /** Content octets of a positive INTEGER: first bit clear, no padding. */
  readonly serial: Uint8Array;
  /** Milliseconds since 1970; both are cut to whole seconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
}

export interface CertificateNames {
  readonly issuer: NameParts;
  readonly subject: NameParts;
}

/** Fills a profile with its data and has it signed: one certificate, DER. */
export function issueFromProfile<Data>(
  frame: CertificateFrame,
  names: CertificateNames,
  profile: Profile<Data>,
  data: Data,
  sign: Signer,
): Uint8Array<ArrayBuffer> {
  requirePositive(frame.serial);
  const body = new TBSCertificate({
    version: Version.v3,
    serialNumber: bufferOf(frame.serial),
    signature: new AlgorithmIdentifier({ algorithm: OID.sha256WithRsa, parameters: null }),
    issuer: createName(names.issuer),
    validity: new Validity({
      notBefore: new Date(wholeSeconds(frame.notBefore)),
      notAfter: new Date(wholeSeconds(frame.notAfter)),
    }),
    subject: createName(names.subject),
    subjectPublicKeyInfo: AsnConvert.parse(bufferOf(frame.publicKey), SubjectPublicKeyInfo),
    extensions: new Extensions(profile.map((row) => extension(row.id, row.critical, row.value(data)))),
  });
  return signed(encode(body), sign);
}

/** RFC 5280 section 4.1.2.2; anything else is PkiError `pki/serial`. */
function requirePositive(serial: Uint8Array): void {
  const [first, second] = serial;
  const padded = first === 0 && (second === undefined || second < 0x80);
  if (first === undefined || first >= 0x80 || padded) {
    throw new PkiError('pki/serial', 'a serial number is a positive integer without padding');
  }
}
