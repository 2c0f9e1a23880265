import { BytesError } from '../error.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BASE64_CODES = codesOf(BASE64);
const BASE64URL_CODES = codesOf(BASE64URL);

/** RFC 4648 section 4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  const text = encode(bytes, BASE64_CODES);
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** RFC 4648 section 4; padding is demanded, spaces and non-zero trailing bits are refused (`bytes/base64`). */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0) throw new BytesError('bytes/base64', 'base64 length is not a multiple of four');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return decode(text.slice(0, text.length - padding), BASE64_VALUES);
}

/** RFC 4648 section 5, without padding, as JOSE writes it. */
export function toBase64url(bytes: Uint8Array): string {
  return encode(bytes, BASE64URL_CODES);
}

/** RFC 4648 section 5 without padding; anything else is refused, so one value has one spelling (`bytes/base64`). */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return decode(text, BASE64URL_VALUES);
}

/** Texts are put together from octets: character by character a certificate would take ten times as long. */
const ascii = new TextDecoder();

function encode(bytes: Uint8Array, alphabet: Uint8Array): string {
  const text = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    // What lies behind the end of the text is not kept.
    text[at] = alphabet[group >> 18] as number;
    text[at + 1] = alphabet[(group >> 12) & 63] as number;
    text[at + 2] = alphabet[(group >> 6) & 63] as number;
    text[at + 3] = alphabet[group & 63] as number;
    at += 4;
  }
  return ascii.decode(text);
}

const INVALID = 255;
const BASE64_VALUES = valuesOf(BASE64);
const BASE64URL_VALUES = valuesOf(BASE64URL);

function codesOf(alphabet: string): Uint8Array {
  return Uint8Array.from(alphabet, (character) => character.charCodeAt(0));
}

function valuesOf(alphabet: string): Uint8Array {
  const values = new Uint8Array(128).fill(INVALID);
  for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;
  return values;
}

function decode(text: string, values: Uint8Array): Uint8Array<ArrayBuffer> {
  if (text.length % 4 === 1) throw new BytesError('bytes/base64', 'base64 of impossible length');
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let offset = 0;
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? INVALID;
    if (value === INVALID) throw new BytesError('bytes/base64', 'character outside the alphabet', i);
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[offset++] = (bits >> held) & 255;
    }
  }
  if ((bits & ((1 << held) - 1)) !== 0) throw new BytesError('bytes/base64', 'trailing bits are not zero');
  return bytes;
}
