import { PkiError } from '../error.ts';

const GREATER_THAN = 0x3e;

/** Longer than any XML declaration with reasonable spaces. */
const DECLARATION_MAX = 256;

const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.0\1(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])[Uu][Tt][Ff]-8\2)?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(?:yes|no)\3)?[ \t\r\n]*\?>/;

/**
 * Decides on version and encoding before anything is parsed (XML 1.0 sections 2.8, 4.3.3 and F): version 1.0, UTF-8, with
 * or without a byte order mark, which is no part of the document. Another encoding is refused, and not converted: a text
 * that two readers decode differently says two things under one signature. Returns the place behind the declaration.
 */
export function readDeclaration(bytes: Uint8Array): number {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const start = marked ? 3 : 0;
  const end = bytes.indexOf(GREATER_THAN, start) + 1;
  const head = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + DECLARATION_MAX)));
  if (!/^<\?xml[ \t\r\n]/.test(head)) {
    if (!/^[ \t\r\n]*</.test(head)) throw new PkiError('pki/xml', 'not XML in UTF-8');
    return start;
  }
  const match = DECLARATION.exec(head);
  if (match === null) throw new PkiError('pki/xml', 'not XML 1.0 in UTF-8 by its declaration');
  return start + match[0].length;
}
