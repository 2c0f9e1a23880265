import {
  type KeyFolder,
  openKeyFolder,
  openTokenKeys,
  readPassphrase,
  type SigningKeys,
} from '@kazasu/server/keys';
import type { CeremonyRoots } from '../ca/index.ts';
import { readRoots } from './files.ts';
import { refused } from './openssl.ts';

/** The environment names files; what opens keys is in them, never in the environment or on a command line. */
export interface CustodyEnvironment {
  /** Files of the custodians' passphrases, in order, with colons between; opens the key folder. */
  readonly KAZASU_KEY_PASSPHRASE_FILE?: string | undefined;
  /** PKCS#11 module; with it the roots and the responder sign in a token. */
  readonly KAZASU_TOKEN_MODULE?: string | undefined;
  readonly KAZASU_TOKEN?: string | undefined;
  /** Files that make the token's PIN, as those of the passphrase do. */
  readonly KAZASU_TOKEN_PIN_FILE?: string | undefined;
  /** `roots.json` of the ceremonies; without it the authority makes its own roots. */
  readonly KAZASU_ROOTS_FILE?: string | undefined;
}

/** How an authority is started on its keys. */
export interface Custody {
  readonly keys: KeyFolder;
  readonly signing?: SigningKeys;
  readonly roots?: CeremonyRoots;
  close(): void;
}

/** Rejects with a KeyError or an AuthorityError `ceremony_refused` that says what to do. */
export async function openCustody(folder: string, env: CustodyEnvironment): Promise<Custody> {
  const passphrase = await optional(env.KAZASU_KEY_PASSPHRASE_FILE, (files) =>
    readPassphrase(files.split(':')),
  );
  const keys = openKeyFolder(folder, { passphrase });
  const token = await optional(env.KAZASU_TOKEN_MODULE, (module) => tokenOf(module, env));
  const roots = await optional(env.KAZASU_ROOTS_FILE, async (file) => {
    const found = readRoots(file);
    if (!found) throw refused(`there is no ${file}: hold a ceremony first`);
    return found;
  });
  if (token && !roots) throw refused('keys in a token need the roots of a ceremony: set KAZASU_ROOTS_FILE');
  return { keys, ...(token && { signing: token }), ...(roots && { roots }), close: () => token?.close() };
}

async function tokenOf(module: string, env: CustodyEnvironment) {
  const { KAZASU_TOKEN: token, KAZASU_TOKEN_PIN_FILE: files } = env;
  if (!token || !files) throw refused('a token needs KAZASU_TOKEN, its label, and KAZASU_TOKEN_PIN_FILE');
  return openTokenKeys({ module, token, pin: await readPassphrase(files.split(':')) });
}

async function optional<T>(
  value: string | undefined,
  open: (value: string) => Promise<T>,
): Promise<T | undefined> {
  return value === undefined || value === '' ? undefined : open(value);
}
