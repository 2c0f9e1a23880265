import { toHex } from '@kazasu/bytes';
import type { Check } from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import type { ProofLink } from '../bundle/index.ts';
import { commitValidation, type Entry, VALIDATION_PART } from '../entry/index.ts';
import { sha256 } from '../merkle/index.ts';
import { decisiveFacts } from './nested.ts';
import type { CheckOptions } from './options.ts';
import { entryOf } from './record.ts';
import { EVIDENCE_CURRENT, EVIDENCE_RENEWAL, EVIDENCE_TIME } from './rules-time.ts';
import { checkToken, type Stamp, stampsOf } from './stamp.ts';

/** How far the clocks of a service and of a time-stamp unit may part, in milliseconds. */
export const CLOCK_TOLERANCE = 60_000;
const DAY = 86_400_000;

export interface TimeFinding {
  readonly checks: readonly Check[];
  readonly stamps: readonly Stamp[];
}

/** Every step's token, whether it proves the record's time, whether each is renewed by the next, and how the last one is now. */
export function checkTimes(entry: Entry, proof: readonly ProofLink[], options: CheckOptions): TimeFinding {
  const stamps = stampsOf(proof, options);
  const [first] = stamps;
  const checks = [
    ...stamps.map((stamp, step) => checkToken(stamp, step, options)),
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
    checkCurrent(stamps.at(-1), options),
  ];
  return { checks, stamps };
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
  const material = older.validation.map(({ octets }) => octets);
  // Each is named, and none is left out: one of two lists may be the one that revokes.
  if (!material.every(names) || entry.parts[VALIDATION_PART] !== commitValidation(material))
    return [failed(EVIDENCE_RENEWAL, 'material', facts)];
  const [from, to] = [before?.genTime, after?.genTime];
  if (from !== undefined && to !== undefined && to < from) return [failed(EVIDENCE_RENEWAL, 'order', facts)];
  const proven = before?.valid === true && after?.valid === true;
  return [proven ? passed(EVIDENCE_RENEWAL, facts) : undetermined(EVIDENCE_RENEWAL, 'unproven', facts)];
}

/** Whether the last token would still be accepted today, its unit's status aside: that was learnt when it was made. */
function checkCurrent(stamp: Stamp | undefined, { time }: CheckOptions): Check {
  const { present } = stamp ?? {};
  if (present === undefined || stamp?.valid !== true) return undetermined(EVIDENCE_CURRENT, 'unproven');
  return present.verdict === 'valid'
    ? passed(EVIDENCE_CURRENT, { time })
    : undetermined(EVIDENCE_CURRENT, 'aged', decisiveFacts(present));
}
