/**
 * Writes OCSP answers (RFC 6960 section 4.2), signed by the delegated responder of one CA generation. Written without the schema library, whose objects cost as much as the signature.
 */
import { DER, derBitString, derContext, derOctetString, derOid, derSequence, derValue } from '@kazasu/bytes';
import { OID } from '../oid.ts';
import type { CardGeneration } from '../profile/index.ts';
import { REASON_CODE, type ReasonName } from './crl.ts';
import { encodeGeneralizedTime, SIGNATURE_ALGORITHM, type Signer } from './encode.ts';
import { lintOcspResponse } from './lint/index.ts';

export type OcspStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly at: number; readonly reason: ReasonName }
  | { readonly kind: 'unknown' };

export interface OcspAnswer {
  /** CertID, DER, as in the request. */
  readonly certificateId: Uint8Array;
  readonly status: OcspStatus;
}

export interface OcspResponseRequest {
  /** SHA-1 of the responder's key: ResponderID byKey. */
  readonly responderKeyId: Uint8Array;
  /** DER; sent along so that a verifier needs nothing but the CA certificate. */
  readonly responderCertificate: Uint8Array;
  /** Milliseconds since 1970; producedAt and thisUpdate. */
  readonly producedAt: number;
  readonly nextUpdate: number;
  readonly nonce: Uint8Array | undefined;
  readonly answers: readonly OcspAnswer[];
  /** Of the responder's key; default `current`. */
  readonly generation?: CardGeneration;
}

/** An answer that lacks its signature alone, so that whoever signs may take their time. */
export interface UnsignedOcspResponse {
  /** By the algorithm of the request's generation. */
  readonly toBeSigned: Uint8Array<ArrayBuffer>;
  /** A `successful` response, DER. */
  finish(signature: Uint8Array): Uint8Array<ArrayBuffer>;
}

/** Throws PkiError `pki/lint` for what may not be signed. */
export function prepareOcspResponse(request: OcspResponseRequest): UnsignedOcspResponse {
  const toBeSigned = responseData(request);
  const finish = (signature: Uint8Array) => framed(toBeSigned, signature, request);
  lintOcspResponse(framed(toBeSigned, new Uint8Array(0), request, false), request.responderCertificate);
  return { toBeSigned, finish };
}

/** A `successful` response, DER. Throws PkiError `pki/lint` before it is signed. */
export function issueOcspResponse(request: OcspResponseRequest, sign: Signer): Uint8Array<ArrayBuffer> {
  const { toBeSigned, finish } = prepareOcspResponse(request);
  return finish(sign(toBeSigned));
}

const BASIC = derOid(OID.ocspBasic);
const NONCE = derOid(OID.ocspNonce);

/** OCSPResponseStatus; those above 0 carry nothing else and are not signed. */
const STATUS = {
  successful: 0,
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  unauthorized: 6,
} as const;

function framed(
  data: Uint8Array,
  signature: Uint8Array,
  { generation = 'current', responderCertificate }: OcspResponseRequest,
  withCertificate = true,
): Uint8Array<ArrayBuffer> {
  const basic = derSequence(
    data,
    SIGNATURE_ALGORITHM[generation],
    derBitString(signature),
    ...(withCertificate ? [derContext(0, derSequence(responderCertificate))] : []),
  );
  const responseBytes = derSequence(BASIC, derOctetString(basic));
  return derSequence(enumerated(STATUS.successful), derContext(0, responseBytes));
}

export function ocspError(status: Exclude<keyof typeof STATUS, 'successful'>): Uint8Array<ArrayBuffer> {
  return derSequence(enumerated(STATUS[status]));
}

/** The version is the default one, and so absent. */
function responseData(request: OcspResponseRequest): Uint8Array<ArrayBuffer> {
  const { nonce } = request;
  const extension = nonce && derSequence(NONCE, derOctetString(derOctetString(nonce)));
  return derSequence(
    derContext(2, derOctetString(request.responderKeyId)),
    encodeGeneralizedTime(request.producedAt),
    derSequence(...request.answers.map((answer) => singleResponse(answer, request))),
    ...(extension ? [derContext(1, derSequence(extension))] : []),
  );
}

function singleResponse(answer: OcspAnswer, request: OcspResponseRequest): Uint8Array {
  return derSequence(
    answer.certificateId,
    certStatus(answer.status),
    encodeGeneralizedTime(request.producedAt),
    derContext(0, encodeGeneralizedTime(request.nextUpdate)),
  );
}

/** Tags `[0]` and `[2]` stand for NULL. */
const GOOD = derValue(0x80);
const UNKNOWN = derValue(0x82);

function certStatus(status: OcspStatus): Uint8Array {
  if (status.kind === 'good') return GOOD;
  if (status.kind === 'unknown') return UNKNOWN;
  const { at, reason } = status;
  const given = reason === 'unspecified' ? [] : [derContext(0, enumerated(REASON_CODE[reason]))];
  return derContext(1, encodeGeneralizedTime(at), ...given);
}

function enumerated(value: number): Uint8Array<ArrayBuffer> {
  return derValue(DER.enumerated, Uint8Array.of(value));
}
