import {
  type KeyFolder,
  openKeyFolder,
  openTokenKeys,
  readPassphrase,
  type SigningKeys,
} from '@kazasu/server/keys';
import type { CardGeneration, CeremonyRoots } from '../ca/index.ts';
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
  /** `next`: roots of the next card's generation too. */
  readonly KAZASU_CARD_GENERATION?: string | undefined;
}

/** How an authority is started on its keys. */
export interface Custody {
  readonly keys: KeyFolder;
  readonly signing?: SigningKeys;
  readonly roots?: CeremonyRoots;
  /** Of the setting of this name; what it may be is checked there. */
  readonly cardGeneration?: CardGeneration;
  close(): void;
}

/**
 * Rejects with a KeyError or an AuthorityError `ceremony_refused` that says what to do. What signs CV certificates and
 * seals the register lies in the folder in any case: where the roots are in a token, the folder needs a passphrase too.
 */
export async function openCustody(folder: string, env: CustodyEnvironment): Promise<Custody> {
  const passphrase = await optional(env.KAZASU_KEY_PASSPHRASE_FILE, (files) =>
    readPassphrase(files.split(':')),
  );
  const keys = openKeyFolder(folder, { passphrase });
  if (env.KAZASU_TOKEN_MODULE && !passphrase) {
    throw refused('beside a token the key folder needs passphrases: set KAZASU_KEY_PASSPHRASE_FILE');
  }
  const cardGeneration = await optional(env.KAZASU_CARD_GENERATION, async (text) => generationOf(text));
  const token = await optional(env.KAZASU_TOKEN_MODULE, (module) => tokenOf(module, env));
  const roots = await optional(env.KAZASU_ROOTS_FILE, async (file) => {
    const found = readRoots(file);
    if (!found) throw refused(`there is no ${file}: hold a ceremony first`);
    return found;
  });
  if (token && !roots) throw refused('keys in a token need the roots of a ceremony: set KAZASU_ROOTS_FILE');
  return {
    keys,
    ...(token && { signing: token }),
    ...(roots && { roots }),
    ...(cardGeneration && { cardGeneration }),
    close: () => token?.close(),
  };
}

function generationOf(text: string): CardGeneration {
  if (text !== 'current' && text !== 'next') throw refused('KAZASU_CARD_GENERATION is current or next');
  return text;
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
