import { equal, toHex } from '@kazasu/bytes';
import { type Certificate, extensionOf } from '../certificate.ts';
import { groupedByKey, type IsSigned, isSigned, keyHash, type Trust } from '../evidence-signer.ts';
import { CRL_DISTRIBUTION_POINTS, KEY_USAGE } from '../extension/index.ts';
import { sameName } from '../name.ts';
import type { Crl } from './crl.ts';

/** Whose key signed a CRL, and what speaks against that certificate. */
export interface CrlSigner {
  readonly certificate: Certificate;
  readonly fault: 'key-usage' | 'path' | undefined;
}

/** Who else than the certificate's issuer may have signed: other keys of its name, and issuers of indirect CRLs. */
export interface OtherSigners {
  readonly pool: readonly Certificate[];
  /** Certificates were left out of the pool because of a limit: whoever is not found may have been among them. */
  readonly poolCut: boolean;
  /** Whether the path of a signer to the certificate's own anchor is valid (RFC 5280 6.3.3 (f)). */
  readonly trustOf: (signer: Certificate) => Trust;
  readonly isSigned: IsSigned;
  /** How many keys are tried, and how many certificates of the one that signed. */
  readonly limit: number;
}

export interface SignerFinding {
  readonly signer: CrlSigner | undefined;
  /** A limit was reached before somebody was found who may be believed: that there is nobody is not known. */
  readonly unsettled: boolean;
}

/**
 * The certificate's own issuer if its key signed the CRL, or else somebody of the CRL's issuer name whose path is
 * valid. The certificate in question never vouches for itself, unless the authority that issued it says so in its
 * distribution point.
 */
export function findSigner(
  crl: Crl,
  certificate: Certificate,
  issuer: Certificate,
  others?: OtherSigners,
): SignerFinding {
  const byIssuer = sameName(crl.issuer, issuer.subject) ? verifiedOnce(crl, issuer, others?.isSigned) : false;
  const own = byIssuer === true ? signerOf(issuer) : undefined;
  if (others === undefined || (own !== undefined && own.fault === undefined)) {
    return { signer: own, unsettled: false };
  }
  const other = findOther(crl, candidates(crl, certificate, issuer, others), certificate, others);
  if (other.signer?.fault === undefined && other.signer !== undefined) return other;
  return { signer: own ?? other.signer, unsettled: other.unsettled || byIssuer === undefined };
}

function findOther(
  crl: Crl,
  candidates: readonly Certificate[],
  certificate: Certificate,
  others: OtherSigners,
): SignerFinding {
  const keys = groupedByKey(candidates);
  let unsettled = others.poolCut || keys.length > others.limit;
  for (const sameKey of keys.slice(0, others.limit)) {
    const signed = sameKey[0] && verifiedOnce(crl, sameKey[0], others.isSigned);
    // The others, tried or not, have other keys.
    if (signed === true) return trustedOne(sameKey, certificate, others);
    unsettled ||= signed === undefined;
  }
  return { signer: undefined, unsettled };
}

/** Several certificates of the key that signed: authorities of two hierarchies may have certified it. */
function trustedOne(
  sameKey: readonly Certificate[],
  certificate: Certificate,
  { limit, poolCut, trustOf }: OtherSigners,
): SignerFinding {
  let refused: CrlSigner | undefined;
  let unsettled = poolCut || sameKey.length > limit;
  for (const candidate of sameKey.slice(0, limit)) {
    const signer = signerOf(candidate);
    if (signer.fault === undefined) {
      const trust = candidate === certificate ? 'trusted' : trustOf(candidate);
      if (trust === 'trusted') return { signer, unsettled: false };
      unsettled ||= trust === 'unsettled';
    }
    refused ??= { certificate: candidate, fault: signer.fault ?? 'path' };
  }
  return { signer: refused, unsettled };
}

function signerOf(certificate: Certificate): CrlSigner {
  const usable = extensionOf(certificate, KEY_USAGE)?.has('cRLSign') !== false;
  return { certificate, fault: usable ? undefined : 'key-usage' };
}

/**
 * Those of the CRL's issuer name, in the order in which they are tried. First the key that the CRL names, told by its hash:
 * anybody can write that identifier into a certificate of another key, but nobody finds a key that has it. Then those who
 * merely bear the identifier. Among equals the caller's order decides, so that who gives his own certificates before a
 * document's has them tried before whatever the document brings along.
 */
function candidates(
  crl: Crl,
  certificate: Certificate,
  issuer: Certificate,
  { pool }: OtherSigners,
): readonly Certificate[] {
  const isOther = (one: Certificate) =>
    one !== issuer && !equal(one.spki.encoded, certificate.spki.encoded) && sameName(crl.issuer, one.subject);
  const rank = (one: Certificate) => {
    if (crl.issuerKeyId === undefined) return 2;
    if (toHex(keyHash(one)) === crl.issuerKeyId) return 0;
    return one.keyId === crl.issuerKeyId ? 1 : 2;
  };
  const own = listsItself(certificate) && sameName(crl.issuer, certificate.subject) ? [certificate] : [];
  const ranked = pool.filter(isOther).map((one) => ({ one, rank: rank(one) }));
  return [...own, ...ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one)];
}

/** A CRL issuer whose own status is on the list that it signs itself: its authority wrote it into its certificate. */
function listsItself(certificate: Certificate): boolean {
  const points = extensionOf(certificate, CRL_DISTRIBUTION_POINTS) ?? [];
  return points.some(({ crlIssuer }) =>
    crlIssuer?.some((one) => one.kind === 'directoryName' && sameName(one.name, certificate.subject)),
  );
}

/** A parsed CRL is asked for every login of a day; the outcome for one issuer never changes. */
const VERIFIED = new WeakMap<Crl, WeakMap<Certificate, boolean>>();

function verifiedOnce(crl: Crl, issuer: Certificate, ask: IsSigned = isSigned): boolean | undefined {
  const byIssuer = VERIFIED.get(crl) ?? new WeakMap<Certificate, boolean>();
  VERIFIED.set(crl, byIssuer);
  const known = byIssuer.get(issuer);
  if (known !== undefined) return known;
  const result = ask(crl, issuer);
  if (result !== undefined) byIssuer.set(issuer, result);
  return result;
}
