import { concat, equal, fromUtf8, toBase64, toUtf8 } from '@kazasu/bytes';
import { parseCertificate } from '../../certificate.ts';
import { isParseError, PkiError } from '../../error.ts';
import { DS, EC } from '../../xades/names.ts';
import { sha256 } from '../digest.ts';
import {
  CHAIN,
  DIGEST,
  OCTETS,
  type OptionKind,
  type OptionKinds,
  optional,
  requireOptions,
} from '../option-kinds.ts';
import { requireSigner } from '../signer.ts';
import { requireToken } from '../token.ts';
import type { PreparedXml, XmlParts } from './order.ts';
import { canonicalSignedInfo } from './prepare.ts';
import { BEHIND_UNSIGNED, BEHIND_VALUE } from './template.ts';

const PLACE: OptionKind = {
  must: 'a whole number, not below 0',
  fits: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};

const PREPARED_KINDS: OptionKinds<PreparedXml> = {
  document: OCTETS,
  valueAt: PLACE,
  unsignedAt: PLACE,
  signedInfo: OCTETS,
  digest: DIGEST,
  certificateDigest: optional(DIGEST),
};

const PARTS_KINDS: OptionKinds<XmlParts> = {
  signature: OCTETS,
  certificate: OCTETS,
  chain: optional(CHAIN),
  timestamp: optional(OCTETS),
};

/** The canonical SignatureValue, which a time-stamp is over (ETSI EN 319 132-1 section 5.3). */
export function signatureValueOctets(signature: Uint8Array): Uint8Array {
  requireOptions({ signature }, { signature: OCTETS });
  return toUtf8(`<ds:SignatureValue xmlns:ds="${DS}">${toBase64(signature)}</ds:SignatureValue>`);
}

/**
 * The signed document. Throws PkiError: `pki/prepared`, `pki/signer`, `pki/signature`, `pki/signature-bare`, `pki/key`,
 * `pki/timestamp`, and what `parseCertificate` throws.
 */
export function assembleXml(prepared: PreparedXml, parts: XmlParts): Uint8Array {
  requireOptions(prepared, PREPARED_KINDS, 'prepared.');
  requireOptions(parts, PARTS_KINDS);
  const { document, valueAt, unsignedAt, signedInfo, digest, certificateDigest } = prepared;
  if (!equal(sha256(signedInfo), digest))
    throw new PkiError('pki/prepared', 'a digest of another SignedInfo');
  requirePlaces(prepared);
  const references =
    certificateDigest === undefined ? [] : [{ hash: 'sha256' as const, digest: certificateDigest }];
  const signer = requireSigner(signedInfo, parts, references);
  const { signature, chain = [], timestamp } = parts;
  if (timestamp !== undefined) requireToken(timestamp, signatureValueOctets(signature));
  const certificates = [signer, ...chain.map(parseCertificate)].map(({ encoded }) => encoded);
  const value = `<ds:SignatureValue>${toBase64(signature)}</ds:SignatureValue>${keyInfo(certificates)}`;
  const unsigned = timestamp === undefined ? '' : timestampProperty(timestamp);
  const signed = concat(
    document.subarray(0, valueAt),
    toUtf8(value),
    document.subarray(valueAt, unsignedAt),
    toUtf8(unsigned),
    document.subarray(unsignedAt),
  );
  requireSame(signed, signedInfo);
  return signed;
}

/** At each of the two places the template goes on as it was written. */
function requirePlaces({ document, valueAt, unsignedAt }: PreparedXml): void {
  const goesOn = (at: number, text: string) => equal(document.subarray(at, at + text.length), toUtf8(text));
  if (valueAt >= unsignedAt || !goesOn(valueAt, BEHIND_VALUE) || !goesOn(unsignedAt, BEHIND_UNSIGNED)) {
    throw new PkiError('pki/prepared', 'places that are not those of the signature');
  }
}

function keyInfo(certificates: readonly Uint8Array[]): string {
  const each = certificates
    .filter((one, at) => certificates.findIndex((other) => equal(one, other)) === at)
    .map((certificate) => `<ds:X509Certificate>${toBase64(certificate)}</ds:X509Certificate>`);
  return `<ds:KeyInfo><ds:X509Data>${each.join('')}</ds:X509Data></ds:KeyInfo>`;
}

function timestampProperty(token: Uint8Array): string {
  return (
    '<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:SignatureTimeStamp>' +
    `<ds:CanonicalizationMethod Algorithm="${EC}"/><xades:EncapsulatedTimeStamp>${toBase64(token)}` +
    '</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp></xades:UnsignedSignatureProperties></xades:UnsignedProperties>'
  );
}

const SIGNATURE_ID = /URI="#(s-[0-9a-f]{32})-properties"/;

/** The document is read once more: what stands in it is what was signed, and nothing slipped when it was put together. */
function requireSame(signed: Uint8Array, signedInfo: Uint8Array): void {
  try {
    const id = SIGNATURE_ID.exec(fromUtf8(signedInfo))?.[1] ?? '';
    if (equal(canonicalSignedInfo(signed, id), signedInfo)) return;
  } catch (error) {
    if (!isParseError(error)) throw error;
  }
  throw new PkiError('pki/prepared', 'a document that was not prepared for this signature');
}
