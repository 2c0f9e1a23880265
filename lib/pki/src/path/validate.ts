import { type Certificate, parseCertificate } from '../certificate.ts';
import { isParseError } from '../error.ts';
import { checkProfile } from '../profile/check-profile.ts';
import type { Profile } from '../profile/profile.ts';
import { type Check, type Report, reportOf } from '../report.ts';
import { defineRule, failed, passed, skipped } from '../rule.ts';
import { findChains, newNotes, PATH_BUDGET, type PathBudget, type SearchNotes } from './build.ts';
import type { Chain } from './chain.ts';
import { PATH_RULES } from './rules.ts';

/** DER, or a certificate parsed before: anchors should be parsed once, importing their keys is dear. */
export type CertificateInput = Uint8Array | Certificate;

export interface PathOptions {
  readonly certificate: CertificateInput;
  /** Any order, any number of useless ones; malformed ones are passed over. */
  readonly intermediates?: readonly CertificateInput[];
  readonly anchors: readonly CertificateInput[];
  /** Milliseconds since 1970. */
  readonly time: number;
  /** What the leaf must look like. Without one no purpose is judged, and critical extensions that only a profile understands refuse. */
  readonly profile?: Profile;
  /** What the anchor's certificate must look like. */
  readonly authorityProfile?: Profile;
  readonly budget?: Partial<PathBudget>;
}

/** `chain`, leaf first and anchor last, is there if one was found, even if it is not valid. */
export interface PathReport extends Report {
  readonly certificate?: Certificate;
  readonly chain?: readonly Certificate[];
}

export const CERTIFICATE_FORM = defineRule({
  id: 'certificate.form',
  citation: 'RFC 5280 4.1; X.690 10',
  reasons: { malformed: 'not a DER-encoded X.509 v3 certificate; `code` says which rule was broken' },
});
export const PATH_ANCHORS = defineRule({
  id: 'path.anchors',
  citation: 'RFC 5280 6.1.1 (d)',
  reasons: { none: 'no trust anchor was given', malformed: 'a trust anchor is not a certificate' },
});
export const PATH_ISSUER = defineRule({
  id: 'path.issuer',
  citation: 'RFC 5280 6.1.3 (a)(4), 7.1',
  reasons: {
    unknown: 'nobody given bears the name of the issuer',
    'no-anchor': 'the issuer is known, but no path leads from it to a trust anchor',
    budget: 'the search was given up: more signatures or detours than any honest path has',
  },
});
export const PATH_SIGNATURE = defineRule({
  id: 'path.signature',
  citation: 'RFC 5280 6.1.3 (a)(1)',
  reasons: { 'wrong-key': 'an issuer of that name is known, but its key did not sign the certificate' },
});

/**
 * Judges whether a certificate leads to a trust anchor (RFC 5280 section 6), at a time, under a profile. Picks
 * the issuer by key among several of one name. Never throws for what the inputs contain: malformed inputs are
 * checks that failed.
 */
export function validatePath(options: PathOptions): PathReport {
  const leaf = read(options.certificate);
  const anchors = options.anchors.map(read);
  const checks = [inputCheck(leaf), anchorsCheck(anchors)];
  if (!isCertificate(leaf) || checks.some((check) => check.status === 'failed')) {
    return { ...reportOf(options.time, checks), ...(isCertificate(leaf) && { certificate: leaf }) };
  }
  const intermediates = (options.intermediates ?? []).map(read).filter(isCertificate);
  return judgeLeaf(leaf, intermediates, anchors.filter(isCertificate), checks, options);
}

type Read = Certificate | { readonly code: string };

function read(input: CertificateInput): Read {
  if (!(input instanceof Uint8Array)) return input;
  try {
    return parseCertificate(input);
  } catch (error) {
    if (isParseError(error)) return { code: error.code };
    throw error;
  }
}

function isCertificate(read: Read): read is Certificate {
  return 'tbs' in read;
}

function inputCheck(leaf: Read): Check {
  return isCertificate(leaf)
    ? passed(CERTIFICATE_FORM)
    : failed(CERTIFICATE_FORM, 'malformed', { code: leaf.code });
}

function anchorsCheck(anchors: readonly Read[]): Check {
  if (anchors.length === 0) return failed(PATH_ANCHORS, 'none');
  return anchors.every(isCertificate)
    ? passed(PATH_ANCHORS, { count: anchors.length })
    : failed(PATH_ANCHORS, 'malformed');
}

/** Takes the first chain without a fault, or else the first chain, or else the leaf alone. */
function judgeLeaf(
  certificate: Certificate,
  intermediates: readonly Certificate[],
  anchors: readonly Certificate[],
  inputChecks: readonly Check[],
  options: PathOptions,
): PathReport {
  const notes = newNotes();
  const budget = { ...PATH_BUDGET, ...options.budget };
  let first: PathReport | undefined;
  for (const chain of findChains(certificate, intermediates, anchors, budget, notes)) {
    const checks = [...inputChecks, ...foundChecks(chain), ...judgeChain(chain, true, options)];
    const report = { ...reportOf(options.time, checks), certificate, chain };
    if (report.verdict === 'valid') return report;
    first ??= report;
  }
  if (first !== undefined) return first;
  const checks = [...inputChecks, ...missingChecks(notes), ...judgeChain([certificate], false, options)];
  return { ...reportOf(options.time, checks), certificate };
}

function foundChecks(chain: readonly Certificate[]): Check[] {
  const keyId = chain[chain.length - 1]?.keyId;
  return [passed(PATH_ISSUER, keyId === undefined ? undefined : { anchor: keyId }), passed(PATH_SIGNATURE)];
}

function missingChecks(notes: SearchNotes): Check[] {
  if (notes.exhausted) return [failed(PATH_ISSUER, 'budget'), skipped(PATH_SIGNATURE)];
  if (!notes.issuerNamed) return [failed(PATH_ISSUER, 'unknown'), skipped(PATH_SIGNATURE)];
  if (!notes.issuerFound) return [passed(PATH_ISSUER), failed(PATH_SIGNATURE, 'wrong-key')];
  return [failed(PATH_ISSUER, 'no-anchor'), passed(PATH_SIGNATURE)];
}

function judgeChain(certificates: readonly Certificate[], anchored: boolean, options: PathOptions): Check[] {
  const { time, profile, authorityProfile } = options;
  const chain: Chain = { certificates, anchored, time, profile, authorityProfile };
  const [leaf, issuer] = certificates;
  const anchor = anchored ? certificates[certificates.length - 1] : undefined;
  return [
    ...PATH_RULES.map((rule) => rule(chain)),
    ...(profile && leaf ? checkProfile(profile, { certificate: leaf, issuer }) : []),
    ...(authorityProfile && anchor
      ? checkProfile(authorityProfile, { certificate: anchor, issuer: anchor })
      : []),
  ];
}
