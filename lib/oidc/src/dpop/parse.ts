import { numberClaim, stringClaim } from '../claims/index.ts';
import type { KeyObject } from '../crypto.ts';
import { OidcError } from '../error.ts';
import { readJwk } from '../jwk/import.ts';
import { thumbprintOf } from '../jwk/thumbprint.ts';
import { type Algorithm, algorithmNamed, STRICT_ALGORITHMS } from '../jws/index.ts';
import { type SplitJws, splitJws } from '../jws/parse.ts';

/** A proof taken apart. Its signature is not verified yet. */
export interface ParsedDpopProof {
  readonly jws: SplitJws;
  readonly algorithm: Algorithm;
  readonly key: KeyObject;
  readonly thumbprint: string;
  readonly method: string;
  readonly url: string;
  readonly jti: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly notBefore: number | undefined;
  readonly expiresAt: number | undefined;
  readonly nonce: string | undefined;
  readonly accessTokenDigest: string | undefined;
}

/** An RSA key of 8192 bits and its signature need less; any other key a tenth. */
const MAX_CHARACTERS = 4096;
const MAX_NAME = 255;

/** Members that would bring or point to another key than `jwk`, and extensions that must be understood. */
const REFUSED_MEMBERS = ['jku', 'x5u', 'x5c', 'crit'] as const;

/**
 * RFC 9449 section 4.3, points 2 to 6: `oidc/size`, `oidc/jws-form`, `oidc/json`, `oidc/jws-header` (type, refused
 * members, no key), `oidc/jws-algorithm`, `oidc/jwk`, `oidc/jwk-private`, `oidc/jti-missing`, `oidc/claims`.
 */
export function parseDpopProof(text: string): ParsedDpopProof {
  if (text.length > MAX_CHARACTERS) throw new OidcError('oidc/size', 'proof too long');
  const jws = splitJws(text);
  const algorithm = checkHeader(jws.header);
  const { key, members } = keyOf(jws.header.jwk, algorithm);
  const { claims } = jws;
  const issuedAt = numberClaim(claims, 'iat');
  if (issuedAt === undefined) throw new OidcError('oidc/claims', 'claim iat is missing');
  const jti = name(claims, 'jti');
  if (jti === undefined || jti === '') throw new OidcError('oidc/jti-missing', 'claim jti is missing');
  return {
    jws,
    algorithm,
    key,
    thumbprint: thumbprintOf(members),
    method: needed(claims, 'htm'),
    url: needed(claims, 'htu'),
    jti,
    issuedAt,
    notBefore: numberClaim(claims, 'nbf'),
    expiresAt: numberClaim(claims, 'exp'),
    nonce: name(claims, 'nonce'),
    accessTokenDigest: name(claims, 'ath'),
  };
}

type Members = Readonly<Record<string, unknown>>;

function checkHeader(header: Members): Algorithm {
  if (header.typ !== 'dpop+jwt') throw new OidcError('oidc/jws-header', 'typ must be dpop+jwt');
  const refused = REFUSED_MEMBERS.find((member) => Object.hasOwn(header, member));
  if (refused !== undefined) throw new OidcError('oidc/jws-header', `header member ${refused} is refused`);
  const { alg } = header;
  const algorithm = typeof alg === 'string' ? algorithmNamed(alg) : undefined;
  if (algorithm === undefined || !(STRICT_ALGORITHMS as readonly Algorithm[]).includes(algorithm)) {
    throw new OidcError('oidc/jws-algorithm', 'alg must be ES256, PS256 or EdDSA');
  }
  return algorithm;
}

/** The key must be for the header's algorithm, and public. */
function keyOf(jwk: unknown, algorithm: Algorithm) {
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) {
    throw new OidcError('oidc/jws-header', 'header member jwk must be a key');
  }
  const read = readJwk(jwk as Members, 'PS256');
  if (read.algorithm !== algorithm)
    throw new OidcError('oidc/jws-algorithm', 'alg is not the one of the key');
  return read;
}

function name(claims: Members, member: string): string | undefined {
  const value = stringClaim(claims, member);
  if (value !== undefined && value.length > MAX_NAME) {
    throw new OidcError('oidc/claims', `claim ${member} is too long`);
  }
  return value;
}

function needed(claims: Members, member: 'htm' | 'htu'): string {
  const value = stringClaim(claims, member);
  if (value === undefined) throw new OidcError('oidc/claims', `claim ${member} is missing`);
  return value;
}
