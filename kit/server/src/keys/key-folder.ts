import { join } from 'node:path';
import type { KeyObject } from '../crypto.ts';
import { KeyError } from './key-error.ts';
import { createKey, type KeyKind, keyFromFile, keyToFile } from './key-kind.ts';
import { createPrivateFile, openPrivateFolder, readPrivateFile } from './private-file.ts';

export interface KeyFolder {
  /**
   * The key of this name; made when there is none. Whoever asks, in whichever process, gets the same. `name` is of
   * lower-case letters, digits and hyphens. Rejects with a KeyError.
   */
  loadOrCreate(name: string, kind: KeyKind): Promise<KeyObject>;
}

/** A folder of mode 0700 with files of mode 0600; made on first use. */
export function openKeyFolder(path: string): KeyFolder {
  return {
    loadOrCreate: async (name, kind) => {
      const file = join(path, `${checkName(name)}${kind === 'secret-256' ? '.key' : '.pem'}`);
      await openPrivateFolder(path);
      const known = await readPrivateFile(file);
      if (known !== undefined) return keyFromFile(known, kind);
      createPrivateFile(file, keyToFile(await createKey(kind)));
      // Another process may have been quicker; what lies there now is the key of both.
      const stored = await readPrivateFile(file);
      if (stored === undefined) throw new KeyError('key/unavailable', `${file} vanished`);
      return keyFromFile(stored, kind);
    },
  };
}

/** The same for tests: keys live as long as the object. */
export function memoryKeys(): KeyFolder {
  const keys = new Map<string, { readonly kind: KeyKind; readonly key: Promise<KeyObject> }>();
  return {
    loadOrCreate: async (name, kind) => {
      const entry = keys.get(checkName(name)) ?? { kind, key: createKey(kind) };
      keys.set(name, entry);
      if (entry.kind !== kind) throw new KeyError('key/kind', `not a key of kind ${kind}`);
      return entry.key;
    },
  };
}

function checkName(name: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(name)) throw new KeyError('key/name', 'not a name for a key');
  return name;
}
