import { equal } from '@kazasu/bytes';
import { type Certificate, extensionOf } from '../certificate.ts';
import {
  BASIC_CONSTRAINTS,
  CRL_DISTRIBUTION_POINTS,
  type DistributionPoint,
  type IssuingDistributionPoint,
} from '../extension/index.ts';
import type { GeneralName } from '../general-name.ts';
import { generalNameKey } from '../general-name-key.ts';
import { sameName } from '../name.ts';
import type { Crl } from './crl.ts';
import { fullNames } from './full-names.ts';

/** Bits 1 to 8 of `ReasonFlags` (RFC 5280 section 4.2.1.13); bit 0 is not used. */
export const ALL_REASONS = 0x1fe;

/** How far a CRL speaks about a certificate. */
export interface Coverage {
  /** The CRL's issuer is the certificate's, or one that a distribution point names for an indirect CRL. */
  readonly issuer: boolean;
  /** The CRL is for certificates of this kind: authorities' or others'. */
  readonly kind: boolean;
  /** The reasons that it covers, by all distribution points that lead to it; 0 if none does. */
  readonly reasons: number;
}

/**
 * RFC 5280 6.3.3 (b), (d): tries every distribution point of the certificate, and then the one that every
 * certificate has without saying so: its issuer's own, for all reasons.
 */
export function coverageOf(crl: Crl, certificate: Certificate): Coverage {
  const { scope } = crl;
  const points = [...(extensionOf(certificate, CRL_DISTRIBUTION_POINTS) ?? []), ownPoint(certificate)];
  let issuer = false;
  let reasons = 0;
  for (const point of points) {
    if (!isIssuer(crl, point, certificate)) continue;
    issuer = true;
    if (!isPoint(crl, point, certificate)) continue;
    reasons |= (point.reasons ?? ALL_REASONS) & (scope?.reasons ?? ALL_REASONS) & ALL_REASONS;
    if (reasons === ALL_REASONS) break;
  }
  return { issuer, kind: scope === undefined || isKind(scope, certificate), reasons };
}

function ownPoint({ issuer }: Certificate): DistributionPoint {
  const name = { fullName: [{ kind: 'directoryName' as const, name: issuer }] };
  return { name, someReasons: false, reasons: undefined, crlIssuer: undefined };
}

/** 6.3.3 (b)(1): another issuer only where the point says so, and only by a list that says it speaks for others. */
function isIssuer(crl: Crl, { crlIssuer }: DistributionPoint, certificate: Certificate): boolean {
  if (crlIssuer === undefined) return sameName(crl.issuer, certificate.issuer);
  if (crl.scope?.indirect !== true) return false;
  return crlIssuer.some((one) => one.kind === 'directoryName' && sameName(one.name, crl.issuer));
}

/** 6.3.3 (b)(2)(i): some name of the list's point is a name of the certificate's point, or else of its CRL issuer. */
function isPoint(crl: Crl, { name, crlIssuer }: DistributionPoint, certificate: Certificate): boolean {
  const listed = crl.scope?.name;
  if (listed === undefined) return true;
  const base = crlIssuer?.find((one) => one.kind === 'directoryName')?.name ?? certificate.issuer;
  const wanted = name === undefined ? (crlIssuer ?? []) : fullNames(name, base);
  return wanted.length > 0 && shareName(crl, fullNames(listed, crl.issuer), wanted);
}

/** The keys of a list's names: it is asked for every login of a day. */
const KEYS = new WeakMap<Crl, ReadonlySet<string>>();

function shareName(crl: Crl, listed: readonly GeneralName[], wanted: readonly GeneralName[]): boolean {
  const [only] = listed;
  if (listed.length === 1 && only !== undefined && wanted.some((one) => sameEncoding(one, only))) return true;
  const keys = KEYS.get(crl) ?? new Set(listed.map(generalNameKey));
  KEYS.set(crl, keys);
  return wanted.some((one) => keys.has(generalNameKey(one)));
}

/** The usual case costs a memcmp. */
function sameEncoding(a: GeneralName, b: GeneralName): boolean {
  return a.kind === 'directoryName' && b.kind === a.kind && equal(a.name.encoded, b.name.encoded);
}

/** 6.3.3 (b)(2)(ii)-(iv) */
function isKind(scope: IssuingDistributionPoint, certificate: Certificate): boolean {
  if (scope.onlyAttributeCertificates) return false;
  const authority = extensionOf(certificate, BASIC_CONSTRAINTS)?.authority === true;
  return authority ? !scope.onlyUserCertificates : !scope.onlyAuthorityCertificates;
}
