import { toHex } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';
import { RelyingPartyError } from '../error.ts';
import type { VerificationOrder } from './order.ts';
import type { Verification } from './parse.ts';

/**
 * That an answer is about what was asked: purpose, reference and way of revocation; of values their digests, of a document its
 * hash. Throws `rp/response`. A cache, a proxy or a verifier that mixes up two of its callers would otherwise
 * have one person's signature pass for another's.
 */
export function requireAnswerTo(order: VerificationOrder, documentHash: string, answer: Verification): void {
  const { purpose, reference, revocation = 'crl' } = order;
  requireSame(answer.purpose, purpose, 'purpose');
  requireSame(answer.reference, reference, 'reference');
  requireSame(answer.revocation, revocation, 'revocation');
  if ('document' in order) requireSame(answer.document, documentHash, 'document');
  else if ('detached' in order) requireDetached(order.detached, answer);
  else requireDigests(order, answer);
}

/** Throws `rp/response`. */
export function requireSame(answered: unknown, asked: unknown, what: string): void {
  if (answered !== asked) {
    throw new RelyingPartyError(
      'rp/response',
      `the verifier: the answer has another ${what} than the question`,
    );
  }
}

/**
 * What a JWE holds is known to the verifier alone: a result for other documents is an answer, and is not `valid`. Where no
 * digests were stated, nothing can be compared.
 */
function requireDigests(
  order: Exclude<VerificationOrder, { readonly document: unknown } | { readonly detached: unknown }>,
  { verdict, digests }: Verification,
): void {
  const isKnown = !('jwe' in order) || verdict === 'valid';
  const asked = 'jwe' in order ? order.digests : order.signatures.map(({ digest }) => digest);
  if (asked !== undefined && isKnown) requireSame(digests.join(), asked.map(sha256In).join(), 'digest');
}

/** Whoever signed it signed a hash of this content. */
function requireDetached(
  { signature, content }: { readonly signature: Uint8Array; readonly content: Uint8Array },
  { verdict, digests, document }: Verification,
): void {
  requireSame(document, sha256Of(signature), 'document');
  if (verdict !== 'valid') return;
  for (const digest of digests) requireSame(digest, hashLike(digest, content), 'digest');
}

const HASHES: Readonly<Record<number, string>> = { 64: 'sha256', 96: 'sha384', 128: 'sha512' };

/** By the algorithm whose digests are as long as this one; undefined where there is none. */
function hashLike({ length }: string, content: Uint8Array): string | undefined {
  const algorithm = HASHES[length];
  return algorithm && createHash(algorithm).update(content).digest('hex');
}

function sha256Of(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}

const SHA256_LENGTH = 32;

/** A SHA-256, or the one at the end of its DigestInfo. */
function sha256In(digest: Uint8Array): string {
  return toHex(digest.subarray(-SHA256_LENGTH));
}
