import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64url } from '@kazasu/bytes';
import { openKeyFolder } from '@kazasu/server/keys';

/**
 * `provider-admin` opens client administration, `authority-admin` the counter, `authority-verifier` the status
 * services that the provider and the verifier ask, `verifier-admin` the operator's half of the verifier. With `substitute` the
 * provider has somebody's card held.
 */
export type TokenName =
  | 'provider-admin'
  | 'authority-admin'
  | 'authority-verifier'
  | 'verifier-admin'
  | 'substitute';

/** Reads a token of the town, or makes it on first use: 256 bits as 43 base64url characters. */
export type Tokens = (name: TokenName) => Promise<string>;

/** The tokens live in the town's data folder, readable by its owner only. */
export function openTokens(dataFolder: string): Tokens {
  const keys = openKeyFolder(folderOf(dataFolder));
  return async (name) => toBase64url((await keys.loadOrCreate(name, 'secret-256')).export());
}

/** Whether a town was ever started on this folder. */
export function hasTokens(dataFolder: string): boolean {
  return existsSync(folderOf(dataFolder));
}

function folderOf(dataFolder: string): string {
  return join(dataFolder, 'town', 'tokens');
}
