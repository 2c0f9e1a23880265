import { exportJwk, type PublicJwk, type SigningKey, type VerificationKey } from '@kazasu/oidc';
import { createPublicKey, type KeyObject } from '../crypto.ts';
import type { ProviderKeys } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';

/** The keys in the forms in which they are used; names are thumbprints, so a new key has a new name. */
export interface SigningKeys {
  readonly idToken: SigningKey;
  readonly accessToken: SigningKey;
  /** Whoever shows an access token may show one of either algorithm, so that the switch loses nobody. */
  readonly accessTokenVerification: readonly VerificationKey[];
  /** Everything relying parties may meet, the ID token's key first. */
  readonly published: readonly PublicJwk[];
}

export function signingKeys(keys: ProviderKeys): SigningKeys {
  const access = { ES256: signer('ES256', keys.accessToken), RS256: signer('RS256', keys.accessTokenRsa) };
  return {
    idToken: signer(DIVERGENCES.idTokenAlgorithm.value, keys.idToken),
    accessToken: access[DIVERGENCES.accessTokenAlgorithm.value],
    accessTokenVerification: [verifier(access.ES256), verifier(access.RS256)],
    published: [keys.idToken, keys.accessToken, keys.accessTokenRsa].map((key) => exportJwk(key)),
  };
}

function signer(algorithm: SigningKey['algorithm'], key: KeyObject): SigningKey {
  return { algorithm, key, kid: exportJwk(key).kid };
}

function verifier({ algorithm, key, kid }: SigningKey): VerificationKey {
  return { algorithm, key: createPublicKey(key), kid };
}
