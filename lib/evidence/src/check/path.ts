import {
  type Check,
  ifReadable,
  type Profile,
  parseCertificate,
  type Report,
  validatePath,
  validateSigner,
} from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import type { Material } from './material.ts';
import { decisiveFacts } from './nested.ts';
import type { CheckOptions } from './options.ts';
import { firstValid, PROFILES } from './profiles.ts';
import { EVIDENCE_PATH } from './rules-signature.ts';

export interface PathQuestion {
  readonly material: Material;
  /** Of the record. */
  readonly at: number;
  readonly position: number;
  /** Of a signature in a document: since when a time-stamp proves that it exists, if one does. */
  readonly stamped?: { readonly provenAt?: number };
}

/**
 * A signer's certificate at the time of the record, by the lists of then. Of a signature in a document as documents are judged
 * (ETSI EN 319 102-1 5.5): at the time that a time-stamp proves, and what was revoked since was good; without such a
 * time a revoked or outdated certificate leaves it open, because one may still be found.
 */
export function checkPath(
  certificate: Uint8Array,
  question: PathQuestion,
  { trust, profiles = PROFILES }: CheckOptions,
): { readonly check: Check; readonly report: Report } {
  const { material, at, position, stamped } = question;
  const anchors = trust?.anchors ?? [];
  const { certificates: intermediates, crls, ocspResponses } = material;
  const given = { anchors, time: at, intermediates, crls, ocspResponses };
  const parsed = stamped && ifReadable(() => parseCertificate(certificate));
  const judge = (profile: Profile | undefined): Report =>
    stamped && parsed
      ? validateSigner({ ...given, ...stamped, certificate: parsed, ...(profile && { profile }) })
      : validatePath({ ...given, certificate, revocation: 'required', ...(profile && { profile }) });
  const report = firstValid(profiles, judge);
  const facts = { signature: position, at: stamped?.provenAt ?? at };
  if (anchors.length === 0) return { check: undetermined(EVIDENCE_PATH, 'no-anchor', facts), report };
  return { check: summary(report, facts), report };
}

function summary(report: Report, facts: NonNullable<Check['facts']>): Check {
  if (report.verdict === 'valid') return passed(EVIDENCE_PATH, facts);
  const because = { ...facts, ...decisiveFacts(report) };
  return report.verdict === 'invalid'
    ? failed(EVIDENCE_PATH, 'not-valid', because)
    : undetermined(EVIDENCE_PATH, 'undecided', because);
}
