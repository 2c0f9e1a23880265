import { BytesError } from '../error.ts';
import { fromBase64, toBase64 } from './base64.ts';

/** RFC 7468 textual encoding with one label. */
export function toPem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** Reads exactly one block with the given label; text around it is refused (`bytes/pem`). */
export function fromPem(label: string, text: string): Uint8Array<ArrayBuffer> {
  const match =
    /^-----BEGIN ([A-Z0-9 ]+)-----\r?\n([A-Za-z0-9+/=\r\n]+?)\r?\n?-----END ([A-Z0-9 ]+)-----\s*$/.exec(text);
  if (match === null || match[1] !== label || match[3] !== label) {
    throw new BytesError('bytes/pem', `not one PEM block labelled ${label}`);
  }
  return fromBase64((match[2] as string).replace(/[\r\n]/g, ''));
}
