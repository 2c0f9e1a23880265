/** The parts of a compact JWS, as text and as octets. */
import { OidcError } from '../error.ts';

/** A JSON object, or anything else that JSON can say, in base64url. */
export function encodePart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Strict, so that a token has one spelling: what Node reads of a text must be written as that text. Throws `oidc/jws-form`. */
export function decodePart(part: string): Uint8Array<ArrayBuffer> {
  const octets = Buffer.from(part, 'base64url');
  if (octets.toString('base64url') !== part) throw new OidcError('oidc/jws-form', 'not base64url');
  return octets;
}
