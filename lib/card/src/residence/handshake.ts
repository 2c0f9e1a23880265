import { concat } from '@kazasu/bytes';
import { sameBytes } from '../same-bytes.ts';
import { retailMac, type TripleDes } from './triple-des.ts';

/**
 * The mutual authentication of specification 3.5.2: both sides derive one key from the card number, show each other
 * that they know it, and put two halves of a session key together.
 */
export const CHALLENGE_LENGTH = 8;
export const KEY_LENGTH = 16;
const CIPHERTEXT_LENGTH = 32;
/** Ciphertext and its MAC. */
export const HANDSHAKE_LENGTH = 40;

/** A card number: two letters, eight digits, two letters, as ASCII. */
export function isCardNumber(number: Uint8Array): boolean {
  if (number.length !== 12) return false;
  return number.every((octet, index) =>
    index >= 2 && index < 10 ? octet >= 0x30 && octet <= 0x39 : octet >= 0x41 && octet <= 0x5a,
  );
}

/** A key out of a SHA-1: of the card number, or of {@link sessionSeed}. */
export function keyFrom(sha1: Uint8Array): Uint8Array {
  return sha1.slice(0, KEY_LENGTH);
}

/** What is hashed into the session key. */
export function sessionSeed(terminalHalf: Uint8Array, cardHalf: Uint8Array): Uint8Array {
  return concat(
    terminalHalf.map((octet, index) => octet ^ (cardHalf[index] ?? 0)),
    Uint8Array.of(0, 0, 0, 1),
  );
}

/** Whoever sends writes its own challenge first. */
export interface Handshake {
  readonly ownChallenge: Uint8Array;
  readonly otherChallenge: Uint8Array;
  readonly keyHalf: Uint8Array;
}

/** E ‖ M of either side: encrypted and authenticated under the same key. */
export function sealHandshake(tripleDes: TripleDes, key: Uint8Array, content: Handshake): Uint8Array {
  const plain = concat(content.ownChallenge, content.otherChallenge, content.keyHalf);
  const ciphertext = tripleDes.encrypt(key, plain);
  return concat(ciphertext, retailMac(tripleDes, key, ciphertext));
}

/** Undefined where the length is wrong or the MAC is another's. */
export function openHandshake(
  tripleDes: TripleDes,
  key: Uint8Array,
  message: Uint8Array,
): Handshake | undefined {
  if (message.length !== HANDSHAKE_LENGTH) return undefined;
  const ciphertext = message.subarray(0, CIPHERTEXT_LENGTH);
  if (!sameBytes(retailMac(tripleDes, key, ciphertext), message.subarray(CIPHERTEXT_LENGTH)))
    return undefined;
  const plain = tripleDes.decrypt(key, ciphertext);
  return {
    ownChallenge: plain.subarray(0, CHALLENGE_LENGTH),
    otherChallenge: plain.subarray(CHALLENGE_LENGTH, 2 * CHALLENGE_LENGTH),
    keyHalf: plain.subarray(2 * CHALLENGE_LENGTH),
  };
}
