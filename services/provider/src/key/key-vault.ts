/** Where the keys themselves lie, each under the name that its record gives. */
import { toHex, toUtf8 } from '@kazasu/bytes';
import { type MacKey, macKey, type SigningKey } from '@kazasu/oidc';
import type { Clock } from '@kazasu/server/clock';
import { deriveSecret, hmacSha256, type KeyFolder, type TokenKeys } from '@kazasu/server/keys';
import { randomOctets } from '@kazasu/server/random';
import { createPublicKey, type KeyObject } from '../crypto.ts';
import { isKeyPair, KEY_KIND, type KeyPairPurpose, type KeyPurpose, type KeyRecord } from './key-data.ts';
import { KEY_ALGORITHM, type OpenSigningKey, openSigningKey } from './signing-keys.ts';
import { TokenWatch } from './token-watch.ts';

/** A key that can be used here, with the id that its record must have. */
export type OpenKey =
  | { readonly keyId: string; readonly signing: OpenSigningKey }
  | { readonly keyId: string; readonly mac: MacKey }
  | { readonly keyId: string; readonly secret: KeyObject };

export interface KeyVault {
  /** Undefined when there is no key of that name. Rejects with a KeyError. */
  open(purpose: KeyPurpose, name: string): Promise<OpenKey | undefined>;
  /** A new key under a name that nobody else can have. */
  make(purpose: KeyPurpose, version: number): Promise<OpenKey & { readonly name: string }>;
  /** The first key of a purpose: the one from before there were versions, which all who share the folder get, or a new one of this call. */
  first(purpose: KeyPurpose): Promise<OpenKey & { readonly name: string; readonly shared: boolean }>;
  /** False when there was none. */
  destroy(key: Pick<KeyRecord, 'purpose' | 'name'>): Promise<boolean>;
  /** Throws a KeyError (`key/token`) while what keeps the keys does not sign. */
  requireUsable(): void;
  /** Tries these keys, so that a token that is gone is noticed before anybody needs it; false where one does not sign. */
  probe(keys: readonly SigningKey[]): boolean;
}

export interface KeyPlace {
  readonly keys: KeyFolder;
  /** Where keys that sign lie apart from the folder. */
  readonly tokenKeys?: TokenKeys | undefined;
  readonly clock: Clock;
}

export function vaultOf({ keys, tokenKeys, clock }: KeyPlace): KeyVault {
  return tokenKeys === undefined ? folderVault(keys) : tokenVault(keys, tokenKeys, clock);
}

/** All keys in the folder. */
export function folderVault(folder: KeyFolder): KeyVault {
  const make = async (purpose: KeyPurpose, name: string) => {
    const key = await folder.loadOrCreate(name, KEY_KIND[purpose]);
    return { ...openKey(purpose, key), name };
  };
  return {
    open: async (purpose, name) => {
      const key = await folder.load(name, KEY_KIND[purpose]);
      return key && openKey(purpose, key);
    },
    make: (purpose, version) => make(purpose, newName(purpose, version)),
    first: async (purpose) => ({ ...(await make(purpose, purpose)), shared: true }),
    destroy: ({ name }) => folder.destroy(name),
    requireUsable: () => {},
    probe: () => true,
  };
}

/** Keys that sign in the token, which they never leave; secrets in the folder. */
export function tokenVault(folder: KeyFolder, token: TokenKeys, clock: Clock): KeyVault {
  const secrets = folderVault(folder);
  const watch = new TokenWatch(clock);
  const openIn = (purpose: KeyPairPurpose, key: Awaited<ReturnType<TokenKeys['loadOrCreate']>>): OpenKey => {
    const publicKey = createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' });
    const signing = openSigningKey(watch.watched(key), KEY_ALGORITHM[purpose], publicKey);
    return { keyId: signing.signing.kid, signing };
  };
  const make = async (purpose: KeyPairPurpose, name: string) => {
    return { ...openIn(purpose, await token.loadOrCreate(name, KEY_KIND[purpose])), name };
  };
  return {
    open: async (purpose, name) => {
      if (!isKeyPair(purpose)) return secrets.open(purpose, name);
      const key = await token.load(name, KEY_KIND[purpose]);
      return key && openIn(purpose, key);
    },
    make: (purpose, version) =>
      isKeyPair(purpose) ? make(purpose, newName(purpose, version)) : secrets.make(purpose, version),
    // Two nodes may begin at the same time, and a token takes two keys of one label.
    first: async (purpose) =>
      isKeyPair(purpose)
        ? { ...(await make(purpose, newName(purpose, 1))), shared: false }
        : secrets.first(purpose),
    destroy: (key) => (isKeyPair(key.purpose) ? token.destroy(key.name) : secrets.destroy(key)),
    requireUsable: () => watch.requireUsable(),
    probe: (keys) => watch.probe(keys.flatMap(({ key }) => ('signForJws' in key ? [key] : []))),
  };
}

/** Two that make the same version at the same time make two keys, of which one is recorded and the other destroyed. */
function newName(purpose: KeyPurpose, version: number): string {
  return `${purpose}-${version}-${toHex(randomOctets(4))}`;
}

function openKey(purpose: KeyPurpose, key: KeyObject): OpenKey {
  if (purpose === 'access-token-mac') return openMac(key);
  if (!isKeyPair(purpose)) return { keyId: checkValue(key), secret: key };
  const signing = openSigningKey(key, KEY_ALGORITHM[purpose]);
  return { keyId: signing.signing.kid, signing };
}

/** RFC 9068 section 2.1: no other token of ours has this type. The MAC is made with a key derived for it alone. */
function openMac(secret: KeyObject): OpenKey {
  const keyId = checkValue(secret);
  return { keyId, mac: macKey(deriveSecret(secret, MAC_PURPOSE), { kid: keyId, typ: 'at+jwt' }) };
}

const MAC_PURPOSE = 'provider/access token HS256';

/** Names a secret by its content and tells nothing of it: 128 bits of an HMAC under the key itself. */
function checkValue(key: KeyObject): string {
  return toHex(hmacSha256(key, toUtf8('provider/key check value'))).slice(0, 32);
}
