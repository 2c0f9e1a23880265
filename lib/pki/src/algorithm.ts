import { DER, type DerReader, equal } from '@kazasu/bytes';
import { PkiError } from './error.ts';
import { readOid } from './known-oid.ts';
import { OID } from './oid.ts';

/** `AlgorithmIdentifier`; `parameters` is the DER behind the identifier, empty if absent. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters: Uint8Array;
  readonly encoded: Uint8Array;
}

export function readAlgorithm(reader: DerReader): AlgorithmIdentifier {
  const start = reader.offset;
  const sequence = reader.enter();
  const oid = readOid(sequence);
  const parametersStart = sequence.offset;
  if (!sequence.atEnd) sequence.next();
  sequence.finish();
  return {
    oid,
    parameters: reader.bytes.subarray(parametersStart, sequence.offset),
    encoded: reader.bytes.subarray(start, reader.offset),
  };
}

export type HashName = 'sha256' | 'sha384' | 'sha512';
export type KeyFamily = 'rsa' | 'ec';

export interface SignatureScheme {
  readonly name: string;
  readonly family: KeyFamily;
  readonly hash: HashName;
}

/** The signature algorithms that are judged at all: SHA-2 with RSA PKCS #1 v1.5 or ECDSA. */
const SCHEMES: { readonly [oid: string]: SignatureScheme } = {
  [OID.sha256WithRsa]: { name: 'sha256WithRSAEncryption', family: 'rsa', hash: 'sha256' },
  [OID.sha384WithRsa]: { name: 'sha384WithRSAEncryption', family: 'rsa', hash: 'sha384' },
  [OID.sha512WithRsa]: { name: 'sha512WithRSAEncryption', family: 'rsa', hash: 'sha512' },
  [OID.ecdsaWithSha256]: { name: 'ecdsa-with-SHA256', family: 'ec', hash: 'sha256' },
  [OID.ecdsaWithSha384]: { name: 'ecdsa-with-SHA384', family: 'ec', hash: 'sha384' },
  [OID.ecdsaWithSha512]: { name: 'ecdsa-with-SHA512', family: 'ec', hash: 'sha512' },
};

/** Undefined for an algorithm that is not accepted (SHA-1, MD5, RSA-PSS for now, unknown ones). */
export function signatureScheme(algorithm: AlgorithmIdentifier): SignatureScheme | undefined {
  return Object.hasOwn(SCHEMES, algorithm.oid) ? SCHEMES[algorithm.oid] : undefined;
}

const NULL = Uint8Array.of(DER.null, 0);

/**
 * RFC 4055 section 5: NULL for RSA, and a reader takes absent parameters too. RFC 5758 section 3.2: none for
 * ECDSA. Anything else is a second spelling of the same algorithm and is refused (`pki/algorithm`).
 */
export function requirePlainParameters(algorithm: AlgorithmIdentifier): void {
  const scheme = signatureScheme(algorithm);
  if (scheme === undefined || algorithm.parameters.length === 0) return;
  if (scheme.family === 'rsa' && equal(algorithm.parameters, NULL)) return;
  throw new PkiError('pki/algorithm', 'signature algorithm with parameters it does not have');
}
