import { DER, equal } from '@kazasu/bytes';
import type { AlgorithmIdentifier } from './algorithm-identifier.ts';
import { PkiError } from './error.ts';
import { OID } from './oid.ts';
import { pssParameters } from './pss.ts';
import type { HashName } from './strength.ts';

export { type AlgorithmIdentifier, readAlgorithm } from './algorithm-identifier.ts';
export type { HashName } from './strength.ts';

/** `rsa-pss`: an RSA key that is for RSA-PSS alone. */
export type KeyFamily = 'rsa' | 'rsa-pss' | 'ec';

export interface SignatureScheme {
  readonly name: string;
  readonly family: KeyFamily;
  readonly hash: HashName;
}

/** Algorithms whose identifier says it all: SHA-2 with RSA PKCS #1 v1.5 or ECDSA. */
const SCHEMES: { readonly [oid: string]: SignatureScheme } = {
  [OID.sha256WithRsa]: { name: 'sha256WithRSAEncryption', family: 'rsa', hash: 'sha256' },
  [OID.sha384WithRsa]: { name: 'sha384WithRSAEncryption', family: 'rsa', hash: 'sha384' },
  [OID.sha512WithRsa]: { name: 'sha512WithRSAEncryption', family: 'rsa', hash: 'sha512' },
  [OID.ecdsaWithSha256]: { name: 'ecdsa-with-SHA256', family: 'ec', hash: 'sha256' },
  [OID.ecdsaWithSha384]: { name: 'ecdsa-with-SHA384', family: 'ec', hash: 'sha384' },
  [OID.ecdsaWithSha512]: { name: 'ecdsa-with-SHA512', family: 'ec', hash: 'sha512' },
};

const PSS_SCHEMES: { readonly [hash in HashName]: SignatureScheme } = {
  sha256: { name: 'rsassa-pss-sha256', family: 'rsa-pss', hash: 'sha256' },
  sha384: { name: 'rsassa-pss-sha384', family: 'rsa-pss', hash: 'sha384' },
  sha512: { name: 'rsassa-pss-sha512', family: 'rsa-pss', hash: 'sha512' },
};

/** Undefined for an algorithm that is not accepted: SHA-1, MD5, DSA, RSA-PSS with other parameters, unknown ones. */
export function signatureScheme(algorithm: AlgorithmIdentifier): SignatureScheme | undefined {
  if (algorithm.oid === OID.rsaPss) {
    const parameters = pssParameters(algorithm.parameters);
    return parameters && PSS_SCHEMES[parameters.hash];
  }
  return Object.hasOwn(SCHEMES, algorithm.oid) ? SCHEMES[algorithm.oid] : undefined;
}

const NULL = Uint8Array.of(DER.null, 0);

/**
 * RFC 4055 section 5: NULL for RSA, and a reader takes absent parameters too. RFC 5758 section 3.2: none for
 * ECDSA. Anything else is a second spelling of the same algorithm and is refused (`pki/algorithm`).
 */
export function requirePlainParameters(algorithm: AlgorithmIdentifier): void {
  const scheme = signatureScheme(algorithm);
  // The parameters of RSA-PSS are part of the scheme, and were read with it.
  if (scheme === undefined || scheme.family === 'rsa-pss' || algorithm.parameters.length === 0) return;
  if (scheme.family === 'rsa' && equal(algorithm.parameters, NULL)) return;
  throw new PkiError('pki/algorithm', 'signature algorithm with parameters it does not have');
}
