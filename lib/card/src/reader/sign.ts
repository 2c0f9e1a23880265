import { SIGNATURE_SCHEMES, type SignatureScheme } from '../application/jpki/signature-scheme.ts';
import { CardError } from '../error.ts';
import { RSA_LENGTH } from '../rsa.ts';
import { selectFile } from './file.ts';
import type { Link } from './link.ts';
import type { PinOptions } from './pin.ts';
import { requireOk } from './status-error.ts';

export interface SignOptions extends PinOptions {
  /** `given` unless told. */
  readonly scheme?: SignatureScheme;
}

/** What this scheme cannot sign is CardError `card/command`, before the card hears anything. */
export function requireSignable(data: Uint8Array, scheme: SignatureScheme = 'given'): void {
  const { lengthMin, lengthMax } = SIGNATURE_SCHEMES[scheme];
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
  return computeSignature(link, SIGNATURE_SCHEMES[scheme ?? 'given'].p1, 0x80, data);
}

/** As {@link signWithFile}, one after the other; the key stays selected between them. */
export async function signEachWithFile(
  link: Link,
  file: number,
  data: readonly Uint8Array[],
  scheme?: SignatureScheme,
): Promise<Uint8Array[]> {
  await selectFile(link, file);
  const signatures: Uint8Array[] = [];
  for (const one of data) {
    link.step('sign');
    signatures.push(await computeSignature(link, SIGNATURE_SCHEMES[scheme ?? 'given'].p1, 0x80, one));
  }
  return signatures;
}

/** With the current application's own key, which proves that the chip is present and needs no PIN. */
export async function signWithChip(link: Link, digestInfo: Uint8Array): Promise<Uint8Array> {
  link.step('sign');
  return computeSignature(link, SIGNATURE_SCHEMES.given.p1, 0x00, digestInfo);
}

async function computeSignature(link: Link, p1: number, p2: number, data: Uint8Array): Promise<Uint8Array> {
  const answer = await link.exchange({ cla: 0x80, ins: 0x2a, p1, p2, data, le: RSA_LENGTH });
  requireOk(answer.status, 'sign');
  if (answer.data.length !== RSA_LENGTH) {
    throw new CardError('card/response', 'signature of wrong length');
  }
  return answer.data;
}
