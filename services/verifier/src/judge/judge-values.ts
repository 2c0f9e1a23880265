import { toHex } from '@kazasu/bytes';
import {
  AUTHORITY_PROFILE,
  type Certificate,
  type Check,
  type DigestForm,
  ifReadable,
  isParseError,
  type PathReport,
  type PublicKey,
  parseCertificate,
  publicKeyOf,
  reportData,
  reportOf,
  validatePath,
} from '@kazasu/pki';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import type { RevocationMethod } from './ask.ts';
import type { Judgement } from './judgement.ts';
import { signerProfile } from './profile.ts';
import {
  believeList,
  believeNumbers,
  findRevocation,
  isKnownList,
  NOTHING_FOUND,
  type RevocationFound,
} from './revocation.ts';
import { EXPECTED_RULE, type OwnRule, SIGNATURE_RULE } from './rules.ts';
import { signedForm } from './signature-value.ts';

/** A digest (32 octets) and what the card gave for it. */
export interface SignatureValue {
  readonly digest: Uint8Array;
  readonly signature: Uint8Array;
}

export interface ValuesInput {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly values: readonly SignatureValue[];
  /** What ought to have been signed, where the caller says it; 32 octets each, in the same order. */
  readonly expected?: readonly Uint8Array[] | undefined;
  readonly revocation: RevocationMethod;
}

type JudgeDeps = Pick<VerifierDeps, 'config' | 'authority' | 'trust' | 'clock' | 'log' | 'store'>;

/**
 * Judges signatures over digests: each by the certificate's key, the certificate's path, profile and period, its revocation.
 * The authority is asked last, and only about a certificate that stands every other test: nobody can make us ask about
 * certificates that were never issued. Throws a VerifierError for what is no certificate, and while the authority is away.
 */
export async function judgeValues(deps: JudgeDeps, input: ValuesInput): Promise<Judgement> {
  const certificate = readCertificate(input.certificate);
  const { checks, forms } = signatureChecks(certificate, input);
  const time = deps.clock.now();
  const { path, found } = await judgeCertificate(deps, certificate, { ...input, checks, time });
  const report = reportOf(time, [...checks, ...path.checks], path.evidence);
  await believeNumbers(deps, report);
  return {
    method: 'values',
    report: reportData(report),
    certificate,
    signatures: input.values.map(({ digest, signature }, i) => ({
      certificate: certificate.encoded,
      value: signature,
      signed: { form: forms[i] ?? 'digest-info', digest },
    })),
    digests: input.values.map(({ digest }) => toHex(digest)),
    document: undefined,
    objects: [...chainObjects(path), ...found.objects],
  };
}

interface CertificateQuestion extends Pick<ValuesInput, 'revocation'> {
  /** Of the signatures. */
  readonly checks: readonly Check[];
  readonly time: number;
}

/**
 * Where the certificate points to a list that was believed before, one judgement with that list does: asking for it tells
 * nobody anything. Otherwise the authority is asked between two.
 */
async function judgeCertificate(
  deps: JudgeDeps,
  certificate: Certificate,
  { checks, time, revocation }: CertificateQuestion,
): Promise<{ readonly path: PathReport; readonly found: RevocationFound }> {
  const isRefused = (more: readonly Check[]) => reportOf(time, [...checks, ...more]).verdict === 'invalid';
  const known = revocation === 'crl' && isKnownList(deps, certificate) && !isRefused([]);
  const first = known ? undefined : judgePath(deps, certificate, NOTHING_FOUND, time);
  if (first !== undefined && isRefused(first.checks)) return { path: first, found: NOTHING_FOUND };
  const found = await findRevocation(deps, certificate, revocation);
  const path = judgePath(deps, certificate, found, time);
  if (path.verdict === 'valid') believeList(deps, certificate, found);
  return { path, found };
}

export function readCertificate(der: Uint8Array): Certificate {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (isParseError(error)) throw new VerifierError('certificate-malformed', {}, error);
    throw error;
  }
}

function signatureChecks(certificate: Certificate, { values, expected }: ValuesInput) {
  const key = keyOf(certificate);
  const forms: (DigestForm | undefined)[] = [];
  const checks: Check[] = [];
  for (const [position, { digest, signature }] of values.entries()) {
    const form = key && signedForm(key, digest, signature);
    forms.push(form);
    const reason = key === undefined ? 'key' : form === undefined ? 'wrong' : undefined;
    checks.push(check(SIGNATURE_RULE, reason, { signature: position + 1 }));
  }
  if (expected !== undefined)
    checks.push(check(EXPECTED_RULE, sameDigests(values, expected) ? undefined : 'other'));
  return { checks, forms };
}

function sameDigests(values: readonly SignatureValue[], expected: readonly Uint8Array[]): boolean {
  if (values.length !== expected.length) return false;
  return values.every(({ digest }, i) => toHex(digest) === toHex(expected[i] ?? new Uint8Array()));
}

/** An RSA key of the cards' kind; undefined for any other. */
function keyOf(certificate: Certificate): PublicKey | undefined {
  const key = ifReadable(() => publicKeyOf(certificate));
  return key?.family === 'rsa' ? key : undefined;
}

function check(
  { id, citation }: OwnRule,
  reason: string | undefined,
  facts?: { readonly [name: string]: number },
): Check {
  const told = { id, citation, ...(facts && { facts }) };
  return reason === undefined ? { ...told, status: 'passed' } : { ...told, status: 'failed', reason };
}

function judgePath(
  { config, trust }: JudgeDeps,
  certificate: Certificate,
  { crls, ocspResponses }: RevocationFound,
  time: number,
): PathReport {
  return validatePath({
    certificate,
    anchors: trust.anchors,
    time,
    profile: signerProfile(config),
    anchorProfile: AUTHORITY_PROFILE,
    crls,
    ocspResponses,
    revocation: 'required',
  });
}

/** Certificates of authorities, which tell of no person. */
function chainObjects({ chain = [] }: PathReport) {
  return chain.slice(1).map(({ encoded }) => ({ type: 'certificate' as const, octets: encoded }));
}
