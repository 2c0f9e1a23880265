import { toBase64url } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';

/** `ath`, RFC 9449 section 4.2: the whole SHA-256 of the access token, base64url. */
export function accessTokenDigest(accessToken: string): string {
  return toBase64url(createHash('sha256').update(accessToken, 'utf8').digest());
}
