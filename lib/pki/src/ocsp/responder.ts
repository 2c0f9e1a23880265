import { equal } from '@kazasu/bytes';
import { type Certificate, extensionOf, parseCertificate } from '../certificate.ts';
import { KEY_USAGE } from '../extension/index.ts';
import { sameName } from '../name.ts';
import { checkProfile, OCSP_RESPONDER_PROFILE } from '../profile/index.ts';
import type { Check } from '../report.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import { signedBy } from '../signature.ts';
import { keyHash } from './certificate-id.ts';
import type { OcspAnswer, ResponderId } from './response.ts';
import type { OcspSubject } from './subject.ts';

export const OCSP_RESPONDER = defineRule({
  id: 'revocation.ocsp.responder',
  citation: 'RFC 6960 3.2 (3)-(4), 4.2.2.2',
  reasons: {
    'no-certificate': 'nobody known bears the name or key that the answer gives for its responder',
    'key-usage':
      "the authority answers itself, but its key is not for signatures other than certificates' and CRLs'",
    'other-issuer':
      "the responder's certificate was not issued by the key that issued the certificate in question",
    'not-delegated':
      "the responder's certificate is not what a delegated responder's must be; `rule` says where",
    'not-yet-valid': "the answer was produced before the responder's certificate became valid",
    expired: "the answer was produced after the responder's certificate had run out",
  },
});

export const OCSP_SIGNATURE = defineRule({
  id: 'revocation.ocsp.signature',
  citation: 'RFC 6960 3.2 (2)',
  reasons: { wrong: 'not signed by the responder' },
});

/**
 * Who answers is the authority that issued the certificate, or somebody whom that very key delegated (id-kp-
 * OCSPSigning), judged at the time of the answer. Nobody else: a responder configured by hand would be one more
 * trust store to keep.
 */
export function responderChecks({ answer, issuer }: OcspSubject): Check[] {
  const named = [issuer, ...answer.certificates].find((one) => isResponder(answer.responder, one));
  if (named === undefined) return [undetermined(OCSP_RESPONDER, 'no-certificate')];
  const responder = named === issuer ? issuer : knownDelegate(named, issuer);
  const signed = signedBy(responder, answer.signatureAlgorithm, answer.tbs, answer.signature);
  return [
    responder === issuer ? authorityCheck(issuer) : delegateCheck(responder, issuer, answer),
    signed ? passed(OCSP_SIGNATURE) : undetermined(OCSP_SIGNATURE, 'wrong'),
  ];
}

function isResponder(id: ResponderId, certificate: Certificate): boolean {
  return 'name' in id ? sameName(id.name, certificate.subject) : equal(id.keyHash, keyHash(certificate));
}

/** RFC 5280 section 4.2.1.3: keyCertSign and cRLSign do not cover an OCSP answer, digitalSignature does. */
function authorityCheck(issuer: Certificate): Check {
  if (extensionOf(issuer, KEY_USAGE)?.has('digitalSignature') === false) {
    return undetermined(OCSP_RESPONDER, 'key-usage');
  }
  return passed(OCSP_RESPONDER);
}

function delegateCheck(responder: Certificate, issuer: Certificate, answer: OcspAnswer): Check {
  const { notBefore, notAfter } = responder;
  if (!isIssuedBy(responder, issuer)) return undetermined(OCSP_RESPONDER, 'other-issuer');
  const fault = checkProfile(OCSP_RESPONDER_PROFILE, { certificate: responder, issuer }).find(
    (check) => check.status === 'failed',
  );
  if (fault !== undefined) return undetermined(OCSP_RESPONDER, 'not-delegated', { rule: fault.id });
  const facts = { producedAt: answer.producedAt, notBefore, notAfter };
  if (answer.producedAt < notBefore) return undetermined(OCSP_RESPONDER, 'not-yet-valid', facts);
  if (answer.producedAt > notAfter + 999) return undetermined(OCSP_RESPONDER, 'expired', facts);
  return passed(OCSP_RESPONDER);
}

/**
 * The last delegate that each issuer is known to have signed. A responder answers every login of a day with one
 * certificate; importing its key and verifying its issuer's signature again would cost more than the answer.
 * All other demands are judged anew each time.
 */
const DELEGATES = new WeakMap<Certificate, Certificate>();

/** The same certificate as read before, its key imported already, if this issuer is known to have signed it. */
function knownDelegate(certificate: Certificate, issuer: Certificate): Certificate {
  const known = DELEGATES.get(issuer);
  return known !== undefined && equal(known.encoded, certificate.encoded) ? known : certificate;
}

function isIssuedBy(responder: Certificate, issuer: Certificate): boolean {
  if (DELEGATES.get(issuer) === responder) return true;
  if (!sameName(responder.issuer, issuer.subject)) return false;
  const { signatureAlgorithm, tbs, signature } = responder;
  if (!signedBy(issuer, signatureAlgorithm, tbs, signature)) return false;
  // A copy of the bytes: the response they came in may be a buffer that its owner uses again.
  DELEGATES.set(issuer, parseCertificate(Uint8Array.from(responder.encoded)));
  return true;
}
