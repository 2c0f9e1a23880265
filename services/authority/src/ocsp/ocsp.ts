import { equal, toHex } from '@kazasu/bytes';
import {
  caName,
  encodeName,
  issueOcspResponse,
  type OcspAnswer,
  type OcspCertificateId,
  type OcspStatus,
  ocspError,
  publicKeyBits,
  readOcspRequest,
} from '@kazasu/pki/issue';
import type { CertificationAuthority } from '../ca/index.ts';
import { findCertificate, normaliseSerial } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { sha1, sha256 } from '../key.ts';
import { responderCertificate } from './responder.ts';

/** DER of the request → DER of the response, which is an error response where there is nothing to say. */
export async function answerOcsp(deps: AuthorityDeps, der: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const request = readOcspRequest(der);
  if (!request) return ocspError('malformedRequest');
  const ca = issuerOf(deps, request.certificates);
  const key = ca && deps.responderKeys.get(ca.keyId);
  const certificate = ca && key && (await responderCertificate(deps, ca, key));
  if (!ca || !key || !certificate) return ocspError('unauthorized');
  const answers: OcspAnswer[] = [];
  for (const { serial, encoded } of request.certificates) {
    answers.push({ certificateId: encoded, status: await statusOf(deps, ca, serial) });
  }
  const producedAt = deps.clock.now();
  return issueOcspResponse(
    {
      responderKeyId: key.keyId,
      responderCertificate: certificate,
      producedAt,
      nextUpdate: producedAt + DIVERGENCES.ocspLifetimeMs.value,
      nonce: request.nonce,
      answers,
    },
    key.sign,
  );
}

/** A response is signed for one issuer, so all questions must name the same one, by name and key. */
function issuerOf(
  deps: AuthorityDeps,
  certificates: readonly OcspCertificateId[],
): CertificationAuthority | undefined {
  return deps.hierarchy.all.find((ca) => certificates.every((id) => names(id, ca)));
}

function names(id: OcspCertificateId, ca: CertificationAuthority): boolean {
  if (id.hashAlgorithm === 'other') return false;
  const hash = id.hashAlgorithm === 'sha1' ? sha1 : sha256;
  const name = encodeName(caName(ca.role, ca.organisation));
  return equal(id.issuerNameHash, hash(name)) && equal(id.issuerKeyHash, hash(publicKeyBits(ca.publicKey)));
}

/** `good` is said of what was issued here and of nothing else. */
async function statusOf(
  deps: AuthorityDeps,
  ca: CertificationAuthority,
  serial: Uint8Array,
): Promise<OcspStatus> {
  const known = await findCertificate(deps.store, ca.keyId, normaliseSerial(toHex(serial)));
  if (!known) return { kind: 'unknown' };
  if (known.revokedAt === null || known.reason === null) return { kind: 'good' };
  return { kind: 'revoked', at: known.revokedAt, reason: known.reason };
}
