import { equal } from '@kazasu/bytes';
import { type Certificate, extensionOf, parseCertificate } from '../certificate.ts';
import { KEY_USAGE, OCSP_NO_CHECK } from '../extension/index.ts';
import { sameName } from '../name.ts';
import { checkProfile, OCSP_RESPONDER_PROFILE } from '../profile/index.ts';
import type { Check } from '../report.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import { signedBy } from '../signature.ts';
import { keyHash } from './certificate-id.ts';
import type { ResponderId } from './response.ts';
import type { OcspSubject } from './subject.ts';

export const OCSP_RESPONDER = defineRule({
  id: 'revocation.ocsp.responder',
  citation: 'RFC 6960 3.2 (3)-(4), 4.2.2.2',
  title: {
    en: 'the responder may speak for the authority',
    ja: 'OCSPレスポンダが認証局から権限を与えられていること',
  },
  reasons: {
    'no-certificate': {
      en: 'nobody known bears the name or key that the answer gives for its responder',
      ja: 'OCSPレスポンダの名前または鍵に対応する証明書がありません',
    },
    'key-usage': {
      en: "the authority answers itself, but its key is not for signatures other than certificates' and CRLs'",
      ja: '認証局の鍵はOCSPレスポンスへの署名に使えません',
    },
    'other-issuer': {
      en: "the responder's certificate was not issued by the key that issued the certificate in question",
      ja: 'OCSPレスポンダの証明書は、対象の証明書を発行した鍵で発行されていません',
    },
    'not-delegated': {
      en: "the responder's certificate is not what a delegated responder's must be; `rule` says where",
      ja: 'OCSPレスポンダの証明書が要件を満たしていません。詳細は`rule`に示します',
    },
    self: {
      en: 'the certificate in question would vouch for itself',
      ja: '対象の証明書自身の鍵で署名された回答です',
    },
    'not-yet-valid': {
      en: "the answer was produced before the responder's certificate became valid",
      ja: 'OCSPレスポンダの証明書の有効期間前に作成された回答です',
    },
    expired: {
      en: "the answer was produced after the responder's certificate had run out",
      ja: 'OCSPレスポンダの証明書の有効期間後に作成された回答です',
    },
    'revocation-unknown': {
      en: "nobody says that the responder's own certificate was not revoked",
      ja: 'OCSPレスポンダの証明書が失効していないことを確認できません',
    },
  },
});

export const OCSP_SIGNATURE = defineRule({
  id: 'revocation.ocsp.signature',
  citation: 'RFC 6960 3.2 (2)',
  title: { en: 'the signature of the answer is right', ja: 'OCSPレスポンスの署名が正しいこと' },
  reasons: { wrong: { en: 'not signed by the responder', ja: 'OCSPレスポンダによる署名ではありません' } },
});

export interface ResponderJudgement {
  readonly checks: readonly Check[];
  /** Whose key signed the answer, if anybody's who is known here. */
  readonly responder: Certificate | undefined;
}

/**
 * Who answers is the authority that issued the certificate, or somebody whom that very key delegated (id-kp-
 * OCSPSigning), judged at the time of the answer. Nobody else: a responder configured by hand would be one more
 * trust store to keep.
 */
export function judgeResponder(subject: OcspSubject): ResponderJudgement {
  const { answer, issuer } = subject;
  const named = candidates(subject);
  const signer = named.find((one) => signedBy(one, answer.signatureAlgorithm, answer.tbs, answer.signature));
  const responder = signer ?? named[0];
  if (responder === undefined) {
    return { checks: [undetermined(OCSP_RESPONDER, 'no-certificate')], responder };
  }
  const checks = [
    responder === issuer ? authorityCheck(issuer) : delegateCheck(responder, subject),
    signer === undefined ? undetermined(OCSP_SIGNATURE, 'wrong') : passed(OCSP_SIGNATURE),
  ];
  return { checks, responder: signer };
}

/** How many certificates of the pool are tried, if the answer brings none. */
const POOL_MAX = 8;

/** Everybody of the name or key that the answer gives: the authority, those whom the answer brings, those known besides. */
function candidates({ answer, issuer, pool }: OcspSubject): Certificate[] {
  const isNamed = (one: Certificate) => one !== issuer && isResponder(answer.responder, one);
  return [
    ...(isResponder(answer.responder, issuer) ? [issuer] : []),
    ...[...answer.certificates.filter(isNamed), ...pool.filter(isNamed).slice(0, POOL_MAX)].map((one) =>
      knownDelegate(one, issuer),
    ),
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

function delegateCheck(responder: Certificate, subject: OcspSubject): Check {
  const { certificate, issuer, answer, isTrusted } = subject;
  const { notBefore, notAfter } = responder;
  if (!isIssuedBy(responder, issuer)) return undetermined(OCSP_RESPONDER, 'other-issuer');
  const faults = checkProfile(OCSP_RESPONDER_PROFILE, { certificate: responder, issuer }).filter(
    (check) => check.status === 'failed',
  );
  // Without nocheck the responder's own revocation must be learnt: where that can be tried, it is no fault yet.
  const unchecked = isTrusted !== undefined && !responder.extensions.has(OCSP_NO_CHECK.oid);
  const fault = faults.find(({ id }) => !unchecked || !id.endsWith(`.${OCSP_NO_CHECK.name}`));
  if (fault !== undefined) return undetermined(OCSP_RESPONDER, 'not-delegated', { rule: fault.id });
  if (equal(responder.spki.encoded, certificate.spki.encoded)) return undetermined(OCSP_RESPONDER, 'self');
  const facts = { producedAt: answer.producedAt, notBefore, notAfter };
  if (answer.producedAt < notBefore) return undetermined(OCSP_RESPONDER, 'not-yet-valid', facts);
  if (answer.producedAt > notAfter + 999) return undetermined(OCSP_RESPONDER, 'expired', facts);
  if (unchecked && !isTrusted(responder, answer.producedAt)) {
    return undetermined(OCSP_RESPONDER, 'revocation-unknown');
  }
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
