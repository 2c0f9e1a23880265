import {
  exportJwk,
  type MacKey,
  type MacKeys,
  macKeys,
  type PublicJwk,
  type SigningKey,
  type VerificationKey,
} from '@kazasu/oidc';
import { KeyError } from '@kazasu/server/keys';
import type { AccessTokenAlgorithm } from '../api/admin.ts';
import { createPublicKey } from '../crypto.ts';
import { DIVERGENCES } from '../divergences.ts';
import type { KeyPairPurpose, KeyRecord, SigningPurpose } from './key-data.ts';
import { type KeyInState, type KeyState, statesOf } from './key-state.ts';
import type { OpenKey } from './key-vault.ts';

/**
 * The keys in the forms in which they are used; names are thumbprints, so a new key has a new name. Each member is read when it is
 * used, and never kept: which key it is changes with time.
 */
export interface SigningKeys {
  /** Throws a KeyError (`key/unavailable`) where the current key cannot be used here and now; so do the others that sign. */
  readonly idToken: SigningKey;
  accessToken(algorithm: AccessTokenAlgorithm): AccessTokenKey;
  /** For ID tokens that come back as a hint. */
  readonly idTokenVerification: readonly VerificationKey[];
  /** Whoever shows an access token may show one of any algorithm, so that the switch loses nobody. */
  readonly accessTokenVerification: AccessTokenKeys;
  /** Everything relying parties may meet, the key that signs ID tokens first. */
  readonly published: readonly PublicJwk[];
  /** Asked before anything is used up for tokens. Throws a KeyError (`key/unavailable`, `key/token`) where they could not be signed. */
  requireUsable(accessTokens: AccessTokenAlgorithm): void;
}

/** Makes access tokens: under a MAC, which nobody else can judge, or with a signature. */
export type AccessTokenKey = MacKey | SigningKey;

/** Judge access tokens. Each kind of key knows its own tokens by their form; none is ever tried on the other's. */
export interface AccessTokenKeys {
  readonly macs: MacKeys;
  readonly signatures: readonly VerificationKey[];
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
} as const satisfies { readonly [purpose in KeyPairPurpose]: SigningKey['algorithm'] };

const ACCESS_TOKEN = {
  HS256: 'access-token-mac',
  ES256: 'access-token',
  RS256: 'access-token-rsa',
} as const satisfies { readonly [algorithm in AccessTokenAlgorithm]: SigningPurpose };

/** What of the keys is in use at one time; `openedAs` finds a key that was opened by its id, `requireVault` throws while what keeps them does not sign. */
export function signingKeysAt(
  records: readonly KeyRecord[],
  now: number,
  openedAs: (keyId: string) => OpenKey | undefined,
  requireVault: () => void = () => {},
): SigningKeys {
  const believed = (purpose: SigningPurpose) => openOf(statesOf(records, purpose, now), openedAs, BELIEVED);
  const currentOf = (purpose: SigningPurpose) =>
    openOf(statesOf(records, purpose, now), openedAs, ['current'])[0];
  const pairs = (purpose: KeyPairPurpose) =>
    believed(purpose).flatMap((key) => ('signing' in key ? [key.signing] : []));
  const macs = macKeys(believed('access-token-mac').flatMap((key) => ('mac' in key ? [key.mac] : [])));
  const idToken = currentOf('id-token');
  const accessTokens = {
    HS256: currentOf(ACCESS_TOKEN.HS256),
    ES256: currentOf(ACCESS_TOKEN.ES256),
    RS256: currentOf(ACCESS_TOKEN.RS256),
  };
  const idTokenKey = () => {
    if (idToken !== undefined && 'signing' in idToken) return idToken.signing.signing;
    return unavailable('id-token');
  };
  const accessTokenKey = (algorithm: AccessTokenAlgorithm): AccessTokenKey => {
    const key = accessTokens[algorithm];
    if (key !== undefined && 'mac' in key) return key.mac;
    if (key !== undefined && 'signing' in key) return key.signing.signing;
    return unavailable(ACCESS_TOKEN[algorithm]);
  };
  const [id, access, rsa] = [pairs('id-token'), pairs('access-token'), pairs('access-token-rsa')];
  return {
    get idToken() {
      return idTokenKey();
    },
    accessToken: accessTokenKey,
    requireUsable: (accessTokens) => {
      requireVault();
      idTokenKey();
      accessTokenKey(accessTokens);
    },
    idTokenVerification: id.map(({ verification }) => verification),
    accessTokenVerification: {
      macs,
      signatures: [...access, ...rsa].map(({ verification }) => verification),
    },
    published: [...id, ...access, ...rsa].map(({ jwk }) => jwk),
  };
}

/** In the order in which they are published: the one in use first. */
const BELIEVED = ['current', 'next', 'old'] as const satisfies KeyState[];

function openOf(
  keys: readonly KeyInState[],
  openedAs: (keyId: string) => OpenKey | undefined,
  states: readonly KeyState[],
): OpenKey[] {
  return states
    .flatMap((state) => keys.filter((key) => key.state === state))
    .flatMap(({ record }) => openedAs(record.keyId) ?? []);
}

function unavailable(purpose: SigningPurpose): never {
  throw new KeyError('key/unavailable', `the current key for ${purpose} cannot be used`);
}
