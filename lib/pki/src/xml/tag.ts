import { PkiError } from '../error.ts';

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const GREATER_THAN = 0x3e;
const LESS_THAN = 0x3c;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const COLON = 0x3a;
const XMLNS = [...'xmlns'].map((character) => character.charCodeAt(0));

interface TagSurvey {
  /** Namespace declarations among them. */
  readonly attributes: number;
  readonly declarations: number;
  /** Whether a prefixed name in it may be `Id` in some spelling. */
  readonly prefixedId: boolean;
  /** Closed by itself. */
  readonly empty: boolean;
  /** Behind its `>`. */
  readonly end: number;
}

/** Counts what a start tag holds; `at` is behind its `<`. Fails with `pki/xml` if it never ends. */
export function surveyTag(bytes: Uint8Array, at: number): TagSurvey {
  let attributes = 0;
  let declarations = 0;
  let prefixedId = false;
  for (let i = at; i < bytes.length; i++) {
    const octet = bytes[i];
    if (octet === GREATER_THAN)
      return { attributes, declarations, prefixedId, empty: bytes[i - 1] === SLASH, end: i + 1 };
    if (octet === LESS_THAN) break;
    if (octet === EQUALS) attributes++;
    else if (octet === QUOTE || octet === APOSTROPHE) i = endOfValue(bytes, i, octet);
    else if (octet === COLON) prefixedId ||= isId(bytes, i + 1);
    else if (octet === XMLNS[0] && startsDeclaration(bytes, i)) declarations++;
  }
  throw new PkiError('pki/xml', 'tag without end');
}

function endOfValue(bytes: Uint8Array, open: number, quote: number): number {
  const close = bytes.indexOf(quote, open + 1);
  if (close < 0) throw new PkiError('pki/xml', 'attribute value without end');
  return close;
}

/** `id` in small or capital letters; what follows is not looked at, so that at worst too many are suspected. */
function isId(bytes: Uint8Array, at: number): boolean {
  return ((bytes[at] ?? 0) | 0x20) === 0x69 && ((bytes[at + 1] ?? 0) | 0x20) === 0x64;
}

/** A white-space character and `xmlns`: an attribute that begins so is at worst counted once too often. */
function startsDeclaration(bytes: Uint8Array, at: number): boolean {
  return (bytes[at - 1] ?? 0) <= 0x20 && XMLNS.every((octet, i) => bytes[at + i] === octet);
}

/** The place behind the next occurrence of a delimiter of ASCII characters. Fails with `pki/xml` if there is none. */
export function skipPast(bytes: Uint8Array, from: number, delimiter: string): number {
  const last = delimiter.length - 1;
  for (let i = bytes.indexOf(GREATER_THAN, from); i >= 0; i = bytes.indexOf(GREATER_THAN, i + 1)) {
    let matches = i - last >= from;
    for (let j = 0; matches && j < last; j++) matches = bytes[i - last + j] === delimiter.charCodeAt(j);
    if (matches) return i + 1;
  }
  throw new PkiError('pki/xml', 'comment, instruction or CDATA section without end');
}
