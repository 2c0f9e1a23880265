import { equal } from '@kazasu/bytes';
import { type Certificate, extensionOf } from '../certificate.ts';
import { CRL_DISTRIBUTION_POINTS, KEY_USAGE } from '../extension/index.ts';
import { sameName } from '../name.ts';
import { signedBy } from '../signature.ts';
import type { Crl } from './crl.ts';

/** Whose key signed a CRL, and what speaks against that certificate. */
export interface CrlSigner {
  readonly certificate: Certificate;
  readonly fault: 'key-usage' | 'path' | undefined;
}

/** Who else than the certificate's issuer may have signed: other keys of its name, and issuers of indirect CRLs. */
export interface OtherSigners {
  readonly pool: readonly Certificate[];
  /** Whether the path of a signer to the certificate's own anchor is valid (RFC 5280 6.3.3 (f)). */
  readonly isTrusted: (signer: Certificate) => boolean;
  /** How many keys are tried. */
  readonly limit: number;
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
): CrlSigner | undefined {
  const own =
    sameName(crl.issuer, issuer.subject) && verifiedOnce(crl, issuer) ? signerOf(issuer) : undefined;
  if (others === undefined || (own !== undefined && own.fault === undefined)) return own;
  let refused = own;
  for (const candidate of candidates(crl, certificate, issuer, others)) {
    if (!verifiedOnce(crl, candidate)) continue;
    const signer = signerOf(candidate);
    const trusted = candidate === certificate || others.isTrusted(candidate);
    if (signer.fault === undefined && trusted) return signer;
    refused ??= { certificate: candidate, fault: signer.fault ?? 'path' };
  }
  return refused;
}

function signerOf(certificate: Certificate): CrlSigner {
  const usable = extensionOf(certificate, KEY_USAGE)?.has('cRLSign') !== false;
  return { certificate, fault: usable ? undefined : 'key-usage' };
}

/** Those of the CRL's issuer name, the key that the CRL names first. */
function candidates(crl: Crl, certificate: Certificate, issuer: Certificate, { pool, limit }: OtherSigners) {
  const isOther = (one: Certificate) =>
    one !== issuer && !equal(one.spki.encoded, certificate.spki.encoded) && sameName(crl.issuer, one.subject);
  const rank = ({ keyId }: Certificate) => (keyId !== undefined && keyId === crl.issuerKeyId ? 0 : 1);
  const own = listsItself(certificate) && sameName(crl.issuer, certificate.subject) ? [certificate] : [];
  const others = pool.filter(isOther).sort((a, b) => rank(a) - rank(b));
  return [...own, ...others.slice(0, limit)];
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

function verifiedOnce(crl: Crl, issuer: Certificate): boolean {
  const byIssuer = VERIFIED.get(crl) ?? new WeakMap<Certificate, boolean>();
  VERIFIED.set(crl, byIssuer);
  const known = byIssuer.get(issuer);
  if (known !== undefined) return known;
  const result = signedBy(issuer, crl.signatureAlgorithm, crl.tbs, crl.signature);
  byIssuer.set(issuer, result);
  return result;
}
