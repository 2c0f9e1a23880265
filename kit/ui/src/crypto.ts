import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal of names and contents, in the order given. */
export function fingerprintOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}

/** What a content security policy names an inline script or style by (CSP3 section 2.3.1). */
export function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
