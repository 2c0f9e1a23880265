import { concat, toUtf8 } from '@kazasu/bytes';
import type { Challenge } from './app.ts';

/** Separate these signatures from each other and from every other use of the keys. */
const CONTEXT = {
  authentication: 'kazasu/authentication/v1',
  signature: 'kazasu/signature/v1',
  chip: 'kazasu/chip/v1',
  registration: 'kazasu/registration/v1',
} as const;

/**
 * The bytes whose SHA-256 the card signs: context and the six fields, each behind its length as four big-endian
 * octets, so that no two different challenges have the same bytes. The app builds it from the fields that it shows,
 * the provider from the fields that it stored.
 */
export function challengeMessage(challenge: Challenge): Uint8Array<ArrayBuffer> {
  return message(CONTEXT.authentication, challenge);
}

/** As above, in a context of its own: what the card signs when its holder sets the app up (holder.ts). No login takes it. */
export function registrationMessage(challenge: Challenge): Uint8Array<ArrayBuffer> {
  return message(CONTEXT.registration, challenge);
}

/**
 * The bytes whose SHA-256 both chip keys sign when items are asked for: as above in a context of its own, and at the
 * end the SHA-256 (32 bytes, computed by the caller) of the authentication certificate (EF 000A, DER). So the chip
 * speaks of this login with this certificate, and of nothing that the authentication key signs.
 */
export function chipMessage(challenge: Challenge, certificateHash: Uint8Array): Uint8Array<ArrayBuffer> {
  if (certificateHash.length !== 32) throw new RangeError('chip message: not a SHA-256');
  return concat(message(CONTEXT.chip, challenge), behindLength(certificateHash));
}

/**
 * The bytes whose SHA-256 goes into what the signature key signs beside the documents ({@link possessionOctets}): the fields of
 * the challenge in a context of its own, then the number of inputs and each of them, all behind their length. It ties these
 * documents to this transaction and relying party.
 */
export function signingMessage(challenge: Challenge, inputs: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const count = behindLength(toUtf8(String(inputs.length)));
  return concat(message(CONTEXT.signature, challenge), count, ...inputs.map(behindLength));
}

/** In ASCII, 18 octets. */
const POSSESSION = toUtf8('kazasu/signature/1');

/**
 * What the signature key signs to show that it is at hand, under the card's padding and neither hashed nor in a DigestInfo:
 * context and SHA-256 (32 bytes, computed by the caller) of the signing message. These are 50 octets, and a relying party can
 * have 32 or 51 signed; so no document of one relying party gives the proof that another transaction needs.
 */
export function possessionOctets(messageHash: Uint8Array): Uint8Array<ArrayBuffer> {
  if (messageHash.length !== 32) throw new RangeError('possession: not a SHA-256');
  return concat(POSSESSION, messageHash);
}

function message(context: string, challenge: Challenge): Uint8Array<ArrayBuffer> {
  const fields = [
    context,
    challenge.issuer,
    challenge.clientId,
    challenge.origin,
    challenge.transaction,
    challenge.nonce,
    String(challenge.expiresAt),
  ];
  return concat(...fields.map((field) => behindLength(toUtf8(field))));
}

function behindLength(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return concat(length, bytes);
}
