import { toBase64url } from '@kazasu/bytes';
import { hash } from '../crypto.ts';

/** `at_hash`, OpenID Connect Core 3.1.3.6: the left half of the SHA-256 of the access token, base64url. */
export function accessTokenHash(accessToken: string): string {
  return toBase64url(hash('sha256', accessToken, 'buffer').subarray(0, 16));
}
