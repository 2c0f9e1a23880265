/** Where the keys themselves lie, each under the name that its record gives. */
import { toHex, toUtf8 } from '@kazasu/bytes';
import { hmacSha256, type KeyFolder } from '@kazasu/server/keys';
import { randomOctets } from '@kazasu/server/random';
import type { KeyObject } from '../crypto.ts';
import { isSigning, KEY_KIND, type KeyPurpose, type KeyRecord } from './key-data.ts';
import { KEY_ALGORITHM, type OpenSigningKey, openSigningKey } from './signing-keys.ts';

/** A key that can be used here, with the id that its record must have. */
export type OpenKey =
  | { readonly keyId: string; readonly signing: OpenSigningKey }
  | { readonly keyId: string; readonly secret: KeyObject };

export interface KeyVault {
  /** Undefined when there is no key of that name. Rejects with a KeyError. */
  open(purpose: KeyPurpose, name: string): Promise<OpenKey | undefined>;
  /** A new key under a name that nobody else can have. */
  make(purpose: KeyPurpose, version: number): Promise<OpenKey & { readonly name: string }>;
  /** The first key of a purpose: the one from before there were versions, or a new one. */
  first(purpose: KeyPurpose): Promise<OpenKey & { readonly name: string }>;
  /** False when there was none. */
  destroy(key: Pick<KeyRecord, 'purpose' | 'name'>): Promise<boolean>;
}

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
    first: (purpose) => make(purpose, purpose),
    destroy: ({ name }) => folder.destroy(name),
  };
}

/** Two that make the same version at the same time make two keys, of which one is recorded and the other destroyed. */
function newName(purpose: KeyPurpose, version: number): string {
  return `${purpose}-${version}-${toHex(randomOctets(4))}`;
}

function openKey(purpose: KeyPurpose, key: KeyObject): OpenKey {
  if (!isSigning(purpose)) return { keyId: checkValue(key), secret: key };
  const signing = openSigningKey(key, KEY_ALGORITHM[purpose]);
  return { keyId: signing.signing.kid, signing };
}

/** Names a secret by its content and tells nothing of it: 128 bits of an HMAC under the key itself. */
function checkValue(key: KeyObject): string {
  return toHex(hmacSha256(key, toUtf8('provider/key check value'))).slice(0, 32);
}
