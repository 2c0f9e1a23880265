import { equal, fromHex, toHex } from '@kazasu/bytes';
import { type Certificate, type Check, ifReadable, parseCertificate } from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import { sha256 } from '../merkle/index.ts';
import type { RecordedSignature, RequestPart } from '../part/index.ts';
import { EVIDENCE_DIGEST, EVIDENCE_SIGNATURE } from './rules-signature.ts';
import { messageDigestOf } from './signed-attributes.ts';
import { isSignedInfo } from './signed-info.ts';
import { verifyValue } from './value.ts';

/** Signatures and the digests that were asked about, one of each. */
export function checkCount(request: RequestPart, signatures: readonly RecordedSignature[]): Check[] {
  return request.digests.length === signatures.length
    ? []
    : [failed(EVIDENCE_DIGEST, 'count', { digests: request.digests.length, signatures: signatures.length })];
}

/** Whether a signature is over the digest at its place in the request. */
export function checkDigest(
  { signed }: RecordedSignature,
  wanted: string | undefined,
  position: number,
): Check {
  const facts = { signature: position };
  if (wanted === undefined) return failed(EVIDENCE_DIGEST, 'other', facts);
  if (signed.form === 'signed-attributes') {
    const digest = messageDigestOf(signed.octets);
    if (digest === undefined) return failed(EVIDENCE_DIGEST, 'attributes', facts);
    return equal(digest, fromHex(wanted))
      ? passed(EVIDENCE_DIGEST, facts)
      : failed(EVIDENCE_DIGEST, 'other', facts);
  }
  if (signed.form === 'signed-info' && !isSignedInfo(signed.octets))
    return failed(EVIDENCE_DIGEST, 'signed-info', facts);
  const digest = 'digest' in signed ? signed.digest : sha256(signed.octets);
  return toHex(digest) === wanted ? passed(EVIDENCE_DIGEST, facts) : failed(EVIDENCE_DIGEST, 'other', facts);
}

/** The signature value, by the certificate's key. */
export function checkValue(signature: RecordedSignature, position: number): Check {
  const facts = { signature: position };
  const certificate = readCertificate(signature.certificate);
  if (certificate === undefined) return failed(EVIDENCE_SIGNATURE, 'certificate', facts);
  const right = verifyValue(certificate, signature);
  if (right === 'unsupported') return undetermined(EVIDENCE_SIGNATURE, 'unsupported', facts);
  return right ? passed(EVIDENCE_SIGNATURE, facts) : failed(EVIDENCE_SIGNATURE, 'wrong', facts);
}

function readCertificate(der: Uint8Array): Certificate | undefined {
  return ifReadable(() => parseCertificate(der));
}
