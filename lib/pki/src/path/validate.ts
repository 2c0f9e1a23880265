import type { Certificate } from '../certificate.ts';
import { completed } from '../complete.ts';
import { withHidden } from '../hidden.ts';
import { requireOptions } from '../option.ts';
import { reportOf } from '../report.ts';
import { PATH_BUDGET } from './budget.ts';
import { chainEvidence, distinctEvidence } from './evidence.ts';
import { anchorsCheck, formCheck, isCertificate, readInput } from './input.ts';
import { judgePath, type PathJudgement } from './judge-path.ts';
import { PATH_KINDS } from './kinds.ts';
import { openLedger } from './ledger.ts';
import type { PathOptions, PathReport } from './options.ts';
import { openSession } from './session.ts';

/**
 * Judges whether a certificate leads to a trust anchor (RFC 5280 section 6, with RFC 6818 and RFC 9618), at a time, under
 * the caller's demands. Picks the issuer by key among several of one name and tries every chain until one is valid.
 * Malformed inputs are checks that failed, and a fault of our own leaves the verdict indeterminate.
 * Throws nothing but a TypeError, for an option that is not of its kind.
 */
export function validatePath(options: PathOptions): PathReport {
  requireOptions(options, PATH_KINDS);
  return completed(options.time, () => judge(options));
}

function judge(options: PathOptions): PathReport {
  const { certificate, chain, evidence = [], ...report } = judgeOptions(options);
  const named: PathReport =
    chain === undefined
      ? { ...report, evidence }
      : { ...report, evidence: distinctEvidence([...chainEvidence(chain), ...evidence]) };
  return withHidden(named, { certificate, chain });
}

/** The same without the chain as evidence: a login's report names no certificate, and hashing them is time lost. */
export function judgeOptions(options: PathOptions): PathReport {
  const leaf = readInput(options.certificate);
  const anchors = options.anchors.map(readInput);
  const inputChecks = [formCheck(leaf), anchorsCheck(anchors)];
  if (!isCertificate(leaf) || inputChecks.some((check) => check.status === 'failed')) {
    return { ...reportOf(options.time, inputChecks), ...(isCertificate(leaf) && { certificate: leaf }) };
  }
  const { checks, chain, policies, evidence } = judgeLeaf(leaf, anchors.filter(isCertificate), options);
  return {
    ...reportOf(options.time, [...inputChecks, ...checks]),
    certificate: leaf,
    ...(chain && { chain }),
    ...(policies && { policies }),
    evidence,
  };
}

function judgeLeaf(leaf: Certificate, anchors: readonly Certificate[], options: PathOptions): PathJudgement {
  const { intermediates = [], budget, maxDepth, time, crls, ocspResponses } = options;
  const ledger = openLedger({ ...budget, ...(maxDepth !== undefined && { depth: maxDepth }) });
  const limit = budget?.certificates ?? PATH_BUDGET.certificates;
  const read = intermediates.slice(0, limit).map(readInput).filter(isCertificate);
  const intermediatesCut = intermediates.length > limit;
  const session = openSession({ ...options, intermediates: read, intermediatesCut }, ledger);
  if (intermediatesCut) ledger.meter.exhausted = true;
  const asked =
    options.revocation ?? (crls === undefined && ocspResponses === undefined ? 'none' : 'required');
  return judgePath({ leaf, anchors, time, demands: options, revocation: asked !== 'none' }, session);
}
