import { OidcError } from '../error.ts';
import { verifyOctets } from '../jws/primitive.ts';
import { accessTokenDigest } from './access-token-digest.ts';
import { httpUriOf } from './http-uri.ts';
import { type ParsedDpopProof, parseDpopProof } from './parse.ts';

export interface DpopContext {
  /** Of the request. */
  readonly method: string;
  /** Where the request was meant to arrive, as clients know it from outside. */
  readonly url: string;
  /** At a protected resource: the token that came beside the proof. */
  readonly accessToken?: string | undefined;
  /** Milliseconds since 1970. */
  readonly time: number;
}

export interface VerifiedDpopProof {
  /** RFC 7638 of the key: what a token is bound to. */
  readonly thumbprint: string;
  /** To be used once with this key. */
  readonly jti: string;
  /** Milliseconds since 1970: from then on the proof is refused by its age, and its `jti` may be forgotten. */
  readonly refusedFrom: number;
  /** Not judged. */
  readonly nonce: string | undefined;
}

/** Seconds. A proof is made for one request; FAPI 2.0 wants clocks that are 10 s ahead accepted, 60 s refused. */
const MAX_AGE = 60;
const MAX_AHEAD = 10;

/**
 * RFC 9449 section 4.3, but for `jti` and nonce: beside the errors of a proof's form `oidc/jws-signature`,
 * `oidc/http-method`, `oidc/http-uri`, `oidc/issued-in-future`, `oidc/not-yet-valid`, `oidc/expired`,
 * `oidc/token-hash`.
 */
export function verifyDpopProof(
  text: string,
  { method, url, accessToken, time }: DpopContext,
): VerifiedDpopProof {
  const proof = parseDpopProof(text);
  if (proof.method !== method) throw new OidcError('oidc/http-method', 'htm is not the method');
  const target = httpUriOf(url);
  if (target === undefined || httpUriOf(proof.url) !== target) {
    throw new OidcError('oidc/http-uri', 'htu is not the address');
  }
  checkAge(proof, time / 1000);
  if (accessToken !== undefined && proof.accessTokenDigest !== accessTokenDigest(accessToken)) {
    throw new OidcError('oidc/token-hash', 'ath is not of this access token');
  }
  // Last, because it costs most.
  if (!verifyOctets(proof.algorithm, proof.key, proof.jws.signingInput, proof.jws.signature)) {
    throw new OidcError('oidc/jws-signature', 'signature does not verify');
  }
  const { thumbprint, jti, issuedAt, nonce } = proof;
  return { thumbprint, jti, refusedFrom: Math.ceil((issuedAt + MAX_AGE) * 1000), nonce };
}

/** `nbf` and `exp` are none of a proof's claims; where they are there, they count. */
function checkAge({ issuedAt, notBefore, expiresAt }: ParsedDpopProof, now: number): void {
  if (issuedAt > now + MAX_AHEAD) throw new OidcError('oidc/issued-in-future', 'iat is in the future');
  if (issuedAt + MAX_AGE <= now) throw new OidcError('oidc/expired', 'the proof is too old');
  if (expiresAt !== undefined && expiresAt <= now)
    throw new OidcError('oidc/expired', 'the proof has expired');
  if (notBefore !== undefined && notBefore > now + MAX_AHEAD) {
    throw new OidcError('oidc/not-yet-valid', 'the proof is not valid yet');
  }
}
