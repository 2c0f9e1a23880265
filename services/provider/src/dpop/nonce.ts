import { toBase64url, toUtf8 } from '@kazasu/bytes';
import { hmacSha256, sameText } from '@kazasu/server/keys';
import type { KeyObject } from '../crypto.ts';

/** For how long one is the newest; it is taken for as long again. Whoever comes more often is never asked to repeat. */
const TURN_MS = 5 * 60_000;
const MAC_LENGTH = 16;
const PURPOSE = toUtf8('dpop-nonce');

/** The nonce of this time, a MAC over its turn: the same on every node that has the secret. */
export function nonceAt(secret: KeyObject, time: number): string {
  return nonceOf(secret, turnAt(time));
}

export type NonceState = 'newest' | 'older' | 'unknown';

/** One of the turn before is older; so is one of the turn after, by a node whose clock is ahead. */
export function judgeNonce(secret: KeyObject, nonce: string | undefined, time: number): NonceState {
  if (nonce === undefined) return 'unknown';
  const turn = turnAt(time);
  if (sameText(nonce, nonceOf(secret, turn))) return 'newest';
  const older = [turn - 1, turn + 1].some((other) => sameText(nonce, nonceOf(secret, other)));
  return older ? 'older' : 'unknown';
}

function turnAt(time: number): number {
  return Math.floor(time / TURN_MS);
}

function nonceOf(secret: KeyObject, turn: number): string {
  const mac = hmacSha256(secret, PURPOSE, toUtf8(String(turn)));
  return toBase64url(mac.subarray(0, MAC_LENGTH));
}
