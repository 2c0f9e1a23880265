import { BytesError } from '../error.ts';
import { fromBase64, toBase64 } from './base64.ts';

const LINE = 64;

/** RFC 7468 textual encoding with one label. */
export function toPem(label: string, der: Uint8Array): string {
  const text = toBase64(der);
  let lines = '';
  for (let i = 0; i < text.length; i += LINE) lines += `${text.slice(i, i + LINE)}\n`;
  return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`;
}

/**
 * Reads exactly one block with the given label, lines of any length ended by LF or CRLF. Text around it, another
 * label, blank lines and spaces are refused (`bytes/pem`, `bytes/base64`).
 */
export function fromPem(label: string, text: string): Uint8Array<ArrayBuffer> {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const first = lines.shift();
  const last = lines.pop();
  if (first !== `-----BEGIN ${label}-----` || last !== `-----END ${label}-----` || lines.includes('')) {
    throw new BytesError('bytes/pem', `not one PEM block labelled ${label}`);
  }
  return fromBase64(lines.join(''));
}
