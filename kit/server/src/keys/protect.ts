/**
 * Keys at rest under a passphrase. Private keys are PKCS#8 EncryptedPrivateKeyInfo (RFC 5958 section 3) by PBES2 with
 * scrypt (RFC 7914 section 7.1) and AES-256-CBC, in PEM: `openssl pkey` opens them with the same passphrase. A secret
 * of 32 bytes has no such form; it is `KAZASU-SEALED-1` ‖ salt (16) ‖ sealed value, under the same derivation.
 */
import {
  concat,
  DerReader,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  equal,
  fromPem,
  fromUtf8,
  toHex,
  toPem,
  toUtf8,
} from '@kazasu/bytes';
import { createCipheriv, createDecipheriv, createSecretKey, scryptOf } from '../crypto.ts';
import { randomOctets } from '../random/index.ts';
import { KeyError } from './key-error.ts';
import type { Passphrase } from './passphrase.ts';
import { seal, unseal } from './seal.ts';

/** OWASP's least for scrypt in 16 MiB, which OpenSSL opens with its own bound of 32. */
const COST = { N: 16_384, r: 8, p: 5 } as const;
const SALT_LENGTH = 16;
const KEY_LENGTH = 32;
const BLOCK_LENGTH = 16;
const LABEL = 'ENCRYPTED PRIVATE KEY';
const SEALED = toUtf8('KAZASU-SEALED-1');
const CONTEXT = 'key file';
const OID = {
  pbes2: '1.2.840.113549.1.5.13',
  scrypt: '1.3.6.1.4.1.11591.4.11',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
} as const;

/**
 * A passphrase at work. Deriving is slow on purpose, so what was derived is kept as long as the folder is open, and new
 * files take the salt of those that were opened: a start costs one derivation, a guess still costs one each.
 */
export interface Lock {
  derive(salt: Uint8Array, cost: Cost): Promise<Uint8Array>;
  /** For a new file. */
  salt(): Uint8Array;
}

export function lockOf({ text }: Passphrase): Lock {
  const derived = new Map<string, Promise<Uint8Array>>();
  let salt: Uint8Array | undefined;
  return {
    derive(used, cost) {
      salt ??= used;
      const { N, r, p } = cost;
      const name = [toHex(used), N, r, p].join(' ');
      const key = derived.get(name) ?? scryptOf(text, used, KEY_LENGTH, { ...cost, maxmem: 256 * N * r });
      derived.set(name, key);
      return key;
    },
    salt() {
      salt ??= randomOctets(SALT_LENGTH);
      return salt;
    },
  };
}

export function isProtected(file: Uint8Array): boolean {
  return isSealed(file) || startsWith(file, toUtf8(`-----BEGIN ${LABEL}-----`));
}

/** `file` is what {@link keyToFile} makes: PKCS#8 in PEM, or the 32 octets of a secret. */
export async function protect(file: Uint8Array, lock: Lock, secret: boolean): Promise<Uint8Array> {
  const salt = lock.salt();
  const key = await lock.derive(salt, COST);
  if (secret) return concat(SEALED, salt, seal(createSecretKey(key), file, CONTEXT));
  const iv = randomOctets(BLOCK_LENGTH);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const encrypted = concat(cipher.update(fromPem('PRIVATE KEY', fromUtf8(file))), cipher.final());
  const { N, r, p } = COST;
  const cost = [derUnsignedInteger(N), derUnsignedInteger(r), derUnsignedInteger(p)];
  const derivation = derSequence(derOid(OID.scrypt), derSequence(derOctetString(salt), ...cost));
  const encryption = derSequence(derOid(OID.aes256Cbc), derOctetString(iv));
  const algorithm = derSequence(derOid(OID.pbes2), derSequence(derivation, encryption));
  return toUtf8(toPem(LABEL, derSequence(algorithm, derOctetString(encrypted))));
}

/** Throws a KeyError (`key/passphrase`) unless this passphrase made it; `path` is for the message. */
export async function unprotect(file: Uint8Array, path: string, lock: Lock): Promise<Uint8Array> {
  const wrong = `${path} does not open with this passphrase: check the passphrase files and their order`;
  try {
    if (isSealed(file)) return await unsealSecret(file, lock);
    const { salt, iv, cost, encrypted } = readEnvelope(fromPem(LABEL, fromUtf8(file)));
    const key = await lock.derive(Uint8Array.from(salt), cost);
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    const plain = concat(decipher.update(encrypted), decipher.final());
    // CBC does not tell a wrong key from a right one; one in 256 has a padding that fits, and no PKCS#8 behind it.
    DerReader.document(plain);
    return toUtf8(toPem('PRIVATE KEY', plain));
  } catch (error) {
    if (error instanceof KeyError && error.code === 'key/kind') throw error;
    throw new KeyError('key/passphrase', wrong);
  }
}

async function unsealSecret(file: Uint8Array, lock: Lock): Promise<Uint8Array> {
  const start = SEALED.length + SALT_LENGTH;
  const key = await lock.derive(file.slice(SEALED.length, start), COST);
  return unseal(createSecretKey(key), file.subarray(start), CONTEXT);
}

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

interface Envelope {
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
  readonly cost: Cost;
  readonly encrypted: Uint8Array;
}

/** Throws a KeyError (`key/kind`) for a derivation that is cheaper than ours, or dearer than this process can bear. */
function readEnvelope(der: Uint8Array): Envelope {
  const outer = DerReader.document(der);
  const algorithm = outer.enter();
  requireOid(algorithm, OID.pbes2);
  const parameters = algorithm.enter();
  const derivation = parameters.enter();
  requireOid(derivation, OID.scrypt);
  const scrypt = derivation.enter();
  const salt = scrypt.octetString();
  const cost = { N: scrypt.smallInteger(), r: scrypt.smallInteger(), p: scrypt.smallInteger() };
  const encryption = parameters.enter();
  requireOid(encryption, OID.aes256Cbc);
  const iv = encryption.octetString();
  const encrypted = outer.octetString();
  outer.finish();
  const work = cost.N * cost.r * cost.p;
  const least = COST.N * COST.r * COST.p;
  if (work < least || work > 16 * least || cost.N * cost.r > 8 * COST.N * COST.r) throw tooCheap();
  return { salt, iv, cost, encrypted };
}

function requireOid(reader: DerReader, oid: string): void {
  if (reader.oid() !== oid) throw tooCheap();
}

function tooCheap(): KeyError {
  return new KeyError(
    'key/kind',
    `an encrypted key must be PBES2 with AES-256-CBC and scrypt of at least N=${COST.N}, r=${COST.r}, p=${COST.p}`,
  );
}

function isSealed(file: Uint8Array): boolean {
  return startsWith(file, SEALED);
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length > start.length && equal(bytes.subarray(0, start.length), start);
}
