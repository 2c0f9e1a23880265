import { DER, DerReader, equal, fromHex, toHex } from '@kazasu/bytes';
import { type Certificate, type Check, parseCertificate } from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import { sha256 } from '../merkle/index.ts';
import type { RecordedSignature, RequestPart } from '../part/index.ts';
import { readable } from './readable.ts';
import { EVIDENCE_DIGEST, EVIDENCE_SIGNATURE } from './rules-signature.ts';
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
    const digest = messageDigest(signed.octets);
    if (digest === undefined) return failed(EVIDENCE_DIGEST, 'attributes', facts);
    return equal(digest, fromHex(wanted))
      ? passed(EVIDENCE_DIGEST, facts)
      : failed(EVIDENCE_DIGEST, 'other', facts);
  }
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
  return readable(() => parseCertificate(der));
}

/** Content octets of 1.2.840.113549.1.9.4. */
const MESSAGE_DIGEST = fromHex('2a864886f70d010904');

/** The one message-digest among signed attributes; undefined if there is none, a second one, or anything is malformed. */
function messageDigest(octets: Uint8Array): Uint8Array | undefined {
  return readable(() => {
    const set = DerReader.document(octets, DER.set);
    const found: Uint8Array[] = [];
    while (!set.atEnd) {
      const attribute = set.enter();
      const type = attribute.octetString(DER.oid);
      const values = attribute.enter(DER.set);
      attribute.finish();
      if (!equal(type, MESSAGE_DIGEST)) continue;
      found.push(values.octetString());
      values.finish();
    }
    return found.length === 1 ? found[0] : undefined;
  });
}
