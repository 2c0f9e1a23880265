import { join } from 'node:path';
import type { KeyObject } from '../crypto.ts';
import { KeyError } from './key-error.ts';
import { createKey, type KeyKind, keyFromFile, keyToFile } from './key-kind.ts';
import type { Passphrase } from './passphrase.ts';
import { createPrivateFile, openPrivateFolder, readPrivateFile, removePrivateFile } from './private-file.ts';
import { isProtected, type Lock, lockOf, protect, unprotect } from './protect.ts';
import type { KeyProtection } from './signing-key.ts';

export interface KeyFolder {
  readonly protection: Exclude<KeyProtection, 'token'>;
  /** Whether there is a key of this name. */
  has(name: string): Promise<boolean>;
  /**
   * The key of this name; made when there is none. Whoever asks, in whichever process, gets the same. `name` is of
   * lower-case letters, digits and hyphens. Rejects with a KeyError.
   */
  loadOrCreate(name: string, kind: KeyKind): Promise<KeyObject>;
  /** The key of this name, never made on the way; undefined when there is none. Rejects with a KeyError. */
  load(name: string, kind: KeyKind): Promise<KeyObject | undefined>;
  /** Takes the key out of the folder for good; false when there was none. Copies elsewhere are not ours to find. */
  destroy(name: string): Promise<boolean>;
}

export interface KeyFolderOptions {
  /** Opens the files; without one they hold the keys as they are. */
  readonly passphrase?: Passphrase | undefined;
}

/** A folder of mode 0700 with files of mode 0600; made on first use. */
export function openKeyFolder(path: string, { passphrase }: KeyFolderOptions = {}): KeyFolder {
  const lock = passphrase && lockOf(passphrase);
  const fileOf = (name: string, end: string) => join(path, `${checkName(name)}${end}`);
  const load = async (name: string, kind: KeyKind) => {
    const file = fileOf(name, kind === 'secret-256' ? '.key' : '.pem');
    await openPrivateFolder(path);
    const stored = await readPrivateFile(file);
    return stored && keyFromFile(await opened(stored, file, lock), kind);
  };
  return {
    protection: lock === undefined ? 'none' : 'passphrase',
    has: async (name) => {
      await openPrivateFolder(path);
      const found = await Promise.all(['.pem', '.key'].map((end) => readPrivateFile(fileOf(name, end))));
      return found.some((content) => content !== undefined);
    },
    load,
    loadOrCreate: async (name, kind) => {
      const known = await load(name, kind);
      if (known !== undefined) return known;
      const file = fileOf(name, kind === 'secret-256' ? '.key' : '.pem');
      const made = keyToFile(await createKey(kind));
      createPrivateFile(file, lock === undefined ? made : await protect(made, lock, kind === 'secret-256'));
      // Another process may have been quicker; what lies there now is the key of both.
      const stored = await load(name, kind);
      if (stored === undefined) throw new KeyError('key/unavailable', `${file} vanished`);
      return stored;
    },
    destroy: async (name) => {
      await openPrivateFolder(path);
      const gone = ['.pem', '.key'].map((end) => removePrivateFile(fileOf(name, end)));
      return gone.includes(true);
    },
  };
}

/** With a passphrase no open file is taken, and without one no closed file: neither is silently replaced. */
async function opened(stored: Uint8Array, file: string, lock: Lock | undefined): Promise<Uint8Array> {
  const closed = isProtected(stored);
  if (lock === undefined) {
    if (!closed) return stored;
    throw new KeyError(
      'key/passphrase',
      `${file} is encrypted: name the files of its passphrases in KAZASU_KEY_PASSPHRASE_FILE`,
    );
  }
  if (!closed) {
    throw new KeyError(
      'key/passphrase',
      `${file} is not encrypted although there is a passphrase: run the ceremony's step "protect" over its folder`,
    );
  }
  return unprotect(stored, file, lock);
}

/** The same for tests: keys live as long as the object. */
export function memoryKeys(): KeyFolder {
  const keys = new Map<string, { readonly kind: KeyKind; readonly key: Promise<KeyObject> }>();
  return {
    protection: 'none',
    has: async (name) => keys.has(checkName(name)),
    loadOrCreate: async (name, kind) => {
      const entry = keys.get(checkName(name)) ?? { kind, key: createKey(kind) };
      keys.set(name, entry);
      if (entry.kind !== kind) throw new KeyError('key/kind', `not a key of kind ${kind}`);
      return entry.key;
    },
    load: async (name, kind) => {
      const entry = keys.get(checkName(name));
      if (entry !== undefined && entry.kind !== kind)
        throw new KeyError('key/kind', `not a key of kind ${kind}`);
      return entry?.key;
    },
    destroy: async (name) => keys.delete(checkName(name)),
  };
}

export function checkName(name: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(name)) throw new KeyError('key/name', 'not a name for a key');
  return name;
}
