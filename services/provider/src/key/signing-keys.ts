import { exportJwk, type PublicJwk, type SigningKey, type VerificationKey } from '@kazasu/oidc';
import { KeyError } from '@kazasu/server/keys';
import { createPublicKey } from '../crypto.ts';
import { DIVERGENCES } from '../divergences.ts';
import type { KeyRecord, SigningPurpose } from './key-data.ts';
import { type KeyInState, type KeyState, statesOf } from './key-state.ts';

/**
 * The keys in the forms in which they are used; names are thumbprints, so a new key has a new name. Each member is read when it is
 * used, and never kept: which key it is changes with time.
 */
export interface SigningKeys {
  /** Throws a KeyError (`key/unavailable`) where the current key cannot be used here and now; so do the others that sign. */
  readonly idToken: SigningKey;
  readonly accessToken: SigningKey;
  /** For ID tokens that come back as a hint. */
  readonly idTokenVerification: readonly VerificationKey[];
  /** Whoever shows an access token may show one of either algorithm, so that the switch loses nobody. */
  readonly accessTokenVerification: readonly VerificationKey[];
  /** Everything relying parties may meet, the key that signs ID tokens first. */
  readonly published: readonly PublicJwk[];
  /** Asked before anything is used up for tokens. Throws a KeyError (`key/unavailable`, `key/token`) where they could not be signed. */
  requireUsable(): void;
}

/** A signing key as it was opened, parsed once: reading a key costs more than signing with it. */
export interface OpenSigningKey {
  readonly signing: SigningKey & { readonly kid: string };
  readonly verification: VerificationKey;
  readonly jwk: PublicJwk;
}

/** A private key, or one that somebody keeps, with its public half. */
export function openSigningKey(
  key: SigningKey['key'],
  algorithm: SigningKey['algorithm'],
  publicKey = 'type' in key ? createPublicKey(key) : undefined,
): OpenSigningKey {
  if (publicKey === undefined)
    throw new KeyError('key/kind', 'a key that is kept elsewhere shows its public half');
  const jwk = exportJwk(publicKey, algorithm);
  return {
    signing: { algorithm, key, kid: jwk.kid },
    verification: { algorithm, key: publicKey, kid: jwk.kid },
    jwk,
  };
}

export const KEY_ALGORITHM = {
  'id-token': DIVERGENCES.idTokenAlgorithm.value,
  'access-token': 'ES256',
  'access-token-rsa': 'RS256',
} as const satisfies { readonly [purpose in SigningPurpose]: SigningKey['algorithm'] };

const ACCESS_TOKEN = { ES256: 'access-token', RS256: 'access-token-rsa' } as const;

/** What of the keys is in use at one time; `openedAs` finds a key that was opened by its id, `requireVault` throws while what keeps them does not sign. */
export function signingKeysAt(
  records: readonly KeyRecord[],
  now: number,
  openedAs: (keyId: string) => OpenSigningKey | undefined,
  requireVault: () => void = () => {},
): SigningKeys {
  const idToken = statesOf(records, 'id-token', now);
  const access = statesOf(records, 'access-token', now);
  const rsa = statesOf(records, 'access-token-rsa', now);
  const usable = (keys: readonly KeyInState[]) =>
    PUBLISHED.flatMap((state) => keys.filter((key) => key.state === state)).flatMap(
      ({ record }) => openedAs(record.keyId) ?? [],
    );
  const byAlgorithm = { 'access-token': access, 'access-token-rsa': rsa };
  const signers = {
    idToken: currentOf(idToken, openedAs),
    accessToken: currentOf(byAlgorithm[ACCESS_TOKEN[DIVERGENCES.accessTokenAlgorithm.value]], openedAs),
  };
  const idTokenKey = () => signers.idToken ?? unavailable('id-token');
  const accessTokenKey = () => signers.accessToken ?? unavailable('access-token');
  return {
    get idToken() {
      return idTokenKey();
    },
    get accessToken() {
      return accessTokenKey();
    },
    requireUsable: () => {
      requireVault();
      idTokenKey();
      accessTokenKey();
    },
    idTokenVerification: usable(idToken).map(({ verification }) => verification),
    accessTokenVerification: [...usable(access), ...usable(rsa)].map(({ verification }) => verification),
    published: [...usable(idToken), ...usable(access), ...usable(rsa)].map(({ jwk }) => jwk),
  };
}

const PUBLISHED = ['current', 'next', 'old'] as const satisfies KeyState[];

function currentOf(keys: readonly KeyInState[], openedAs: (keyId: string) => OpenSigningKey | undefined) {
  const current = keys.find(({ state }) => state === 'current');
  return current && openedAs(current.record.keyId)?.signing;
}

function unavailable(purpose: SigningPurpose): never {
  throw new KeyError('key/unavailable', `the current key for ${purpose} cannot be used`);
}
