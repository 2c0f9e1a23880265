import type { KeyObject } from '../crypto.ts';
import { OidcError } from '../error.ts';
import { exportJwk, thumbprint } from '../jwk/index.ts';
import { type SigningKey, STRICT_ALGORITHMS } from '../jws/index.ts';
import { signParts } from '../jws/sign.ts';
import { accessTokenDigest } from './access-token-digest.ts';
import { httpUriOf } from './http-uri.ts';

/** A signing key whose public half can be taken. */
/** A private key in this process. */
export type HeldKey = SigningKey & { readonly key: KeyObject };

/** A key pair that proofs are made with; its public half goes into every proof. */
export interface ProofKey {
  readonly signing: HeldKey;
  readonly jwk: Readonly<Record<string, string>>;
  /** `jkt`: what tokens are bound to. */
  readonly thumbprint: string;
}

/** Throws `oidc/jws-algorithm` for RS256, which proofs never use, and `oidc/jwk` for keys that we do not use. */
export function proofKeyOf(signing: HeldKey): ProofKey {
  if (!(STRICT_ALGORITHMS as readonly string[]).includes(signing.algorithm)) {
    throw new OidcError('oidc/jws-algorithm', 'proofs are made with ES256, PS256 or EdDSA');
  }
  const { use: _use, alg: _alg, kid: _kid, ...jwk } = exportJwk(signing.key, signing.algorithm);
  return { signing, jwk, thumbprint: thumbprint(signing.key) };
}

export interface DpopProof {
  /** In capitals, as it is sent. */
  readonly method: string;
  /** The request's address; query and fragment are left out. */
  readonly url: string;
  /** Unguessable and never used again. */
  readonly jti: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** What the server gave last in `DPoP-Nonce`. */
  readonly nonce?: string | undefined;
  /** With a request to a protected resource: the token that it carries. */
  readonly accessToken?: string | undefined;
}

/** The value of the header `DPoP` for one request. Throws `oidc/http-uri` for an address that is none. */
export function createDpopProof(proof: DpopProof, { signing, jwk }: ProofKey): string {
  const htu = httpUriOf(proof.url);
  if (htu === undefined) throw new OidcError('oidc/http-uri', 'not an http or https address');
  const claims = {
    jti: proof.jti,
    htm: proof.method,
    htu,
    iat: Math.floor(proof.time / 1000),
    nonce: proof.nonce,
    ath: proof.accessToken === undefined ? undefined : accessTokenDigest(proof.accessToken),
  };
  return signParts({ alg: signing.algorithm, typ: 'dpop+jwt', jwk }, claims, signing);
}
