import { contextTag, DER, DerReader } from '@kazasu/bytes';
import { type AlgorithmIdentifier, readAlgorithm, requirePlainParameters } from '../algorithm.ts';
import { type Certificate, parseCertificate } from '../certificate.ts';
import { PkiError } from '../error.ts';
import { decodedValue, type Extensions, extensionTable, readExtensions } from '../extension/extension.ts';
import { type Name, readName } from '../name.ts';
import { OID } from '../oid.ts';
import { NONCE } from './extension.ts';
import { readSingleAnswer, readTime, type SingleAnswer } from './single-answer.ts';

/** OCSPResponseStatus (RFC 6960 section 4.2.1). */
const STATUSES: { readonly [code: number]: string } = {
  1: 'malformedRequest',
  2: 'internalError',
  3: 'tryLater',
  5: 'sigRequired',
  6: 'unauthorized',
};

export type ResponderId = { readonly name: Name } | { readonly keyHash: Uint8Array };

/** A signed answer. Byte fields are views of the caller's bytes: do not change those. */
export interface OcspAnswer {
  readonly status: 'successful';
  /** The octets that the signature covers. */
  readonly tbs: Uint8Array;
  readonly responder: ResponderId;
  /** Milliseconds since 1970. */
  readonly producedAt: number;
  readonly answers: readonly SingleAnswer[];
  readonly nonce: Uint8Array | undefined;
  readonly extensions: Extensions;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  /** What the responder sent along; not trusted for that. */
  readonly certificates: readonly Certificate[];
}

/** An unsigned refusal. */
export interface OcspRefusal {
  readonly status: string;
}

export type OcspResponse = OcspAnswer | OcspRefusal;

/** Answers are about one certificate; a bundle of ten thousand is an attack. */
const RESPONSE_BYTES_MAX = 131_072;
const ANSWERS_MAX = 64;
const CERTIFICATES_MAX = 4;

/**
 * Reads one DER OCSPResponse (RFC 6960 section 4.2), the basic kind, and refuses anything else. Says nothing
 * about trust: that is `checkOcsp`. Throws PkiError or BytesError.
 */
export function parseOcspResponse(der: Uint8Array): OcspResponse {
  if (der.length > RESPONSE_BYTES_MAX) throw new PkiError('pki/budget', 'OCSP response too large');
  const outer = DerReader.document(der);
  const code = outer.smallInteger(DER.enumerated);
  if (code !== 0) {
    outer.finish();
    const status = Object.hasOwn(STATUSES, code) ? STATUSES[code] : undefined;
    if (status === undefined) throw new PkiError('pki/ocsp', 'unknown response status');
    return { status };
  }
  const block = outer.enter(contextTag(0));
  const body = block.enter();
  if (body.oid() !== OID.ocspBasic) throw new PkiError('pki/ocsp', 'not a basic OCSP response');
  const basic = body.octetString();
  body.finish();
  block.finish();
  outer.finish();
  return readBasic(basic);
}

export function isAnswer(response: OcspResponse): response is OcspAnswer {
  return response.status === 'successful';
}

function readBasic(der: Uint8Array): OcspAnswer {
  const reader = DerReader.document(der);
  const tbs = reader.encoded(reader.next(DER.sequence));
  const signatureAlgorithm = readAlgorithm(reader);
  const signature = reader.bitString();
  const block = reader.enterIf(contextTag(0));
  const certificates = block === undefined ? [] : readCertificates(block.enter());
  block?.finish();
  reader.finish();
  if (signature.unusedBits !== 0) throw new PkiError('pki/algorithm', 'signature not of whole octets');
  requirePlainParameters(signatureAlgorithm);
  return {
    status: 'successful',
    tbs,
    ...readData(DerReader.document(tbs)),
    signatureAlgorithm,
    signature: signature.bytes,
    certificates,
  };
}

function readCertificates(list: DerReader): Certificate[] {
  const certificates: Certificate[] = [];
  while (!list.atEnd) {
    certificates.push(parseCertificate(list.encoded(list.next(DER.sequence))));
    if (certificates.length > CERTIFICATES_MAX) throw new PkiError('pki/budget', 'too many certificates');
  }
  return certificates;
}

const RESPONSE_EXTENSIONS = extensionTable(NONCE);

function readData(reader: DerReader) {
  // Version 1 is the default and so left out; there is no other.
  if (reader.peek() === contextTag(0)) throw new PkiError('pki/version', 'not an OCSP v1 response');
  const responder = readResponder(reader);
  const producedAt = readTime(reader);
  const list = reader.enter();
  const answers: SingleAnswer[] = [];
  while (!list.atEnd) {
    answers.push(readSingleAnswer(list.enter()));
    if (answers.length > ANSWERS_MAX) throw new PkiError('pki/budget', 'too many answers');
  }
  const block = reader.enterIf(contextTag(1));
  const extensions: Extensions = block === undefined ? new Map() : readExtensions(block, RESPONSE_EXTENSIONS);
  block?.finish();
  reader.finish();
  return { responder, producedAt, answers, nonce: decodedValue(extensions, NONCE), extensions };
}

function readResponder(reader: DerReader): ResponderId {
  const byName = reader.enterIf(contextTag(1));
  const choice = byName ?? reader.enter(contextTag(2));
  const id = byName === undefined ? { keyHash: choice.octetString() } : { name: readName(choice) };
  choice.finish();
  return id;
}
