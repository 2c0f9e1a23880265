import { equal } from '@kazasu/bytes';
import { type Certificate, extensionOf } from '../certificate.ts';
import { BASIC_CONSTRAINTS } from '../extension/index.ts';
import { type Meter, newMeter } from './budget.ts';
import { newNotes, type Search, type Verified } from './build.ts';
import { endOfSecond } from './check-validity.ts';
import { type CrlShelf, crlShelf } from './crl-shelf.ts';
import type { PathDemands, PathOptions, RevocationDemands } from './options.ts';
import { type Pool, poolOf } from './pool.ts';
import type { KnownStatus } from './status.ts';

/** One path that is asked for: the caller's, or that of somebody who signed a CRL or an OCSP answer. */
export interface Question {
  readonly leaf: Certificate;
  readonly anchors: readonly Certificate[];
  readonly time: number;
  readonly demands: PathDemands;
  /** Every certificate but the anchor must be known to be good. */
  readonly revocation: boolean;
}

/** What one judgement and the judgements of signers within it share. */
export interface Session {
  readonly meter: Meter;
  readonly verified: Verified;
  /** All intermediates that could be read. */
  readonly intermediates: readonly Certificate[];
  readonly crls: CrlShelf;
  readonly ocspResponses: readonly Uint8Array[];
  readonly knownCrlNumbers: RevocationDemands['knownCrlNumbers'];
  /** Statuses asked for already. */
  readonly known: KnownStatus[];
  /** Certificates whose status is being asked for: evidence that they signed says nothing about themselves. */
  readonly open: Set<Certificate>;
}

export function newSession(intermediates: readonly Certificate[], options: PathOptions): Session {
  const { crls = [], ocspResponses = [], knownCrlNumbers, maxDepth, budget } = options;
  return {
    meter: newMeter({ ...budget, ...(maxDepth !== undefined && { depth: maxDepth }) }),
    verified: new Map(),
    intermediates,
    crls: crlShelf(crls),
    ocspResponses,
    knownCrlNumbers,
    known: [],
    open: new Set(),
  };
}

export function searchFor({ anchors, time }: Question, session: Session): Search {
  const { meter, verified, intermediates } = session;
  const pool: Pool = poolOf(anchors, intermediates);
  const likely = (candidate: Certificate) =>
    isInTime(candidate, time) && extensionOf(candidate, BASIC_CONSTRAINTS)?.authority === true;
  return { pool, meter, verified, likely, notes: newNotes() };
}

export function isInTime({ notBefore, notAfter }: Certificate, time: number): boolean {
  return notBefore <= time && time <= endOfSecond(notAfter);
}

export function isSameCertificate(a: Certificate, b: Certificate): boolean {
  return a === b || equal(a.encoded, b.encoded);
}
