import { equal } from '@kazasu/bytes';
import type { Certificate } from '../certificate.ts';
import { sameName } from '../name.ts';
import { signedBy } from '../signature.ts';

/**
 * Limits of one search. A card's certificate needs one signature, a path through a bridge five or six; a mesh
 * of cross-certificates made to stall a verifier needs thousands and is cut off here.
 */
export interface PathBudget {
  /** Signatures verified. */
  readonly signatures: number;
  /** Certificates in a chain, leaf and anchor included. */
  readonly depth: number;
  /** Partial chains looked at. */
  readonly steps: number;
}
export const PATH_BUDGET: PathBudget = { signatures: 64, depth: 10, steps: 256 };

/** What a search learnt besides the chains, so that a report can say why there is none. */
export interface SearchNotes {
  /** Some candidate bears the name of the leaf's issuer. */
  issuerNamed: boolean;
  /** Some candidate's key signed the leaf. */
  issuerFound: boolean;
  /** The budget ended the search. */
  exhausted: boolean;
  signatures: number;
}

interface Search {
  readonly intermediates: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  readonly budget: PathBudget;
  readonly notes: SearchNotes;
  readonly verified: Map<Certificate, Map<Certificate, boolean>>;
  steps: number;
}

/**
 * Finds chains from the leaf to an anchor, best guess first: an issuer must bear the right name and have signed
 * with its key. Several generations under one name are the rule here (facts b.1), so the key identifier orders
 * the candidates, and the signature alone decides. Says nothing about validity, constraints or policies.
 */
export function* findChains(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  anchors: readonly Certificate[],
  budget: PathBudget,
  notes: SearchNotes,
): Generator<readonly Certificate[]> {
  const usable = intermediates.filter((one) => !anchors.some((anchor) => equal(anchor.encoded, one.encoded)));
  const search = { intermediates: usable, anchors, budget, notes, verified: new Map(), steps: 0 };
  yield* extend([leaf], search);
}

export function newNotes(): SearchNotes {
  return { issuerNamed: false, issuerFound: false, exhausted: false, signatures: 0 };
}

function* extend(chain: readonly Certificate[], search: Search): Generator<readonly Certificate[]> {
  const last = chain[chain.length - 1] as Certificate;
  const fromLeaf = chain.length === 1;
  if (++search.steps > search.budget.steps || chain.length >= search.budget.depth) {
    search.notes.exhausted = true;
    return;
  }
  for (const { candidate, anchor } of candidates(last, search)) {
    if (fromLeaf) search.notes.issuerNamed = true;
    if (!anchor && chain.some((member) => sameSubject(member, candidate))) continue;
    if (!verified(last, candidate, search)) continue;
    if (fromLeaf) search.notes.issuerFound = true;
    if (anchor) yield [...chain, candidate];
    else yield* extend([...chain, candidate], search);
  }
}

/** A chain that meets the same name and key again only goes round in circles. */
function sameSubject(a: Certificate, b: Certificate): boolean {
  return equal(a.spki.encoded, b.spki.encoded) && sameName(a.subject, b.subject);
}

/** Everybody of the issuer's name: the named key first, then those who do not say, anchors before others. */
function candidates(certificate: Certificate, search: Search) {
  const named = [
    ...search.anchors.map((candidate) => ({ candidate, anchor: true })),
    ...search.intermediates.map((candidate) => ({ candidate, anchor: false })),
  ].filter(({ candidate }) => sameName(candidate.subject, certificate.issuer));
  return named.sort((a, b) => keyMatch(certificate, b.candidate) - keyMatch(certificate, a.candidate));
}

function keyMatch(certificate: Certificate, issuer: Certificate): number {
  if (certificate.issuerKeyId === undefined || issuer.keyId === undefined) return 1;
  return certificate.issuerKeyId === issuer.keyId ? 2 : 0;
}

function verified(certificate: Certificate, issuer: Certificate, search: Search): boolean {
  const byIssuer = search.verified.get(certificate) ?? new Map<Certificate, boolean>();
  search.verified.set(certificate, byIssuer);
  const known = byIssuer.get(issuer);
  if (known !== undefined) return known;
  if (search.notes.signatures >= search.budget.signatures) {
    search.notes.exhausted = true;
    return false;
  }
  search.notes.signatures++;
  const { signatureAlgorithm, tbs, signature } = certificate;
  const result = signedBy(issuer, signatureAlgorithm, tbs, signature);
  byIssuer.set(issuer, result);
  return result;
}
