import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants, createHash, sign } from '../../crypto.ts';
import { context, int, nul, type Octets, oid, seq } from '../asn1/index.ts';
import { type KeyName, privateKey } from './keys.ts';
import { at } from './place.ts';

const PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';
export const HASH_OIDS = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;
export type Hash = keyof typeof HASH_OIDS;

interface Algorithm {
  readonly identifier: Octets;
  /** Null for Ed25519, which hashes by itself. */
  readonly hash: Hash | null;
  readonly pss?: number;
}

const rsa = (dotted: string, hash: Hash): Algorithm => ({ identifier: seq(oid(dotted), nul()), hash });
const ec = (dotted: string, hash: Hash): Algorithm => ({ identifier: seq(oid(dotted)), hash });

function pss(hash: Hash, salt: number, mgfHash: Hash = hash): Algorithm {
  const digest = (name: Hash) => seq(oid(HASH_OIDS[name]), nul());
  const parameters = seq(
    context(0, digest(hash)),
    context(1, seq(oid(MGF1), digest(mgfHash))),
    context(2, int(salt)),
  );
  return { identifier: seq(oid(PSS), parameters), hash, pss: salt };
}

export const ALGORITHMS = {
  rsaSha256: rsa('1.2.840.113549.1.1.11', 'sha256'),
  rsaSha384: rsa('1.2.840.113549.1.1.12', 'sha384'),
  rsaSha512: rsa('1.2.840.113549.1.1.13', 'sha512'),
  rsaSha1: rsa('1.2.840.113549.1.1.5', 'sha1'),
  rsaMd5: rsa('1.2.840.113549.1.1.4', 'md5'),
  ecSha256: ec('1.2.840.10045.4.3.2', 'sha256'),
  ecSha384: ec('1.2.840.10045.4.3.3', 'sha384'),
  ecSha512: ec('1.2.840.10045.4.3.4', 'sha512'),
  ecSha1: ec('1.2.840.10045.4.1', 'sha1'),
  pssSha256: pss('sha256', 32),
  pssShortSalt: pss('sha256', 20),
  pssOtherMgf: pss('sha256', 32, 'sha1'),
  ed25519: { identifier: seq(oid('1.3.101.112')), hash: null },
} as const satisfies { readonly [name: string]: Algorithm };
export type AlgorithmName = keyof typeof ALGORITHMS;

/** Signatures that need randomness are made once and kept, so that the vectors come out the same each time. */
const FILE = at('keys/random-signatures.json');
const kept = new Map<string, string>(
  Object.entries(existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as object) : {}),
);
const used = new Map<string, string>();

export function defaultAlgorithm(key: KeyName): AlgorithmName {
  const byKey: { readonly [name: string]: AlgorithmName } = {
    p256: 'ecSha256',
    k256: 'ecSha256',
    p224: 'ecSha256',
    p384: 'ecSha384',
    p521: 'ecSha512',
    ed25519: 'ed25519',
  };
  return byKey[key] ?? 'rsaSha256';
}

/** The signature value; `form` is how r and s of ECDSA are written. */
export function signatureOf(
  key: KeyName,
  name: AlgorithmName,
  data: Uint8Array,
  form: 'der' | 'ieee-p1363' = 'der',
): Uint8Array {
  const algorithm: Algorithm = ALGORITHMS[name];
  const make = () =>
    sign(algorithm.hash, data, {
      key: privateKey(key),
      dsaEncoding: form,
      ...(algorithm.pss !== undefined && {
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: algorithm.pss,
      }),
    });
  const isRandom = name.startsWith('ec') || algorithm.pss !== undefined;
  if (!isRandom) return make();
  const id = createHash('sha256').update(`${key} ${name} ${form} `).update(data).digest('hex').slice(0, 32);
  const value = kept.get(id) ?? used.get(id) ?? make().toString('base64');
  used.set(id, value);
  return Buffer.from(value, 'base64');
}

/** Writes down the random signatures that this run used, and forgets the others. */
export function keepSignatures(): void {
  const sorted = [...used].sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
}
