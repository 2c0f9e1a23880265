import { toBase64url } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';

/** `at_hash`, OpenID Connect Core 3.1.3.6: the left half of the SHA-256 of the access token, base64url. */
export function accessTokenHash(accessToken: string): string {
  return toBase64url(createHash('sha256').update(accessToken, 'utf8').digest().subarray(0, 16));
}
