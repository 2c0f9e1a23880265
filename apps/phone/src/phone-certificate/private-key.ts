import { DerReader } from '@kazasu/bytes';

/** The numbers of RFC 8017 A.1.2 that signing takes. Nothing overwrites a bigint: they go when nobody holds them any more. */
export interface RsaPrivateNumbers {
  readonly modulus: bigint;
  readonly publicExponent: bigint;
  readonly prime1: bigint;
  readonly prime2: bigint;
  readonly exponent1: bigint;
  readonly exponent2: bigint;
  readonly coefficient: bigint;
}

const RSA = '1.2.840.113549.1.1.1';

/** From PKCS #8 (RFC 5958) as WebCrypto writes it: two primes, no attributes. Throws BytesError or RangeError for anything else. */
export function readPrivateKey(pkcs8: Uint8Array): RsaPrivateNumbers {
  const outer = DerReader.document(pkcs8);
  if (outer.smallInteger() !== 0) throw new RangeError('not a PKCS #8 key of version 0');
  const algorithm = outer.enter();
  if (algorithm.oid() !== RSA) throw new RangeError('no RSA key');
  const inner = DerReader.document(outer.octetString());
  outer.finish();
  if (inner.smallInteger() !== 0) throw new RangeError('not a key of two primes');
  const modulus = inner.integer();
  const publicExponent = inner.integer();
  inner.integer();
  const [prime1, prime2, exponent1, exponent2, coefficient] = [0, 1, 2, 3, 4].map(() => inner.integer()) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  inner.finish();
  if (prime1 * prime2 !== modulus) throw new RangeError('the primes are not those of the modulus');
  return { modulus, publicExponent, prime1, prime2, exponent1, exponent2, coefficient };
}
