import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';
import { KeyError } from './key-error.ts';
import { readPrivateFile } from './private-file.ts';

/** What opens a folder of keys, or a token. */
export interface Passphrase {
  readonly text: string;
}

const SHORTEST = 16;
const LONGEST = 1024;

/**
 * The passphrase of one custodian, or the one that several make together, each from a file of their own: nobody who
 * knows fewer than all of them can open anything. The order of the files counts. Rejects with a KeyError
 * (`key/passphrase`, `key/mode`).
 */
export async function readPassphrase(files: readonly string[]): Promise<Passphrase> {
  const parts: string[] = [];
  for (const file of files) parts.push(await readOne(file));
  return combinePassphrases(parts);
}

async function readOne(file: string): Promise<string> {
  const content = await readPrivateFile(file);
  if (content === undefined) throw new KeyError('key/passphrase', `there is no passphrase file ${file}`);
  try {
    return checkPassphrase(fromUtf8(content).replace(/\r?\n$/, ''));
  } catch (error) {
    if (error instanceof KeyError) throw new KeyError(error.code, `${file}: ${error.message}`);
    throw new KeyError('key/passphrase', `${file} is not text in UTF-8`);
  }
}

/** One passphrase stays as it is, so that OpenSSL opens the files with it; several become one of 256 bits. */
export function combinePassphrases(parts: readonly string[]): Passphrase {
  const [only, ...more] = parts.map(checkPassphrase);
  if (only === undefined) throw new KeyError('key/passphrase', 'at least one passphrase is needed');
  if (more.length === 0) return { text: only };
  if (new Set(parts).size < parts.length) {
    throw new KeyError('key/passphrase', 'two custodians have the same passphrase: each chooses their own');
  }
  const hash = createHash('sha256');
  for (const part of parts) {
    const length = new DataView(new ArrayBuffer(4));
    length.setUint32(0, toUtf8(part).length);
    hash.update(new Uint8Array(length.buffer)).update(part, 'utf8');
  }
  return { text: hash.digest('base64url') };
}

function checkPassphrase(text: string): string {
  if (text.length < SHORTEST || text.length > LONGEST || /[\r\n\0]/.test(text)) {
    throw new KeyError('key/passphrase', `a passphrase is one line of ${SHORTEST} to ${LONGEST} characters`);
  }
  return text;
}
