import { concat, toUtf8 } from '@kazasu/bytes';
import type { Challenge } from './app.ts';

/** Separates these signatures from every other use of the authentication key. */
const CONTEXT = 'kazasu/authentication/v1';

/**
 * The bytes whose SHA-256 the card signs: context and the six fields, each behind its length as four big-endian
 * octets, so that no two different challenges have the same bytes. The app builds it from the fields that it shows,
 * the provider from the fields that it stored.
 */
export function challengeMessage(challenge: Challenge): Uint8Array<ArrayBuffer> {
  const fields = [
    CONTEXT,
    challenge.issuer,
    challenge.clientId,
    challenge.origin,
    challenge.transaction,
    challenge.nonce,
    String(challenge.expiresAt),
  ];
  return concat(
    ...fields.map((field) => {
      const bytes = toUtf8(field);
      const length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, bytes.length);
      return concat(length, bytes);
    }),
  );
}
