import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { generateKeyPairSync } from '../crypto.ts';

const FILE = resolve(import.meta.dirname, '../../../node_modules/.cache/spare-keys.json');
/** More than most files ask for; the rest make theirs. */
const COUNT = 48;

/** Makes the spare keys of this working copy where there are none. They are for tests alone: everything here may read them. */
export function requireSpareKeys(): void {
  if (existsSync(FILE)) return;
  const keys = Array.from({ length: COUNT }, () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ format: 'der', type: 'pkcs8' })
      .toString('base64'),
  );
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(`${FILE}.${process.pid}`, JSON.stringify(keys));
  renameSync(`${FILE}.${process.pid}`, FILE);
}

export function spareKeys(): Uint8Array[] {
  const keys: string[] = JSON.parse(readFileSync(FILE, 'utf8'));
  return keys.map((key) => Buffer.from(key, 'base64'));
}
