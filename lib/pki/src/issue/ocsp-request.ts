/** Reads OCSP requests (RFC 6960 section 4.1) as a responder must: bounded, strict, without trusting a word. */
import { BytesError, contextTag, DER, DerReader } from '@kazasu/bytes';
import { OID } from '../oid.ts';

export interface OcspCertificateId {
  readonly hashAlgorithm: 'sha1' | 'sha256' | 'other';
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** Content octets of the serial number, as asked. */
  readonly serial: Uint8Array;
  /** The CertID as it stood in the request; the answer repeats it byte by byte. */
  readonly encoded: Uint8Array;
}

export interface OcspRequest {
  readonly certificates: readonly OcspCertificateId[];
  /** Content of the nonce extension, itself an OCTET STRING; repeated in the answer. */
  readonly nonce: Uint8Array | undefined;
}

/** One question a certificate, and few at a time: nobody needs more, and every answer costs a look into the store. */
export const OCSP_QUESTIONS_MAX = 16;
/** Far above a request with sixteen certificates and a signature. */
export const OCSP_REQUEST_OCTETS_MAX = 8192;
/** RFC 9654 section 2.1. */
const NONCE_OCTETS_MAX = 128;

const HASHES: Record<string, 'sha1' | 'sha256'> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
};

/** Undefined where the request is malformed. A signature over the request is allowed and not looked at. */
export function readOcspRequest(der: Uint8Array): OcspRequest | undefined {
  if (der.length > OCSP_REQUEST_OCTETS_MAX) return undefined;
  try {
    const outer = DerReader.document(der);
    const request = readBody(outer.enter());
    if (outer.peek() === contextTag(0)) outer.next();
    outer.finish();
    return request;
  } catch (error) {
    if (error instanceof BytesError) return undefined;
    throw error;
  }
}

function readBody(body: DerReader): OcspRequest {
  const version = body.enterIf(contextTag(0));
  // Version 1 is the default, which DER leaves out; some clients write it.
  if (version) {
    refuseUnless(version.smallInteger() === 0);
    version.finish();
  }
  if (body.peek() === contextTag(1)) body.next();
  const list = body.enter();
  const certificates: OcspCertificateId[] = [];
  while (!list.atEnd) {
    refuseUnless(certificates.length < OCSP_QUESTIONS_MAX);
    certificates.push(readQuestion(list.enter()));
  }
  refuseUnless(certificates.length > 0);
  const extensions = readExtensions(body);
  body.finish();
  return { certificates, nonce: extensions };
}

function readQuestion(question: DerReader): OcspCertificateId {
  const start = question.offset;
  const id = question.enter();
  const end = question.offset;
  const algorithm = id.enter();
  const hashAlgorithm = HASHES[algorithm.oid()] ?? 'other';
  if (algorithm.peek() === DER.null) algorithm.null();
  algorithm.finish();
  const issuerNameHash = id.octetString();
  const issuerKeyHash = id.octetString();
  const serialElement = id.next(DER.integer);
  const serial = id.content(serialElement);
  refuseUnless(serial.length > 0 && serial.length <= 20);
  id.finish();
  const single = question.enterIf(contextTag(0));
  if (single) {
    readExtensionList(single.enter(), () => false);
    single.finish();
  }
  question.finish();
  const encoded = question.bytes.subarray(start, end);
  return { hashAlgorithm, issuerNameHash, issuerKeyHash, serial, encoded };
}

/** `[2]` EXPLICIT Extensions of the whole request; only the nonce is understood. */
function readExtensions(body: DerReader): Uint8Array | undefined {
  const tagged = body.enterIf(contextTag(2));
  if (!tagged) return undefined;
  let nonce: Uint8Array | undefined;
  readExtensionList(tagged.enter(), (id, value) => {
    if (id !== OID.ocspNonce) return false;
    refuseUnless(nonce === undefined);
    const inner = new DerReader(value);
    const octets = inner.octetString();
    inner.finish();
    refuseUnless(octets.length > 0 && octets.length <= NONCE_OCTETS_MAX);
    nonce = octets;
    return true;
  });
  tagged.finish();
  return nonce;
}

/** A critical extension that `understand` does not take makes the request unanswerable. */
function readExtensionList(list: DerReader, understand: (id: string, value: Uint8Array) => boolean): void {
  while (!list.atEnd) {
    const one = list.enter();
    const id = one.oid();
    const critical = one.peek() === DER.boolean ? one.boolean() : false;
    const value = one.octetString();
    one.finish();
    const understood = understand(id, value);
    refuseUnless(understood || !critical);
  }
}

function refuseUnless(condition: boolean): asserts condition {
  if (!condition) throw new BytesError('bytes/der', 'not an OCSP request');
}
