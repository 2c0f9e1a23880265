import {
  type KeyFolder,
  openKeyFolder,
  openTokenKeys,
  readPassphrase,
  type TokenKeys,
} from '../keys/index.ts';
import type { KeySettings } from './process-settings.ts';

/** A process's keys, opened as its settings say. */
export interface Custody {
  readonly keys: KeyFolder;
  readonly tokenKeys?: TokenKeys;
  close(): void;
}

/**
 * `purpose` names the service: beside one token the folders of two services open with two passphrases. `mayCreate` is for whoever changes
 * keys, and for a service that does so by itself. Rejects with a KeyError.
 */
export async function openCustody(
  { folder, passphraseFile, token }: KeySettings,
  { purpose, mayCreate = false }: { readonly purpose: string; readonly mayCreate?: boolean },
): Promise<Custody> {
  const given = passphraseFile === undefined ? undefined : await readPassphrase(passphraseFile.split(':'));
  if (token === undefined) return { keys: openKeyFolder(folder, { passphrase: given }), close: () => {} };
  const { module, label, pinFile } = token;
  const pin = await readPassphrase(pinFile.split(':'));
  const tokenKeys = await openTokenKeys({ module, token: label, pin, mayCreate });
  const close = () => tokenKeys.close();
  try {
    const passphrase = given ?? (await tokenKeys.passphrase(purpose));
    return { keys: openKeyFolder(folder, { passphrase }), tokenKeys, close };
  } catch (error) {
    close();
    throw error;
  }
}
