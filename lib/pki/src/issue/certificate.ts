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
import type { CardGeneration, Profile as JudgedProfile } from '../profile/index.ts';
import { bufferOf, encode, SIGNATURE_ALGORITHM, type Signer, signed, wholeSeconds } from './encode.ts';
import { extension } from './extension.ts';
import { lintCertificate } from './lint/index.ts';
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
  /** Default `current`; `next` is the planned card's P-384 and SHA-384, for keys and signatures alike. */
  readonly generation?: CardGeneration;
}

/** How a certificate is made, and how it will be judged. */
export interface Kind<Data> {
  readonly profile: Profile<Data>;
  readonly judged: JudgedProfile;
  /** DER of the issuer's certificate; absent where the certificate issues itself, or the issuer's is not at hand. */
  readonly issuer?: Uint8Array | undefined;
}

export interface CertificateNames {
  readonly issuer: NameParts;
  readonly subject: NameParts;
}

/** Fills a profile with its data and has it signed: one certificate, DER. Throws PkiError `pki/lint` before it is signed. */
export function issueFromProfile<Data>(
  frame: CertificateFrame,
  names: CertificateNames,
  { profile, judged, issuer }: Kind<Data>,
  data: Data,
  sign: Signer,
): Uint8Array<ArrayBuffer> {
  requirePositive(frame.serial);
  const { generation = 'current' } = frame;
  const body = new TBSCertificate({
    version: Version.v3,
    serialNumber: bufferOf(frame.serial),
    signature: AsnConvert.parse(bufferOf(SIGNATURE_ALGORITHM[generation]), AlgorithmIdentifier),
    issuer: createName(names.issuer),
    validity: new Validity({
      notBefore: new Date(wholeSeconds(frame.notBefore)),
      notAfter: new Date(wholeSeconds(frame.notAfter)),
    }),
    subject: createName(names.subject),
    subjectPublicKeyInfo: AsnConvert.parse(bufferOf(frame.publicKey), SubjectPublicKeyInfo),
    extensions: new Extensions(profile.map((row) => extension(row.id, row.critical, row.value(data)))),
  });
  const lint = (unsigned: Uint8Array) => lintCertificate(unsigned, judged, issuer);
  return signed({ body: encode(body), generation, lint }, sign);
}

/** RFC 5280 section 4.1.2.2; anything else is PkiError `pki/serial`. */
function requirePositive(serial: Uint8Array): void {
  const [first, second] = serial;
  const padded = first === 0 && (second === undefined || second < 0x80);
  if (first === undefined || first >= 0x80 || padded) {
    throw new PkiError('pki/serial', 'a serial number is a positive integer without padding');
  }
}
