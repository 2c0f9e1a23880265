import { toBase64url, toUtf8 } from '@kazasu/bytes';
import { hash, timingSafeEqual } from '../crypto.ts';
import { OidcError } from '../error.ts';

/** RFC 7636 section 4.1. */
const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;
/** A SHA-256 digest in base64url; the last character carries four bits only. */
const CHALLENGE = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** A verifier from 32 random octets: 43 characters. Throws `oidc/parameter` for fewer. */
export function createVerifier(random: Uint8Array): string {
  if (random.length < 32) throw new OidcError('oidc/parameter', 'a verifier needs 32 random octets');
  return toBase64url(random.subarray(0, 96));
}

export function isVerifier(text: string): boolean {
  return VERIFIER.test(text);
}

/** True for what S256 can produce. */
export function isChallenge(text: string): boolean {
  return CHALLENGE.test(text);
}

/** RFC 7636 section 4.2, S256. */
export function challengeOf(verifier: string): string {
  return hash('sha256', verifier, 'base64url');
}

/** RFC 7636 section 4.6. False, too, for a verifier that is not one. */
export function verifyPkce(verifier: string, challenge: string): boolean {
  if (!isVerifier(verifier)) return false;
  const expected = toUtf8(challengeOf(verifier));
  const given = toUtf8(challenge);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
