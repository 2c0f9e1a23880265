import { createHash } from 'node:crypto';
import {
  DER,
  DerReader,
  derContext,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derValue,
} from '@kazasu/bytes';

const DATA = '1.2.840.113549.1.7.1';
const SHA256 = derSequence(derOid('2.16.840.1.101.3.4.2.1'), derNull());
const RSA = derSequence(derOid('1.2.840.113549.1.1.1'), derNull());
const sha256 = (bytes: Uint8Array) => Uint8Array.from(createHash('sha256').update(bytes).digest());

/**
 * A detached CAdES signature by a card, which signs files and knows nothing of CMS: `sign` gets the octets of the signed
 * attributes as a file would hold them.
 * `stamp` gets the signature, and gives a time-stamp token over it.
 */
export async function cardCms(
  content: Uint8Array,
  certificate: Uint8Array,
  sign: (attributes: Uint8Array) => Promise<Uint8Array>,
  stamp?: (signature: Uint8Array) => Uint8Array,
): Promise<Uint8Array> {
  const attributes = [
    attribute('1.2.840.113549.1.9.3', derOid(DATA)),
    attribute('1.2.840.113549.1.9.4', derOctetString(sha256(content))),
    // SigningCertificateV2, whose default hash is SHA-256.
    attribute(
      '1.2.840.113549.1.9.16.2.47',
      derSequence(derSequence(derSequence(derOctetString(sha256(certificate))))),
    ),
  ].sort((a, b) => Buffer.compare(a, b));
  const signature = await sign(derValue(DER.set, ...attributes));
  const signerInfo = derSequence(
    derUnsignedInteger(1),
    issuerAndSerial(certificate),
    SHA256,
    derContext(0, ...attributes),
    RSA,
    derOctetString(signature),
    ...(stamp ? [derContext(1, attribute('1.2.840.113549.1.9.16.2.14', stamp(signature)))] : []),
  );
  const signedData = derSequence(
    derUnsignedInteger(1),
    derValue(DER.set, SHA256),
    derSequence(derOid(DATA)),
    derContext(0, certificate),
    derValue(DER.set, signerInfo),
  );
  return derSequence(derOid('1.2.840.113549.1.7.2'), derContext(0, signedData));
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return derSequence(derOid(type), derValue(DER.set, value));
}

/** TBSCertificate: version, serial number, algorithm, issuer. */
function issuerAndSerial(certificate: Uint8Array): Uint8Array {
  const tbs = DerReader.document(certificate).enter();
  tbs.next();
  const serial = tbs.encoded(tbs.next());
  tbs.next();
  return derSequence(tbs.encoded(tbs.next()), serial);
}
