import { equal } from '@kazasu/bytes';
import type { Certificate } from '../certificate.ts';
import { sameName } from '../name.ts';
import { spend } from './budget.ts';
import { isSignedBy, type Ledger } from './ledger.ts';
import { type Candidate, namedCandidates, type Pool } from './pool.ts';

/** What a search learnt besides the chains, so that a report can say why there is none. */
export interface SearchNotes {
  /** Some candidate bears the name of the leaf's issuer. */
  issuerNamed: boolean;
  /** Some candidate's key signed the leaf. */
  issuerFound: boolean;
}

export interface Search {
  readonly pool: Pool;
  readonly ledger: Ledger;
  readonly notes: SearchNotes;
  /** Whether a candidate looks like an authority in use. Others come last, so that heaps of them hide none. */
  readonly likely: (candidate: Certificate) => boolean;
}

/**
 * Finds chains from the leaf to an anchor, best guess first: an issuer must bear the right name and have signed
 * with its key. Several generations under one name are the rule here (facts b.1), so the key identifier orders
 * the candidates, and the signature alone decides. Says nothing about validity, constraints or policies, and the order
 * depends on nothing but the input.
 */
export function findChains(leaf: Certificate, search: Search): Generator<readonly Certificate[]> {
  return extend([leaf], search, new Map());
}

export function newNotes(): SearchNotes {
  return { issuerNamed: false, issuerFound: false };
}

type Ordered = Map<Certificate, readonly Candidate[]>;

function* extend(
  chain: readonly Certificate[],
  search: Search,
  ordered: Ordered,
): Generator<readonly Certificate[]> {
  const { notes } = search;
  const { meter } = search.ledger;
  const last = chain[chain.length - 1] as Certificate;
  if (chain.length >= meter.budget.depth) {
    meter.exhausted = true;
    return;
  }
  for (const { certificate, anchor } of candidatesOf(last, search, ordered)) {
    if (!spend(meter, 'steps')) return;
    if (chain.length === 1) notes.issuerNamed = true;
    if (!anchor && chain.some((member) => sameSubject(member, certificate))) continue;
    if (isSignedBy(last, certificate, search.ledger) !== true) continue;
    if (chain.length === 1) notes.issuerFound = true;
    if (anchor) yield [...chain, certificate];
    else yield* extend([...chain, certificate], search, ordered);
  }
}

/** A chain that meets the same name and key again only goes round in circles. */
function sameSubject(a: Certificate, b: Certificate): boolean {
  return equal(a.spki.encoded, b.spki.encoded) && sameName(a.subject, b.subject);
}

/** Sorted once for each certificate, however many chains it stands in. */
function candidatesOf(certificate: Certificate, { pool, likely }: Search, ordered: Ordered) {
  const known = ordered.get(certificate);
  if (known !== undefined) return known;
  const named = namedCandidates(pool, certificate);
  const candidates = named.length < 2 ? named : sorted(named, certificate, likely);
  ordered.set(certificate, candidates);
  return candidates;
}

/** The key that is named first, then those that do not say; among them authorities in use first. */
function sorted(
  named: readonly Candidate[],
  child: Certificate,
  likely: Search['likely'],
): readonly Candidate[] {
  const ranked = named.map((candidate) => ({
    candidate,
    rank: 2 * keyMatch(child, candidate.certificate) + (likely(candidate.certificate) ? 1 : 0),
  }));
  return ranked.sort((a, b) => b.rank - a.rank).map(({ candidate }) => candidate);
}

function keyMatch(certificate: Certificate, issuer: Certificate): number {
  if (certificate.issuerKeyId === undefined || issuer.keyId === undefined) return 1;
  return certificate.issuerKeyId === issuer.keyId ? 2 : 0;
}
