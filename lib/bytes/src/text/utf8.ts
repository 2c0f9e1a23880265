import { BytesError } from '../error.ts';

const encoder = new TextEncoder();
/** Names of people and places are short and often ASCII: to call the decoder for them costs ten times the reading. */
const SHORT = 32;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A surrogate without its partner, which no UTF-8 can carry, becomes U+FFFD. */
export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text) as Uint8Array<ArrayBuffer>;
}

/** Strict: malformed UTF-8 is refused (`bytes/utf8`), a byte order mark is kept as a character. */
export function fromUtf8(bytes: Uint8Array): string {
  if (bytes.length <= SHORT) {
    const text = asciiOf(bytes);
    if (text !== undefined) return text;
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new BytesError('bytes/utf8', 'not UTF-8');
  }
}

/** Undefined as soon as an octet is none of ASCII. */
function asciiOf(bytes: Uint8Array): string | undefined {
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const octet = bytes[i] as number;
    if (octet >= 0x80) return undefined;
    text += String.fromCharCode(octet);
  }
  return text;
}
