import { toUtf8 } from '@kazasu/bytes';
import { CardError } from '../../error.ts';

/** What differs between tokens; PKCS#11's CK_TOKEN_INFO holds the rest as constants. Text is printable ASCII. */
export interface TokenInformation {
  /** At most 32 characters. */
  readonly label: string;
  /** At most 32 characters. */
  readonly manufacturer: string;
  /** At most 16 characters. */
  readonly model: string;
  /** At most 16 characters. */
  readonly serialNumber: string;
}

/** EF 0006 (facts a.4): CK_TOKEN_INFO with 32-bit big-endian numbers. */
const TOKEN_INFORMATION_LENGTH = 160;

const TEXTS = [
  { name: 'label', offset: 0, size: 32 },
  { name: 'manufacturer', offset: 32, size: 32 },
  { name: 'model', offset: 64, size: 16 },
  { name: 'serialNumber', offset: 80, size: 16 },
] as const;

/** As on the card: random generator, log-in required, PIN initialised, token initialised. */
const FLAGS = 0x0000_040d;
const UNAVAILABLE = 0xffff_ffff;

/** EF 0006, 160 bytes. Text that is too long or not printable ASCII is CardError `card/file`. */
export function encodeTokenInformation(information: TokenInformation): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(TOKEN_INFORMATION_LENGTH);
  for (const { name, offset, size } of TEXTS) {
    const text = information[name];
    if (text.length > size || !/^[\x20-\x7e]*$/.test(text)) {
      throw new CardError('card/file', `token information: ${name} does not fit`);
    }
    file.set(toUtf8(text.padEnd(size)), offset);
  }
  const view = new DataView(file.buffer);
  view.setUint32(96, FLAGS);
  // 100…115: session counts, zero for "no limit".
  view.setUint32(116, 16);
  view.setUint32(120, 6);
  for (let offset = 124; offset < 140; offset += 4) view.setUint32(offset, UNAVAILABLE);
  file.set(toUtf8('0301'), 140);
  file.set(toUtf8('9'.repeat(16)), 144);
  return file;
}

/** Reads the four texts without their padding. Another length, or text that is not ASCII, is CardError `card/file`. */
export function parseTokenInformation(file: Uint8Array): TokenInformation {
  if (file.length !== TOKEN_INFORMATION_LENGTH) {
    throw new CardError('card/file', 'token information is not 160 bytes');
  }
  const text = (index: 0 | 1 | 2 | 3): string => {
    const { name, offset, size } = TEXTS[index];
    const value = String.fromCharCode(...file.subarray(offset, offset + size));
    if (!/^[\x20-\x7e]*$/.test(value))
      throw new CardError('card/file', `token information: ${name} is not text`);
    return value.replace(/ +$/, '');
  };
  return { label: text(0), manufacturer: text(1), model: text(2), serialNumber: text(3) };
}
