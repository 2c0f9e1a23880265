import { contextTag, DER, DerReader, equal } from '@kazasu/bytes';
import { type AlgorithmIdentifier, readAlgorithm } from './algorithm-identifier.ts';
import { ifReadable } from './error.ts';
import { OID } from './oid.ts';
import { type HashName, STRENGTH } from './strength.ts';

/** What `RSASSA-PSS-params` say, where they say what is accepted. */
export interface PssParameters {
  readonly hash: HashName;
  /** Octets: always the length of the hash. */
  readonly saltLength: number;
}

const HASHES: { readonly [oid: string]: HashName | undefined } = {
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};

/**
 * Reads `RSASSA-PSS-params` (RFC 4055 section 3.1, RFC 8017 A.2.3), or gives undefined for any that are not accepted:
 * the hash is SHA-2, MGF1 uses the same hash (RFC 4055 recommends it; a second hash only adds a second way to break), the
 * salt is as long as the hash (recommended there, the most that FIPS 186-5 5.4 allows, and shorter ones weaken the
 * proof), the trailer is the default and so not written. What RFC 4055 would fill in for absent fields is SHA-1.
 */
export function pssParameters(parameters: Uint8Array): PssParameters | undefined {
  return ifReadable(() => readParameters(DerReader.document(parameters)));
}

function readParameters(reader: DerReader): PssParameters | undefined {
  const hash = tagged(reader, 0, (inside) => hashOf(readAlgorithm(inside)));
  const maskHash = tagged(reader, 1, (inside) => maskHashOf(readAlgorithm(inside)));
  const saltLength = tagged(reader, 2, (inside) => inside.smallInteger());
  reader.finish();
  if (hash === undefined || maskHash !== hash || saltLength !== STRENGTH.hashes[hash]) return undefined;
  return { hash, saltLength };
}

function tagged<T>(reader: DerReader, number: number, read: (inside: DerReader) => T): T {
  const inside = reader.enter(contextTag(number));
  const value = read(inside);
  inside.finish();
  return value;
}

function maskHashOf({ oid, parameters }: AlgorithmIdentifier): HashName | undefined {
  if (oid !== OID.mgf1) return undefined;
  const reader = new DerReader(parameters);
  const hash = hashOf(readAlgorithm(reader));
  reader.finish();
  return hash;
}

const NULL = Uint8Array.of(DER.null, 0);

/** RFC 4055 section 2.1: parameters are NULL, and a reader takes absent ones too. */
function hashOf({ oid, parameters }: AlgorithmIdentifier): HashName | undefined {
  if (parameters.length > 0 && !equal(parameters, NULL)) return undefined;
  return Object.hasOwn(HASHES, oid) ? HASHES[oid] : undefined;
}
