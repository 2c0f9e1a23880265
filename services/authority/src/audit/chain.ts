import { toHex, toUtf8 } from '@kazasu/bytes';
import type { AuditEntry } from '../api.ts';
import { sha256 } from '../key.ts';

/** What the first entry follows. */
export const NO_HASH = '0'.repeat(64);

/** An entry before it has its hash. */
export type AuditBody = Omit<AuditEntry, 'hash'>;

/**
 * SHA-256 (hex) over the JSON of the hash before and of this entry, its members in the order written here,
 * without spaces, in UTF-8.
 */
export function chainHash(before: string, entry: AuditBody): string {
  const { number, at, event, actor, residentId, reason, outcome } = entry;
  const certificates = entry.certificates.map(({ issuerKeyId, serial }) => ({ issuerKeyId, serial }));
  const text = JSON.stringify({
    before,
    number,
    at,
    event,
    actor,
    residentId,
    certificates,
    reason,
    outcome,
  });
  return toHex(sha256(toUtf8(text)));
}

export interface ChainEnd {
  readonly number: number;
  readonly hash: string;
}

/** Follows the chain over these entries; the number of the first one that is missing or does not fit, or the new end. */
export function followChain(
  from: ChainEnd,
  entries: readonly AuditEntry[],
): { readonly end: ChainEnd; readonly brokenAt?: number } {
  let end = from;
  for (const entry of entries) {
    const number = end.number + 1;
    if (entry.number !== number || entry.hash !== chainHash(end.hash, entry))
      return { end, brokenAt: number };
    end = { number, hash: entry.hash };
  }
  return { end };
}
