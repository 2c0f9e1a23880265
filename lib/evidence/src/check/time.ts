import { toHex } from '@kazasu/bytes';
import { type Check, type TimestampReport, verifyTimestampToken } from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import type { EvidenceObject, ProofLink } from '../bundle/index.ts';
import type { Entry } from '../entry/index.ts';
import { sha256 } from '../merkle/index.ts';
import { materialOf } from './material.ts';
import { decisiveFacts } from './nested.ts';
import type { CheckOptions } from './options.ts';
import { entryOf } from './record.ts';
import { EVIDENCE_CURRENT, EVIDENCE_RENEWAL, EVIDENCE_TIME, EVIDENCE_TIMESTAMP } from './rules-time.ts';

/** How far the clocks of a service and of a time-stamp unit may part, in milliseconds. */
export const CLOCK_TOLERANCE = 60_000;
const DAY = 86_400_000;

/** What was found about one step's token. */
export interface Stamp {
  /** What the token says, believed or not. */
  readonly genTime: number | undefined;
  readonly valid: boolean;
  readonly report: TimestampReport | undefined;
}

export interface TimeFinding {
  readonly checks: readonly Check[];
  readonly stamps: readonly Stamp[];
}

/** Every step's token, whether it proves the record's time, whether each is renewed by the next, and how the last one is now. */
export function checkTimes(entry: Entry, proof: readonly ProofLink[], options: CheckOptions): TimeFinding {
  const told = proof.map((link) => probe(link, options)?.genTime);
  const stamps = proof.map((link, step) => stampOf(link, told[step], told[step + 1], options));
  const [first] = stamps;
  const checks = [
    ...proof.map((link, step) => checkToken(link, stamps[step] as Stamp, step, options)),
    checkFirst(entry, first, options),
    ...proof.slice(1).flatMap((link, before) => {
      const older = proof[before] as ProofLink;
      return checkRenewal({
        older,
        newer: link,
        stamps: [stamps[before], stamps[before + 1]],
        step: before + 1,
      });
    }),
    checkCurrent(proof.at(-1), stamps.at(-1), options),
  ];
  return { checks, stamps };
}

/** The token as it is for the present, its unit's status aside. Undefined without a token, or anchors to judge by. */
function probe(link: ProofLink, { trust, time }: CheckOptions): TimestampReport | undefined {
  return judge(link, trust?.timestampAnchors, { time, revocation: 'none' });
}

/**
 * A token is judged for the time of the next one, by lists of then: until then it was known to be good, and that is why renewing
 * it was worth something. The last one is judged for its own time; whether it has aged is another check.
 */
function stampOf(
  link: ProofLink,
  genTime: number | undefined,
  next: number | undefined,
  { trust, time }: CheckOptions,
): Stamp {
  const at = Math.min(next ?? genTime ?? time, time);
  const report = judge(link, trust?.timestampAnchors, { time: at, revocation: 'required' });
  return { genTime, valid: report?.verdict === 'valid', report };
}

function judge(
  { token, checkpoint, validation }: ProofLink,
  anchors: NonNullable<CheckOptions['trust']>['timestampAnchors'] = [],
  at: { readonly time: number; readonly revocation: 'required' | 'none' },
): TimestampReport | undefined {
  if (token === undefined) return undefined;
  const { certificates, crls, ocspResponses } = materialOf(validation);
  const lists = at.revocation === 'none' ? {} : { crls, ocspResponses };
  return verifyTimestampToken(token, {
    data: checkpoint,
    anchors,
    intermediates: certificates,
    ...lists,
    ...at,
  });
}

function checkToken(
  { token }: ProofLink,
  { report, genTime }: Stamp,
  step: number,
  { trust }: CheckOptions,
): Check {
  if (token === undefined || report === undefined)
    return undetermined(EVIDENCE_TIMESTAMP, 'absent', { step });
  const facts = { step, ...(genTime !== undefined && { genTime }) };
  if ((trust?.timestampAnchors ?? []).length === 0)
    return undetermined(EVIDENCE_TIMESTAMP, 'no-anchor', facts);
  if (report.verdict === 'valid') return passed(EVIDENCE_TIMESTAMP, facts);
  const because = { ...facts, ...decisiveFacts(report) };
  return report.verdict === 'invalid'
    ? failed(EVIDENCE_TIMESTAMP, 'not-valid', because)
    : undetermined(EVIDENCE_TIMESTAMP, 'undecided', because);
}

function checkFirst({ at }: Entry, stamp: Stamp | undefined, { stampDelayMax = DAY }: CheckOptions): Check {
  const genTime = stamp?.genTime;
  if (genTime === undefined) return undetermined(EVIDENCE_TIME, 'unproven', { at });
  const facts = { at, genTime };
  const margin = CLOCK_TOLERANCE + (stamp?.report?.accuracy ?? 0);
  if (genTime + margin < at) return failed(EVIDENCE_TIME, 'before', facts);
  if (genTime - at > stampDelayMax) return undetermined(EVIDENCE_TIME, 'late', facts);
  return stamp?.valid === true
    ? passed(EVIDENCE_TIME, facts)
    : undetermined(EVIDENCE_TIME, 'unproven', facts);
}

interface Renewal {
  readonly older: ProofLink;
  readonly newer: ProofLink;
  readonly stamps: readonly [Stamp | undefined, Stamp | undefined];
  readonly step: number;
}

/** The faults of a renewal, or that it has none. That the newer entry is in its tree is another check. */
function checkRenewal({ older, newer, stamps: [before, after], step }: Renewal): Check[] {
  const facts = { step };
  const entry = newer.entry === undefined ? undefined : entryOf(newer.entry);
  if (entry === undefined || 'code' in entry || entry.kind !== 'timestamp') {
    return [failed(EVIDENCE_RENEWAL, 'entry', facts)];
  }
  const names = (octets: Uint8Array) => entry.objects.includes(toHex(sha256(octets)));
  if (older.token !== undefined && !names(older.token)) return [failed(EVIDENCE_RENEWAL, 'token', facts)];
  if (!older.validation.every(({ octets }: EvidenceObject) => names(octets))) {
    return [failed(EVIDENCE_RENEWAL, 'material', facts)];
  }
  const [from, to] = [before?.genTime, after?.genTime];
  if (from !== undefined && to !== undefined && to < from) return [failed(EVIDENCE_RENEWAL, 'order', facts)];
  const proven = before?.valid === true && after?.valid === true;
  return [proven ? passed(EVIDENCE_RENEWAL, facts) : undetermined(EVIDENCE_RENEWAL, 'unproven', facts)];
}

/** Whether the last token would still be accepted today, its unit's status aside: that was learnt when it was made. */
function checkCurrent(link: ProofLink | undefined, stamp: Stamp | undefined, options: CheckOptions): Check {
  const report = link && probe(link, options);
  if (report === undefined || stamp?.valid !== true) return undetermined(EVIDENCE_CURRENT, 'unproven');
  return report.verdict === 'valid'
    ? passed(EVIDENCE_CURRENT, { time: options.time })
    : undetermined(EVIDENCE_CURRENT, 'aged', decisiveFacts(report));
}
