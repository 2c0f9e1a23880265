import type { Certificate } from '../certificate.ts';
import { INTERNAL_FAULT } from '../complete.ts';
import { type Crl, crlChecks, type KnownCrlNumbers } from '../crl/index.ts';
import { verify } from '../crypto.ts';
import { signedOctets } from '../digest-signature.ts';
import { withHidden } from '../hidden.ts';
import type { KeyKind } from '../key.ts';
import { ocspChecks } from '../ocsp/index.ts';
import { type CertificateInput, judgeOptions, type PathReport } from '../path/index.ts';
import { AUTHENTICATION_PROFILE, AUTHORITY_PROFILE, type Profile } from '../profile/index.ts';
import { type Check, type Report, reportOf } from '../report.ts';
import { statusCheck } from '../revocation/index.ts';
import { indexChecks, type RevocationIndex } from '../revocation-index/index.ts';
import { defineRule, failed, passed, type Rule, skipped } from '../rule.ts';
import { acceptedKeyOf } from '../signature.ts';
import { requireInput } from './kinds.ts';

/** Where the revocation status is learnt from; undefined bytes, or no index, mean that nothing was to be had. */
export type RevocationEvidence =
  | {
      readonly kind: 'crl';
      readonly crl: Uint8Array | Crl | undefined;
      readonly knownCrlNumbers?: KnownCrlNumbers;
    }
  | {
      readonly kind: 'index';
      readonly index: RevocationIndex | undefined;
      readonly knownCrlNumbers?: KnownCrlNumbers;
    }
  | { readonly kind: 'ocsp'; readonly response: Uint8Array | undefined; readonly nonce: Uint8Array }
  /** Only where somebody else asks: the report says nothing of it. */
  | { readonly kind: 'none' };

/** What a login is judged by. An option of another kind is a TypeError; octets that cannot be read are a check. */
export interface AuthenticationInput {
  /** The certificate that the card handed out. */
  readonly certificate: CertificateInput;
  /** The octets that the card was asked to sign (before hashing, where they are hashed). */
  readonly message: Uint8Array;
  /**
   * What of the message was signed: its digest (default), as in every ordinary signature, or its `octets` as they are, under the
   * padding alone (RSA only). The second is no signature over any document: see `signedOctets`.
   */
  readonly signed?: 'digest' | 'octets';
  /** What the card answered: of an RSA key PKCS #1 v1.5, of an elliptic one DER (r, s). */
  readonly signature: Uint8Array;
  /** The generations of the authentication authority that are trusted; parse them once. */
  readonly anchors: readonly CertificateInput[];
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Where to learn whether the certificate is revoked. Evidence without content is not good: the verdict is never valid then. */
  readonly revocation: RevocationEvidence;
  /** Default: the card's certificate for user authentication. */
  readonly profile?: Profile;
  /** What the certificate of the anchor must look like. Default: the card's authority. */
  readonly anchorProfile?: Profile;
}

/** Whether the login is good, and whose it is if so. */
export interface AuthenticationJudgement {
  /** Its verdict decides: log in nobody unless it is `valid`. */
  readonly report: Report;
  /** There if it could be read: not proof of anything while the report is not valid. Not enumerable, as in every report. */
  readonly certificate?: Certificate;
  /** Names the certificate: key identifier of the issuer and serial number, hexadecimal. Only if the verdict is valid. The serial number is not enumerable either. */
  readonly issuerKeyId?: string;
  readonly serial?: string;
}

const AUTHENTICATION_SIGNATURE = defineRule({
  id: 'authentication.signature',
  citation: 'RFC 8017 8.2.2; FIPS 186-5 6.4.2',
  title: {
    en: 'the card signed the challenge',
    ja: 'カードがチャレンジに署名したこと',
  },
  reasons: {
    wrong: {
      en: 'the signature over the challenge is not of this certificate',
      ja: 'チャレンジへの署名が、この証明書の鍵によるものではありません',
    },
    key: {
      en: "the certificate's key is not one that is accepted for this signature",
      ja: '証明書の鍵が、この署名に使える種類の鍵ではありません',
    },
  },
});

/** What only a login's report can hold. */
export const LOGIN_RULES: readonly Rule[] = [AUTHENTICATION_SIGNATURE];

/**
 * Judges a login with the card: the card signed this message, its certificate leads to a trusted generation, has
 * the profile, is valid at the time, and is not revoked. One report with every check, also after a failure.
 * A fault of our own leaves the verdict indeterminate. Throws nothing but a TypeError, for an option that is not of its kind.
 */
export function judgeAuthentication(input: AuthenticationInput): AuthenticationJudgement {
  requireInput(input);
  try {
    return judge(input);
  } catch {
    return { report: reportOf(input.time, [INTERNAL_FAULT]) };
  }
}

function judge(input: AuthenticationInput): AuthenticationJudgement {
  const { profile = AUTHENTICATION_PROFILE, anchorProfile = AUTHORITY_PROFILE } = input;
  const path = judgeOptions({
    certificate: input.certificate,
    anchors: input.anchors,
    time: input.time,
    profile,
    anchorProfile,
  });
  const { certificate } = path;
  const report = reportOf(input.time, [
    signatureCheck(certificate, input),
    ...path.checks,
    ...revocationChecks(path, input),
  ]);
  const issuerKeyId = path.chain?.[1]?.keyId;
  const known = report.verdict === 'valid' && certificate !== undefined && issuerKeyId !== undefined;
  return withHidden(
    { report, ...(known && { issuerKeyId }) },
    { certificate, serial: known ? certificate.serial : undefined },
  );
}

/** The digest that goes with a key: the card's RSA key signs SHA-256, the next card's P-384 key SHA-384 (facts b.5). */
const DIGESTS: { readonly [kind in KeyKind]: string } = {
  rsa: 'sha256',
  p256: 'sha256',
  p384: 'sha384',
  p521: 'sha512',
};

function signatureCheck(
  certificate: Certificate | undefined,
  { message, signature, signed = 'digest' }: AuthenticationInput,
): Check {
  if (certificate === undefined) return skipped(AUTHENTICATION_SIGNATURE);
  const key = acceptedKeyOf(certificate);
  // The card pads as PKCS #1 v1.5 says; a key for RSASSA-PSS alone must not be used so (RFC 4055 section 1.2).
  if (key === undefined || key.family === 'rsa-pss') return failed(AUTHENTICATION_SIGNATURE, 'key');
  const fits =
    signed === 'octets'
      ? signedOctets(key, message, signature)
      : verify(DIGESTS[key.kind], message, key.keyObject, signature);
  return fits ? passed(AUTHENTICATION_SIGNATURE) : failed(AUTHENTICATION_SIGNATURE, 'wrong');
}

/** Without an issuer known by key nobody can say anything about revocation. */
function revocationChecks(
  { certificate, chain }: PathReport,
  { revocation, time }: AuthenticationInput,
): Check[] {
  if (revocation.kind === 'none') return [];
  const issuer = chain?.[1];
  if (certificate === undefined || issuer === undefined) return [statusCheck(undefined)];
  if (revocation.kind === 'ocsp') {
    const { response, nonce } = revocation;
    return ocspChecks({ certificate, issuer, response, nonce, time });
  }
  const { knownCrlNumbers } = revocation;
  const subject = { certificate, issuer, time, ...(knownCrlNumbers && { knownCrlNumbers }) };
  if (revocation.kind === 'index') return indexChecks({ ...subject, index: revocation.index });
  return crlChecks({ ...subject, crl: revocation.crl });
}
