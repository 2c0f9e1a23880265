import { equal } from '@kazasu/bytes';
import { type Certificate, endOfSecond, extensionOf, parseCertificate } from '../certificate.ts';
import { groupedByKey, keyHash } from '../evidence-signer.ts';
import { KEY_USAGE, OCSP_NO_CHECK } from '../extension/index.ts';
import { sameName } from '../name.ts';
import { checkProfile, OCSP_RESPONDER_PROFILE } from '../profile/index.ts';
import type { Check } from '../report.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
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
      en: 'the authority answers by itself, but its key is for signing certificates and CRLs alone',
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
    budget: {
      en: 'whether the responder may speak was not found out, because a limit was reached',
      ja: '検証の上限に達したため、OCSPレスポンダの権限を確認できませんでした',
    },
  },
});

export const OCSP_SIGNATURE = defineRule({
  id: 'revocation.ocsp.signature',
  citation: 'RFC 6960 3.2 (2)',
  title: { en: 'the signature of the answer is right', ja: 'OCSPレスポンスの署名が正しいこと' },
  reasons: {
    wrong: { en: 'not signed by the responder', ja: 'OCSPレスポンダによる署名ではありません' },
    budget: {
      en: 'who signed was not found out, because a limit was reached',
      ja: '検証の上限に達したため、署名者を特定できませんでした',
    },
  },
});

export interface ResponderJudgement {
  readonly checks: readonly Check[];
  /** Whose key signed the answer, if anybody's who is known here. */
  readonly responder: Certificate | undefined;
  /** A limit was reached before somebody was found who may speak: that there is nobody is not known. */
  readonly unsettled: boolean;
}

/**
 * Who answers is the authority that issued the certificate, or somebody whom that very key delegated (id-kp-
 * OCSPSigning), judged at the time of the answer. Nobody else: a responder configured by hand would be one more
 * trust store to keep.
 */
export function judgeResponder(subject: OcspSubject): ResponderJudgement {
  const { answer, isSigned } = subject;
  const { named, cut } = candidates(subject);
  let unsettled = cut;
  for (const sameKey of groupedByKey(named)) {
    const signed = sameKey[0] && isSigned(answer, sameKey[0]);
    if (signed === true) return judgeSigners(sameKey, subject, cut);
    unsettled ||= signed === undefined;
  }
  const [first] = named;
  if (first === undefined) {
    const none = undetermined(OCSP_RESPONDER, unsettled ? 'budget' : 'no-certificate');
    return { checks: [none], responder: undefined, unsettled };
  }
  const signature = undetermined(OCSP_SIGNATURE, unsettled ? 'budget' : 'wrong');
  return { checks: [responderCheck(first, subject), signature], responder: undefined, unsettled };
}

/** An answer's certificates are not signed over: one of the right key is looked for among all that it brings. */
function judgeSigners(
  sameKey: readonly Certificate[],
  subject: OcspSubject,
  cut: boolean,
): ResponderJudgement {
  const judged = sameKey.map((responder) => ({ responder, check: responderCheck(responder, subject) }));
  const isOpen = ({ check }: { check: Check }) => check.reason === 'budget';
  const accepted = judged.find(({ check }) => check.status === 'passed');
  const { responder, check } = accepted ?? judged.find(isOpen) ?? (judged[0] as (typeof judged)[number]);
  const unsettled = accepted === undefined && (cut || judged.some(isOpen));
  return { checks: [check, passed(OCSP_SIGNATURE)], responder, unsettled };
}

/** How many certificates of the pool are tried, if the answer brings none. */
const POOL_MAX = 8;

/**
 * Everybody of the name or key that the answer gives: the authority, those whom the answer brings, those known besides, of
 * whom those of another issuer could not be delegates. `cut`: not all of them.
 */
function candidates({ answer, issuer, pool, poolCut }: OcspSubject): {
  readonly named: readonly Certificate[];
  readonly cut: boolean;
} {
  const isNamed = (one: Certificate) => one !== issuer && isResponder(answer.responder, one);
  const known = pool.filter(isNamed);
  const isDelegate = (one: Certificate) => sameName(one.issuer, issuer.subject);
  const ranked = [...known.filter(isDelegate), ...known.filter((one) => !isDelegate(one))];
  const others = [...answer.certificates.filter(isNamed), ...ranked.slice(0, POOL_MAX)];
  return {
    named: [
      ...(isResponder(answer.responder, issuer) ? [issuer] : []),
      ...others.map((one) => knownDelegate(one, issuer)),
    ],
    cut: poolCut || ranked.slice(POOL_MAX).some(isDelegate),
  };
}

function isResponder(id: ResponderId, certificate: Certificate): boolean {
  return 'name' in id ? sameName(id.name, certificate.subject) : equal(id.keyHash, keyHash(certificate));
}

function responderCheck(responder: Certificate, subject: OcspSubject): Check {
  return responder === subject.issuer ? authorityCheck(responder) : delegateCheck(responder, subject);
}

/** RFC 5280 section 4.2.1.3: keyCertSign and cRLSign do not cover an OCSP answer, digitalSignature does. */
function authorityCheck(issuer: Certificate): Check {
  if (extensionOf(issuer, KEY_USAGE)?.has('digitalSignature') === false) {
    return undetermined(OCSP_RESPONDER, 'key-usage');
  }
  return passed(OCSP_RESPONDER);
}

function delegateCheck(responder: Certificate, subject: OcspSubject): Check {
  const { certificate, issuer, answer, trustOf } = subject;
  const { notBefore, notAfter } = responder;
  const issued = isIssuedBy(responder, subject);
  if (issued !== true) {
    return undetermined(OCSP_RESPONDER, issued === undefined ? 'budget' : 'other-issuer');
  }
  const faults = checkProfile(OCSP_RESPONDER_PROFILE, { certificate: responder, issuer }).filter(
    (check) => check.status === 'failed',
  );
  // Without nocheck the responder's own revocation must be learnt: where that can be tried, it is no fault yet.
  const unchecked = trustOf !== undefined && !responder.extensions.has(OCSP_NO_CHECK.oid);
  const fault = faults.find(({ id }) => !unchecked || !id.endsWith(`.${OCSP_NO_CHECK.name}`));
  if (fault !== undefined) return undetermined(OCSP_RESPONDER, 'not-delegated', { rule: fault.id });
  if (equal(responder.spki.encoded, certificate.spki.encoded)) return undetermined(OCSP_RESPONDER, 'self');
  const facts = { producedAt: answer.producedAt, notBefore, notAfter };
  if (answer.producedAt < notBefore) return undetermined(OCSP_RESPONDER, 'not-yet-valid', facts);
  if (answer.producedAt > endOfSecond(notAfter)) return undetermined(OCSP_RESPONDER, 'expired', facts);
  const trust = unchecked ? trustOf(responder, answer.producedAt) : 'trusted';
  if (trust === 'trusted') return passed(OCSP_RESPONDER);
  return undetermined(OCSP_RESPONDER, trust === 'unsettled' ? 'budget' : 'revocation-unknown');
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

function isIssuedBy(responder: Certificate, { issuer, isSigned }: OcspSubject): boolean | undefined {
  if (DELEGATES.get(issuer) === responder) return true;
  if (!sameName(responder.issuer, issuer.subject)) return false;
  const issued = isSigned(responder, issuer);
  // A copy of the bytes: the response they came in may be a buffer that its owner uses again.
  if (issued === true) DELEGATES.set(issuer, parseCertificate(Uint8Array.from(responder.encoded)));
  return issued;
}
