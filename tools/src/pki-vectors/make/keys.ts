import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from '../../crypto.ts';
import { at } from './place.ts';

/** Every key of the vectors. All are public on purpose: test keys, made once, that protect nothing. */
const KINDS = {
  root: 'rsa2048',
  root2: 'rsa2048',
  ca: 'rsa2048',
  ca2: 'rsa2048',
  leaf: 'rsa2048',
  other: 'rsa2048',
  responder: 'rsa2048',
  crlSigner: 'rsa2048',
  tsaRoot: 'rsa2048',
  tsa: 'rsa2048',
  small: 'rsa1024',
  exponent3: 'rsa3',
  p256: 'prime256v1',
  p384: 'secp384r1',
  p521: 'secp521r1',
  k256: 'secp256k1',
  p224: 'secp224r1',
  ed25519: 'ed25519',
} as const;

export type KeyName = keyof typeof KINDS;

const FILE = at('keys/keys.json');

interface KeyFile {
  readonly warning: string;
  /** PKCS #8, base64. */
  readonly keys: { readonly [name: string]: string };
}

function newKey(kind: string): KeyObject {
  if (kind === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  if (kind === 'rsa3')
    return generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).privateKey;
  if (kind.startsWith('rsa')) {
    return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(3)) }).privateKey;
  }
  return generateKeyPairSync('ec', { namedCurve: kind }).privateKey;
}

/** Makes all keys anew and writes them down; every file of the vectors changes with them. */
export function writeFreshKeys(): void {
  const keys = Object.fromEntries(
    Object.entries(KINDS).map(([name, kind]) => [
      name,
      newKey(kind).export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    ]),
  );
  const warning = 'Test keys, public on purpose. They protect nothing; trust nothing that they sign.';
  writeFileSync(FILE, `${JSON.stringify({ warning, keys } satisfies KeyFile, undefined, 2)}\n`);
}

if (!existsSync(FILE)) writeFreshKeys();
const { keys } = JSON.parse(readFileSync(FILE, 'utf8')) as KeyFile;

const loaded = new Map<string, KeyObject>();

export function privateKey(name: KeyName): KeyObject {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const der = Buffer.from(keys[name] ?? '', 'base64');
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  loaded.set(name, key);
  return key;
}

/** DER of the SubjectPublicKeyInfo, as OpenSSL's library writes it. */
export function publicKeyInfo(name: KeyName): Uint8Array {
  return createPublicKey(privateKey(name)).export({ format: 'der', type: 'spki' });
}

/** RFC 5280 section 4.2.1.2 (1): SHA-1 of the key's bits. */
export function keyIdOf(spki: Uint8Array): Uint8Array {
  return createHash('sha1').update(keyBits(spki)).digest();
}

/** Content of the BIT STRING that ends every SubjectPublicKeyInfo. */
export function keyBits(spki: Uint8Array): Uint8Array {
  let offset = headerOf(spki, 0);
  const algorithm = headerOf(spki, offset);
  offset = algorithm + lengthAt(spki, offset);
  return spki.subarray(headerOf(spki, offset) + 1);
}

function headerOf(der: Uint8Array, offset: number): number {
  const first = der[offset + 1] ?? 0;
  return offset + (first < 0x80 ? 2 : 2 + (first & 0x7f));
}

function lengthAt(der: Uint8Array, offset: number): number {
  const first = der[offset + 1] ?? 0;
  if (first < 0x80) return first;
  let length = 0;
  for (let i = 0; i < (first & 0x7f); i++) length = length * 256 + (der[offset + 2 + i] ?? 0);
  return length;
}
