import { DER, fromUtf8 } from '@kazasu/bytes';
import { PkiError } from './error.ts';

/** RFC 5280's upper bounds are 64 to 128 characters; nobody's name comes near this. */
const TEXT_MAX = 4096;
const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

/**
 * The text of an attribute value, or undefined if it is none that compares as text: then its octets count. Fails with
 * `pki/name` for a value that its own type forbids, `bytes/utf8`, or `pki/budget`.
 */
export function attributeText(tag: number, bytes: Uint8Array): string | undefined {
  switch (tag) {
    case DER.utf8String:
      return fromUtf8(bounded(bytes));
    case DER.printableString:
      return printable(ascii(bounded(bytes)));
    case DER.ia5String:
    case DER.numericString:
    case DER.visibleString:
      return asciiOrNothing(ascii(bounded(bytes)));
    case DER.teletexString:
      return teletex(bounded(bytes));
    case DER.bmpString:
      return wide(bounded(bytes), 2);
    case DER.universalString:
      return wide(bounded(bytes), 4);
    default:
      return undefined;
  }
}

function bounded(bytes: Uint8Array): Uint8Array {
  if (bytes.length > TEXT_MAX) throw new PkiError('pki/budget', 'name attribute too long');
  return bytes;
}

function ascii(bytes: Uint8Array): string {
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}

function printable(text: string): string {
  if (!PRINTABLE.test(text)) throw new PkiError('pki/name', 'character outside PrintableString');
  return text;
}

/** A code point above 7F is no IA5String; it is kept as bytes and so never equals a text. */
function asciiOrNothing(text: string): string | undefined {
  return /^[\0-\x7f]*$/.test(text) ? text : undefined;
}

/**
 * Nobody agrees on what TeletexString means beyond letters and digits: T.61 shifts its character sets, most software reads
 * Latin-1. Where all readings agree it is a text, everything else equals only its own octets.
 */
function teletex(bytes: Uint8Array): string | undefined {
  const text = ascii(bytes);
  return PRINTABLE.test(text) ? text : undefined;
}

/** BMPString and UniversalString: two or four octets a code point, big-endian. Surrogates are no code points. */
function wide(bytes: Uint8Array, width: 2 | 4): string {
  if (bytes.length % width !== 0) throw new PkiError('pki/name', 'string cut off within a character');
  let text = '';
  for (let at = 0; at < bytes.length; at += width) {
    let code = 0;
    for (let i = at; i < at + width; i++) code = code * 256 + (bytes[i] as number);
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
      throw new PkiError('pki/name', 'string with a code that is no character');
    }
    text += String.fromCodePoint(code);
  }
  return text;
}

/**
 * The comparable form of a text attribute: string preparation of RFC 4518 as RFC 5280 section 7.1 wants it.
 * Undefined for a text that RFC 4518 section 2.4 prohibits (private use, unassigned in Unicode, U+FFFD): such
 * a value equals only itself, octet for octet. What is assigned, the language's Unicode says, not the 3.2 of
 * RFC 3454: Japanese names have characters assigned since.
 */
export function comparableText(text: string): string | undefined {
  // Nearly all names are these; all the rest below leaves them as the last line does.
  if (/^[ A-Za-z0-9'()+,\-./:=?@_&]*$/.test(text)) return squeezed(text.toLowerCase());
  if (/[\p{Co}\p{Cs}\p{Cn}\uFFFD]/u.test(text)) return undefined;
  const mapped = text
    .replace(/[\t\n\v\f\r\u0085\p{Z}]/gu, ' ')
    .replace(/\p{Cc}|\p{Cf}|\p{Variation_Selector}|\u034F|\u1806|\uFFFC/gu, '');
  return squeezed(foldCase(foldCase(mapped.normalize('NFKC')).normalize('NFKC')).normalize('NFKC'));
}

function squeezed(text: string): string {
  return text.replace(/ +/g, ' ').trim();
}

/**
 * RFC 3454 table B.2. Upper case first, because that spells out what lower case leaves alone (`ß`, ypogegrammeni); the
 * dotless i, whose upper case is the other one's too, stays itself; a sigma is one letter wherever it stands.
 */
function foldCase(text: string): string {
  return text.replace(/[^\u0131]+/gu, (part) => part.toUpperCase().toLowerCase()).replaceAll('ς', 'σ');
}
