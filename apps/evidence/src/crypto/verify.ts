import { concat } from '@kazasu/bytes';
import { ed25519 } from '@noble/curves/ed25519.js';
import { type DigestName, hashFunction } from './digest.ts';
import type { EcKey, PublicKeyObject } from './key.ts';
import { open, verifyPkcs1, verifyPss } from './rsa.ts';

/** Those of node:crypto that the judge names, with their values. */
export const constants = {
  RSA_PKCS1_PADDING: 1,
  RSA_NO_PADDING: 3,
  RSA_PKCS1_PSS_PADDING: 6,
  RSA_PSS_SALTLEN_DIGEST: -1,
} as const;

interface KeyOptions {
  readonly key: PublicKeyObject;
  readonly padding?: number;
  /** Octets, or {@link constants.RSA_PSS_SALTLEN_DIGEST}. */
  readonly saltLength?: number;
  readonly dsaEncoding?: 'der' | 'ieee-p1363';
}

export type VerifyKey = PublicKeyObject | KeyOptions;

/**
 * Whether the key made this signature over the data; `name` is null for Ed25519. False for a signature that is malformed,
 * as node:crypto has it. Throws a TypeError for a hash, a padding or a salt that the judge does not ask for.
 */
export function verify(
  name: string | null,
  data: Uint8Array,
  input: VerifyKey,
  signature: Uint8Array,
): boolean {
  const options: KeyOptions = 'key' in input ? input : { key: input };
  const { key } = options;
  if (key.kind === 'ed25519') return name === null && verifyEd25519(key.point, data, signature);
  if (name === null) throw new TypeError('a hash must be named');
  // Refuses what is no hash before anything else.
  hashFunction(name);
  const digest = name as DigestName;
  if (key.kind === 'ec') return verifyEcdsa(key, { digest, options }, data, signature);
  const { padding = constants.RSA_PKCS1_PADDING } = options;
  if (padding === constants.RSA_PKCS1_PADDING) return verifyPkcs1(key, digest, data, signature);
  if (padding !== constants.RSA_PKCS1_PSS_PADDING) throw new TypeError('padding not supported');
  return verifyPss(key, { name: digest, saltLength: saltLengthOf(options, digest) }, data, signature);
}

/** A length must be named: to take it from the signature would let the signer choose. */
function saltLengthOf({ saltLength }: KeyOptions, name: DigestName): number {
  if (saltLength === constants.RSA_PSS_SALTLEN_DIGEST) return hashFunction(name).outputLen;
  if (saltLength === undefined || saltLength < 0) throw new TypeError('a length of the salt must be named');
  return saltLength;
}

/** RFC 8032 section 5.1.7: without the leniencies of ZIP 215. */
function verifyEd25519(point: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && ed25519.verify(signature, data, point, { zip215: false });
}

function verifyEcdsa(
  { curve, point }: EcKey,
  { digest, options }: { readonly digest: DigestName; readonly options: KeyOptions },
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const format = options.dsaEncoding === 'ieee-p1363' ? 'compact' : 'der';
  try {
    // Both values of s are a signature (FIPS 186-5); the hash is made here, because it need not be the curve's own.
    return curve.verify(signature, hashFunction(digest)(data), point, {
      prehash: false,
      lowS: false,
      format,
    });
  } catch {
    return false;
  }
}

/** The bare operation of an RSA key (RFC 8017 section 5.2.2), without a look at any padding. Throws for what is no signature of the key. */
export function publicDecrypt(
  { key, padding }: { readonly key: PublicKeyObject; readonly padding: number },
  signature: Uint8Array,
): Uint8Array {
  const opened =
    key.kind === 'rsa' && padding === constants.RSA_NO_PADDING ? open(key, signature) : undefined;
  if (opened === undefined) throw new TypeError('not a signature of this key');
  return opened;
}

/** A signature over data that come piece by piece. */
export interface Verification {
  update(data: Uint8Array): Verification;
  verify(input: VerifyKey, signature: Uint8Array): boolean;
}

/** Keeps the pieces: in a browser a list comes in one. */
export function createVerify(name: string): Verification {
  const pieces: Uint8Array[] = [];
  const self: Verification = {
    update: (data) => {
      pieces.push(Uint8Array.from(data));
      return self;
    },
    verify: (input, signature) => verify(name, concat(...pieces), input, signature),
  };
  return self;
}
