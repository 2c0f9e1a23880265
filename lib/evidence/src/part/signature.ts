import { fromHex, toBase64, toHex, toUtf8 } from '@kazasu/bytes';
import { JsonReader } from '../json/index.ts';
import { SIGNATURES_MAX } from './request.ts';

/** What `format` of the part `signature` says. */
export const SIGNATURE_FORMAT = 'kazasu-evidence-signature/1';

/** Signature algorithms over octets: RFC 8017 8.2 and 8.1 (salt as long as the hash), and ECDSA as DER (RFC 3279 2.2.3). */
export type SignatureAlgorithm =
  | `rsa-${'sha256' | 'sha384' | 'sha512'}`
  | `rsa-pss-${'sha256' | 'sha384' | 'sha512'}`
  | `ecdsa-${'sha256' | 'sha384' | 'sha512'}`;

const HASHES = ['sha256', 'sha384', 'sha512'] as const;
const ALGORITHMS: readonly SignatureAlgorithm[] = [
  ...HASHES.map((hash) => `rsa-${hash}` as const),
  ...HASHES.map((hash) => `rsa-pss-${hash}` as const),
  ...HASHES.map((hash) => `ecdsa-${hash}` as const),
];

/** What a signature value was made over. */
export type SignedOctets =
  /** A SHA-256 digest as a card signs it: RSASSA-PKCS1-v1_5 with the DigestInfo around it, or (`bare-hash`) without. */
  | { readonly form: 'digest-info' | 'bare-hash'; readonly digest: Uint8Array }
  /** DER of CMS signed attributes as a SET (RFC 5652 5.4). */
  | {
      readonly form: 'signed-attributes';
      readonly octets: Uint8Array;
      readonly algorithm: SignatureAlgorithm;
    }
  /** Canonical octets of an XML SignedInfo. */
  | { readonly form: 'signed-info'; readonly octets: Uint8Array; readonly algorithm: SignatureAlgorithm };

/** One signature of the record. */
export interface RecordedSignature {
  /** DER. Holds the four items of the person. */
  readonly certificate: Uint8Array;
  readonly value: Uint8Array;
  readonly signed: SignedOctets;
  /** Of a signature in a document: what proves since when it exists; believed when the record was made. */
  readonly timestamps?: readonly SignatureTimestamp[];
}

/** A time-stamp of one signature. Beside it and not among the shared objects: whoever has the document has it too. */
export interface SignatureTimestamp {
  /** RFC 3161 TimeStampToken, DER. */
  readonly token: Uint8Array;
  /** What the token is over, where that is not `value` itself: the canonical SignatureValue of XML. */
  readonly over?: Uint8Array;
}

/** Time-stamps of one signature at most. */
const TIMESTAMPS_MAX = 16;

/** The personal part of a verification. */
export interface SignaturePart {
  readonly signatures: readonly RecordedSignature[];
}

/** Throws as `parseSignaturePart` does: what cannot be read must not be recorded. */
export function encodeSignaturePart({ signatures }: SignaturePart): Uint8Array {
  const out = signatures.map(({ certificate, value, signed, timestamps = [] }) => ({
    certificate: toBase64(certificate),
    value: toBase64(value),
    signed: signedOut(signed),
    ...(timestamps.length > 0 && { timestamps: timestamps.map(timestampOut) }),
  }));
  const content = toUtf8(JSON.stringify({ format: SIGNATURE_FORMAT, signatures: out }));
  parseSignaturePart(content);
  return content;
}

function timestampOut({ token, over }: SignatureTimestamp) {
  return { token: toBase64(token), ...(over && { over: toBase64(over) }) };
}

function signedOut(signed: SignedOctets) {
  return 'digest' in signed
    ? { form: signed.form, digest: toHex(signed.digest) }
    : { form: signed.form, octets: toBase64(signed.octets), algorithm: signed.algorithm };
}

/** Throws `evidence/part` for other members or values, `evidence/budget` for more than there may be. */
export function parseSignaturePart(content: Uint8Array): SignaturePart {
  const read = JsonReader.document(content, 'evidence/part').members(['format', 'signatures']);
  read.format.oneOf([SIGNATURE_FORMAT]);
  return { signatures: read.signatures.list(SIGNATURES_MAX, 1).map(signatureIn) };
}

function signatureIn(reader: JsonReader): RecordedSignature {
  const required = ['certificate', 'value', 'signed'] as const;
  const { certificate, value, signed, timestamps } = reader.members(required, ['timestamps']);
  return {
    ...{ certificate: certificate.octets(), value: value.octets(), signed: signedIn(signed) },
    ...(timestamps && { timestamps: timestamps.list(TIMESTAMPS_MAX).map(timestampIn) }),
  };
}

function timestampIn(reader: JsonReader): SignatureTimestamp {
  const { token, over } = reader.members(['token'], ['over']);
  return { token: token.octets(), ...(over && { over: over.octets() }) };
}

function signedIn(reader: JsonReader): SignedOctets {
  const { form, digest, octets, algorithm } = reader.members(['form'], ['digest', 'octets', 'algorithm']);
  const kind = form.oneOf(['digest-info', 'bare-hash', 'signed-attributes', 'signed-info']);
  if (kind === 'digest-info' || kind === 'bare-hash') {
    if (digest === undefined || octets || algorithm) return reader.refuse('form and digest');
    return { form: kind, digest: fromHex(digest.hash()) };
  }
  if (digest || octets === undefined || algorithm === undefined)
    return reader.refuse('form, octets and algorithm');
  return { form: kind, octets: octets.octets(), algorithm: algorithm.oneOf(ALGORITHMS) };
}
