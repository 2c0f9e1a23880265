import {
  type Certificate,
  type CheckStatus,
  type Evidence,
  ifReadable,
  parseCertificate,
  type ReportData,
} from '@kazasu/pki';
import { createHash } from '../../crypto.ts';
import type { EvidenceObject } from '../../evidence/index.ts';

/** One certificate above the signer's. */
export interface Authority {
  readonly role: 'intermediate' | 'anchor';
  /** As it calls itself; undefined when its certificate is not at hand. */
  readonly name: string | undefined;
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface RevocationSource {
  readonly kind: 'crl' | 'ocsp';
  readonly number: string | undefined;
  readonly thisUpdate: number;
}

/** What a drawing shows of one signature. */
export interface Chain {
  /** From the root of trust downwards; empty where no path was found. */
  readonly authorities: readonly Authority[];
  readonly issued: CheckStatus;
  readonly period: CheckStatus;
  readonly notRevoked: CheckStatus;
  readonly revocation: RevocationSource | undefined;
  readonly signed: CheckStatus;
}

/** Of a document each signature has a report of its own; of bare values there is one for all. */
export function reportsOf(report: ReportData): readonly ReportData[] {
  return report.signatures ?? [report];
}

const SIGNED = [
  'values.signature',
  'cms.signature',
  'xades.signature',
  'cms.message-digest',
  'xades.reference',
];
const ISSUED = ['path.anchors', 'path.issuer', 'path.signature'];
const NOT_REVOKED = ['revocation.status', 'ades.revocation'];

export function chainOf(report: ReportData, objects: readonly EvidenceObject[]): Chain {
  const { evidence = [] } = report;
  const names = namesOf(objects);
  const authorities = evidence.flatMap((one) => authorityIn(one, names)).toReversed();
  const source = evidence.find(({ kind }) => kind === 'crl' || kind === 'ocsp');
  return {
    authorities,
    issued: worst(report, ISSUED),
    period: worst(report, ['path.validity']),
    notRevoked: worst(report, NOT_REVOKED),
    revocation: source && sourceOf(source),
    signed: worst(report, SIGNED),
  };
}

function authorityIn(evidence: Evidence, names: ReadonlyMap<string, string>): Authority[] {
  if (evidence.kind !== 'certificate') return [];
  const { role, sha256, notBefore = 0, notAfter = 0 } = evidence;
  if (role !== 'anchor' && role !== 'intermediate') return [];
  return [{ role, name: names.get(sha256), notBefore, notAfter }];
}

function sourceOf(evidence: Evidence): RevocationSource | undefined {
  if (evidence.kind === 'crl') {
    const { kind, number, thisUpdate } = evidence;
    return { kind, number, thisUpdate };
  }
  if (evidence.kind !== 'ocsp') return undefined;
  return { kind: 'ocsp', number: undefined, thisUpdate: evidence.thisUpdate };
}

const ORDER: readonly CheckStatus[] = ['failed', 'undetermined', 'passed'];

/** Of several checks the one that decides; `skipped` where none was made. */
function worst({ checks }: ReportData, ids: readonly string[]): CheckStatus {
  const made = checks.filter(({ id }) => ids.includes(id)).map(({ status }) => status);
  return ORDER.find((status) => made.includes(status)) ?? 'skipped';
}

/** Authorities' own names by the hash of their certificates. */
function namesOf(objects: readonly EvidenceObject[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { type, octets } of objects) {
    const certificate = type === 'certificate' ? ifReadable(() => parseCertificate(octets)) : undefined;
    if (certificate !== undefined) names.set(sha256(octets), nameOf(certificate));
  }
  return names;
}

/** The most particular of its attributes that are texts, then the organisation. */
function nameOf({ subject }: Certificate): string {
  const texts = subject.rdns.flat().flatMap(({ type, text }) => (text === undefined ? [] : [{ type, text }]));
  const of = (type: string) => texts.filter((one) => one.type === type).map(({ text }) => text);
  return [...of('2.5.4.3'), ...of('2.5.4.11').toReversed(), ...of('2.5.4.10')].slice(0, 3).join(', ');
}

function sha256(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}
