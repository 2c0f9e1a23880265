/** Writes OCSP answers (RFC 6960 section 4.2), signed by the delegated responder of one CA generation. */
import { derBitString, derContext, derOctetString, derSequence } from '@kazasu/bytes';
import {
  CertID,
  CertStatus,
  KeyHash,
  OCSPResponse,
  OCSPResponseStatus,
  ResponderID,
  ResponseBytes,
  ResponseData,
  RevokedInfo,
  SingleResponse,
  Version,
} from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { CRLReason, type CRLReasons } from '@peculiar/asn1-x509';
import { OID } from '../oid.ts';
import type { Generation } from '../profile/index.ts';
import { REASON_CODE, type ReasonName } from './crl.ts';
import { bufferOf, encode, SIGNATURE_ALGORITHM, type Signer, wholeSeconds } from './encode.ts';
import { extension } from './extension.ts';
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
  readonly generation?: Generation;
}

/** A `successful` response, DER. Throws PkiError `pki/lint` before it is signed. */
export function issueOcspResponse(request: OcspResponseRequest, sign: Signer): Uint8Array<ArrayBuffer> {
  const data = encode(responseData(request));
  lintOcspResponse(framed(data, new Uint8Array(0), request));
  return framed(data, sign(data), request);
}

function framed(
  data: Uint8Array,
  signature: Uint8Array,
  { generation = 'current', responderCertificate }: OcspResponseRequest,
): Uint8Array<ArrayBuffer> {
  const basic = derSequence(
    data,
    SIGNATURE_ALGORITHM[generation],
    derBitString(signature),
    derContext(0, derSequence(responderCertificate)),
  );
  return encode(
    new OCSPResponse({
      responseStatus: OCSPResponseStatus.successful,
      responseBytes: new ResponseBytes({
        responseType: OID.ocspBasic,
        response: new OctetString(bufferOf(basic)),
      }),
    }),
  );
}

/** Error statuses of RFC 6960 section 4.2.1; they carry nothing else and are not signed. */
const ERROR_STATUS = {
  malformedRequest: OCSPResponseStatus.malformedRequest,
  internalError: OCSPResponseStatus.internalError,
  tryLater: OCSPResponseStatus.tryLater,
  unauthorized: OCSPResponseStatus.unauthorized,
} as const;

export function ocspError(status: keyof typeof ERROR_STATUS): Uint8Array<ArrayBuffer> {
  return encode(new OCSPResponse({ responseStatus: ERROR_STATUS[status] }));
}

function responseData(request: OcspResponseRequest): ResponseData {
  const { nonce } = request;
  const data = new ResponseData({
    version: Version.v1,
    responderID: new ResponderID({ byKey: new KeyHash(bufferOf(request.responderKeyId)) }),
    producedAt: new Date(wholeSeconds(request.producedAt)),
    responses: request.answers.map((answer) => singleResponse(answer, request)),
  });
  if (nonce) data.responseExtensions = [extension(OID.ocspNonce, false, derOctetString(nonce))];
  return data;
}

function singleResponse(answer: OcspAnswer, request: OcspResponseRequest): SingleResponse {
  return new SingleResponse({
    certID: AsnConvert.parse(bufferOf(answer.certificateId), CertID),
    certStatus: certStatus(answer.status),
    thisUpdate: new Date(wholeSeconds(request.producedAt)),
    nextUpdate: new Date(wholeSeconds(request.nextUpdate)),
  });
}

function certStatus(status: OcspStatus): CertStatus {
  if (status.kind === 'good') return new CertStatus({ good: null });
  if (status.kind === 'unknown') return new CertStatus({ unknown: null });
  const revoked = new RevokedInfo({ revocationTime: new Date(wholeSeconds(status.at)) });
  if (status.reason !== 'unspecified') {
    revoked.revocationReason = new CRLReason(REASON_CODE[status.reason] as CRLReasons);
  }
  return new CertStatus({ revoked });
}
