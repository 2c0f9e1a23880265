/**
 * What is kept of a person's certificate so that its status can be asked for again: a certificate without the person. The items,
 * the key and the signature are gone; issuer, serial number, life and the place of its list are left.
 */
import {
  contextTag,
  DER,
  DerReader,
  derBitString,
  derContext,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derValue,
  fromHex,
} from '@kazasu/bytes';
import type { Certificate } from '@kazasu/pki';

/** authorityKeyIdentifier, cRLDistributionPoints (RFC 5280 section 4.2.1): who issued it, and where its list is. */
const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35';
const KEPT = [AUTHORITY_KEY_IDENTIFIER, '2.5.29.31'];

/** DER that `parseCertificate` reads. Its key and subject are the issuer's; nothing vouches for it, and nothing must. */
export function bareCertificate(certificate: Certificate, issuer: Certificate): Uint8Array {
  const { serialBytes, extensions } = certificate;
  const kept = KEPT.flatMap((oid) => {
    const extension = extensions.get(oid);
    return extension === undefined ? [] : [extensionOf(oid, extension.critical, extension.bytes)];
  });
  return written(serialBytes, validityOf(certificate), issuer, kept);
}

/**
 * The same for a certificate of which nothing is known but its number, as with the latest items. Its life is said to be the
 * issuer's, and its list is the one of all certificates.
 */
export function numberedCertificate(serial: string, issuer: Certificate): Uint8Array {
  const keyId = derSequence(derValue(contextTag(0, false), fromHex(issuer.keyId ?? '')));
  return written(fromHex(serial), validityOf(issuer), issuer, [
    extensionOf(AUTHORITY_KEY_IDENTIFIER, false, keyId),
  ]);
}

function written(
  serial: Uint8Array,
  validity: Uint8Array,
  issuer: Certificate,
  kept: readonly Uint8Array[],
): Uint8Array {
  const { subject, spki, signatureAlgorithm } = issuer;
  const tbs = derSequence(
    derContext(0, derUnsignedInteger(2)),
    derUnsignedInteger(serial),
    signatureAlgorithm.encoded,
    subject.encoded,
    validity,
    subject.encoded,
    spki.encoded,
    ...(kept.length === 0 ? [] : [derContext(3, derSequence(...kept))]),
  );
  return derSequence(tbs, signatureAlgorithm.encoded, derBitString(new Uint8Array(1)));
}

function extensionOf(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  const flag = critical ? [derValue(DER.boolean, Uint8Array.of(0xff))] : [];
  return derSequence(derOid(oid), ...flag, derOctetString(value));
}

/** version, serialNumber, signature and issuer stand before it (RFC 5280 section 4.1). */
function validityOf({ tbs }: Certificate): Uint8Array {
  const reader = DerReader.document(tbs);
  for (let before = 0; before < 4; before++) reader.next();
  return reader.encoded(reader.next(DER.sequence));
}
