import { equal } from '@kazasu/bytes';
import { type Certificate, endOfSecond, extensionOf } from '../certificate.ts';
import { BASIC_CONSTRAINTS } from '../extension/index.ts';
import { newNotes, type Search } from './build.ts';
import { type CrlShelf, crlShelf } from './crl-shelf.ts';
import type { Ledger } from './ledger.ts';
import type { PathDemands, RevocationDemands } from './options.ts';
import { type Pool, poolOf } from './pool.ts';
import type { KnownStatus, LearnStatus } from './status.ts';

/** One path that is asked for: the caller's, or that of somebody who signed a CRL or an OCSP answer. */
export interface Question {
  readonly leaf: Certificate;
  readonly anchors: readonly Certificate[];
  readonly time: number;
  readonly demands: PathDemands;
  /** Every certificate but the anchor must be known to be good. */
  readonly revocation: boolean;
}

/** What paths are judged with. */
export interface PathMaterial extends Omit<RevocationDemands, 'revocation'> {
  readonly intermediates: readonly Certificate[];
  /** Some were left out because of a limit. */
  readonly intermediatesCut?: boolean;
}

/** What one judgement and the judgements of signers within it share. */
export interface Session {
  readonly ledger: Ledger;
  readonly intermediates: readonly Certificate[];
  readonly intermediatesCut: boolean;
  readonly crls: CrlShelf;
  readonly ocspResponses: readonly Uint8Array[];
  readonly knownCrlNumbers: RevocationDemands['knownCrlNumbers'];
  /** How statuses are learnt, if not from the CRLs and OCSP answers of the session as they stand. */
  readonly learn: LearnStatus | undefined;
  /** By the anchors that paths may lead to: the caller's, and for signers the one above the certificate. */
  readonly pools: { readonly anchors: readonly Certificate[]; readonly pool: Pool }[];
  /** Statuses asked for already. */
  readonly known: KnownStatus[];
  /** Certificates whose status is being asked for: evidence that they signed says nothing about themselves. */
  readonly open: Set<Certificate>;
}

/** Several sessions may share a ledger: then they share the budget, and none verifies what another has. */
export function openSession(material: PathMaterial, ledger: Ledger, learn?: LearnStatus): Session {
  const {
    intermediates,
    intermediatesCut = false,
    crls = [],
    ocspResponses = [],
    knownCrlNumbers,
  } = material;
  const given = { intermediates, intermediatesCut, crls: crlShelf(crls), ocspResponses, knownCrlNumbers };
  return { ledger, learn, ...given, pools: [], known: [], open: new Set() };
}

export function searchFor({ anchors, time }: Question, session: Session): Search {
  const { ledger } = session;
  const pool = poolFor(anchors, session);
  const likely = (candidate: Certificate) =>
    isInTime(candidate, time) && extensionOf(candidate, BASIC_CONSTRAINTS)?.authority === true;
  return { pool, ledger, likely, notes: newNotes() };
}

function poolFor(anchors: readonly Certificate[], { pools, intermediates }: Session): Pool {
  const isSame = (one: readonly Certificate[]) =>
    one.length === anchors.length && one.every((anchor, i) => anchor === anchors[i]);
  const known = pools.find((one) => isSame(one.anchors));
  if (known !== undefined) return known.pool;
  const pool = poolOf(anchors, intermediates);
  pools.push({ anchors, pool });
  return pool;
}

export function isInTime({ notBefore, notAfter }: Certificate, time: number): boolean {
  return notBefore <= time && time <= endOfSecond(notAfter);
}

export function isSameCertificate(a: Certificate, b: Certificate): boolean {
  return a === b || equal(a.encoded, b.encoded);
}
