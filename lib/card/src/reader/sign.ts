import { CardError } from '../error.ts';
import { RSA_LENGTH } from '../rsa.ts';
import { selectFile } from './file.ts';
import type { Link } from './link.ts';
import type { PinOptions } from './pin.ts';
import { requireOk } from './status-error.ts';

/** Longest message that a card hashes itself: what a short command carries. */
const MESSAGE_MAX = 255;

interface SchemeRule {
  readonly p1: number;
  readonly lengthMin: number;
  readonly lengthMax: number;
}

/**
 * What the card makes of the bytes it is given, by P1 (facts a.3). All but `given` were seen on a test card only. PKCS#1
 * means v1.5, hashes are SHA-256.
 */
const SCHEMES = {
  /** PKCS#1 around the bytes as they are, which should be a DigestInfo: what every client uses */
  given: { p1: 0x00, lengthMin: 1, lengthMax: 245 },
  /** PKCS#1 around the bare hash of the message, without DigestInfo */
  bareHashOfMessage: { p1: 0x01, lengthMin: 1, lengthMax: MESSAGE_MAX },
  /** PKCS#1 from a hash */
  pkcs1OfHash: { p1: 0x02, lengthMin: 32, lengthMax: 32 },
  /** PKCS#1 from a message */
  pkcs1OfMessage: { p1: 0x03, lengthMin: 1, lengthMax: MESSAGE_MAX },
  /** PSS from a hash */
  pssOfHash: { p1: 0x04, lengthMin: 32, lengthMax: 32 },
  /** PSS from a message */
  pssOfMessage: { p1: 0x05, lengthMin: 1, lengthMax: MESSAGE_MAX },
} as const satisfies { readonly [name: string]: SchemeRule };

export type SignatureScheme = keyof typeof SCHEMES;

export interface SignOptions extends PinOptions {
  /** `given` unless told. */
  readonly scheme?: SignatureScheme;
}

/** What this scheme cannot sign is CardError `card/command`, before the card hears anything. */
export function requireSignable(data: Uint8Array, scheme: SignatureScheme = 'given'): void {
  const { lengthMin, lengthMax } = SCHEMES[scheme];
  if (data.length < lengthMin || data.length > lengthMax) {
    throw new CardError('card/command', 'not the length that this scheme signs');
  }
}

/** With the key of a file of the current application. */
export async function signWithFile(
  link: Link,
  file: number,
  data: Uint8Array,
  scheme?: SignatureScheme,
): Promise<Uint8Array> {
  link.step('sign');
  await selectFile(link, file);
  return computeSignature(link, SCHEMES[scheme ?? 'given'].p1, 0x80, data);
}

/** With the current application's own key, which proves that the chip is present and needs no PIN. */
export async function signWithChip(link: Link, digestInfo: Uint8Array): Promise<Uint8Array> {
  link.step('sign');
  return computeSignature(link, SCHEMES.given.p1, 0x00, digestInfo);
}

async function computeSignature(link: Link, p1: number, p2: number, data: Uint8Array): Promise<Uint8Array> {
  const answer = await link.exchange({ cla: 0x80, ins: 0x2a, p1, p2, data, le: RSA_LENGTH });
  requireOk(answer.status, 'sign');
  if (answer.data.length !== RSA_LENGTH) {
    throw new CardError('card/response', 'signature of wrong length');
  }
  return answer.data;
}
