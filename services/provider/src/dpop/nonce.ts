import { toBase64url, toUtf8 } from '@kazasu/bytes';
import { hmacSha256, keyVersion, sameText, type VersionedKey } from '@kazasu/server/keys';
import type { KeyObject } from '../crypto.ts';

/** For how long one is the newest; it is taken for as long again. Whoever comes more often is never asked to repeat. */
const TURN_MS = 5 * 60_000;
const MAC_LENGTH = 16;
const PURPOSE = toUtf8('dpop-nonce');

/** The nonce of this time, a MAC over its turn: the same on every node that has the secret. */
export function nonceAt(key: VersionedKey, time: number): string {
  return nonceOf(currentOf(key), turnAt(time));
}

export type NonceState = 'newest' | 'older' | 'unknown';

/** One of the turn before is older; so is one of the turn after, by a node whose clock is ahead, and one by the version of the key before or behind. */
export function judgeNonce(key: VersionedKey, nonce: string | undefined, time: number): NonceState {
  if (nonce === undefined) return 'unknown';
  const turn = turnAt(time);
  if (sameText(nonce, nonceOf(currentOf(key), turn))) return 'newest';
  const older = besideCurrent(key).some((secret) =>
    [turn - 1, turn, turn + 1].some((other) => sameText(nonce, nonceOf(secret, other))),
  );
  return older ? 'older' : 'unknown';
}

function currentOf(key: VersionedKey): KeyObject {
  return keyVersion(key, 'current' in key ? key.current : 1);
}

/** The current version, the one before, and the next, which a node whose clock is ahead may use already. */
function besideCurrent(key: VersionedKey): KeyObject[] {
  if (!('current' in key)) return [key];
  return [key.current, key.current - 1, key.current + 1].flatMap((version) => key.key(version) ?? []);
}

function turnAt(time: number): number {
  return Math.floor(time / TURN_MS);
}

function nonceOf(secret: KeyObject, turn: number): string {
  const mac = hmacSha256(secret, PURPOSE, toUtf8(String(turn)));
  return toBase64url(mac.subarray(0, MAC_LENGTH));
}
