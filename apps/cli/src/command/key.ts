import { writeFileSync } from 'node:fs';
import { algorithmOf, type SigningKey } from '@kazasu/oidc';
import { createPrivateKey, generateKeyPairSync, type JsonWebKeyInput } from '../crypto.ts';
import { CommandProblem } from '../problem.ts';
import { readJson } from './administration.ts';

export const KEY_ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA'] as const;
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];

/** Where a new key pair was written. */
export interface KeyFiles {
  /** The private key as a JWK, readable by its owner only. */
  readonly privateKey: string;
  /** The public key as a JWK set, for `client add --jwks`. */
  readonly jwks: string;
}

/** Makes the key pair of a relying party's client assertions. An existing file is never replaced. */
export function createKey(prefix: string, algorithm: KeyAlgorithm): KeyFiles {
  const { privateKey, publicKey } = pairFor(algorithm);
  const files = { privateKey: `${prefix}.private.jwk.json`, jwks: `${prefix}.jwks.json` };
  const about = { alg: algorithm, use: 'sig' };
  writeNew(files.privateKey, { ...privateKey.export({ format: 'jwk' }), ...about }, 0o600);
  writeNew(files.jwks, { keys: [{ ...publicKey.export({ format: 'jwk' }), ...about }] }, 0o644);
  return files;
}

/** A private key as {@link createKey} writes it. */
export function readSigningKey(path: string): SigningKey {
  const wants = 'Give the file FILE.private.jwk.json that `kazasu admin key` wrote.';
  const jwk = readJson(path, wants);
  try {
    const key = createPrivateKey({ key: jwk, format: 'jwk' } as JsonWebKeyInput);
    const algorithm = algorithmOf(key);
    if (algorithm !== undefined) return { algorithm, key };
  } catch {
    // What is wrong with it is not told: it is a private key.
  }
  throw new CommandProblem('usage', `${path} holds no private key that we use.`, wants);
}

function pairFor(algorithm: KeyAlgorithm) {
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return algorithm === 'EdDSA'
    ? generateKeyPairSync('ed25519')
    : generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** Text, or anything else as JSON, into a new file. Throws a CommandProblem where there is one. */
export function writeNew(path: string, value: object | string, mode: number): void {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  try {
    writeFileSync(path, `${text}\n`, { mode, flag: 'wx' });
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw new CommandProblem(
      'usage',
      exists ? `${path} exists already and is not replaced.` : `${path} cannot be written.`,
      'Name another file with --out, or move the old one away.',
    );
  }
}
