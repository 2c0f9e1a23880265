import type { Certificate } from '../certificate.ts';
import { certificateEvidence, type Evidence } from '../evidence.ts';

/** The chain's certificates by their hashes, leaf first. */
export function chainEvidence(chain: readonly Certificate[]): Evidence[] {
  return chain.map((certificate, position) =>
    certificateEvidence(
      certificate,
      position === 0 ? 'subject' : position === chain.length - 1 ? 'anchor' : 'intermediate',
    ),
  );
}

/** What is there twice, because two certificates of a chain rest on it, is named once. */
export function distinctEvidence(evidence: readonly Evidence[]): Evidence[] {
  const isSame = (a: Evidence, b: Evidence) => a.sha256 === b.sha256 && a.kind === b.kind;
  return evidence.filter((item, i) => evidence.findIndex((other) => isSame(other, item)) === i);
}
