import { contextTag, DerReader, equal } from '@kazasu/bytes';
import { type AlgorithmIdentifier, type KeyFamily, readAlgorithm, signatureScheme } from '../algorithm.ts';
import { CMS_OID } from '../cms-oid.ts';
import { constants, verify } from '../crypto.ts';
import { isParseError } from '../error.ts';
import type { PublicKey } from '../key.ts';
import { OID } from '../oid.ts';

/** `sha1` is computed to tell a broken signature from a weak one; it is never accepted. */
export type CmsHash = 'sha1' | 'sha256' | 'sha384' | 'sha512';

const HASHES: ReadonlyMap<string, CmsHash> = new Map([
  [OID.sha1, 'sha1'],
  [OID.sha256, 'sha256'],
  [OID.sha384, 'sha384'],
  [OID.sha512, 'sha512'],
]);

const NULL = Uint8Array.of(5, 0);

/** Undefined for a hash that is not known. RFC 5754 section 2: parameters absent, and NULL is to be understood too. */
export function hashOf({ oid, parameters }: AlgorithmIdentifier): CmsHash | undefined {
  const plain = parameters.length === 0 || equal(parameters, NULL);
  return plain ? HASHES.get(oid) : undefined;
}

/** How the octets were signed, from digestAlgorithm and signatureAlgorithm together. */
export interface CmsScheme {
  readonly name: string;
  readonly family: KeyFamily;
  readonly hash: CmsHash;
  /** RSA-PSS: octets of salt. */
  readonly saltLength?: number;
}

/** `unknown`: not supported. `mismatch`: the two contradict each other. `parameters`: what the algorithm forbids. */
export type SchemeFault = 'unknown' | 'mismatch' | 'parameters';

/** RFC 5652 section 5.3; RFC 3370 section 3.2, RFC 4056 section 3, RFC 5753 section 2.1, RFC 5754 section 3. */
export function schemeOf(
  digest: AlgorithmIdentifier,
  signature: AlgorithmIdentifier,
): CmsScheme | SchemeFault {
  const hash = hashOf(digest);
  if (hash === undefined) return 'unknown';
  if (signature.oid === OID.rsaPss) return pssScheme(hash, signature.parameters);
  const { parameters } = signature;
  const hasNull = equal(parameters, NULL);
  if (signature.oid === OID.rsaEncryption) {
    return parameters.length === 0 || hasNull ? { name: `rsa-${hash}`, family: 'rsa', hash } : 'parameters';
  }
  const own = signatureScheme(signature) ?? OLD_SCHEMES.get(signature.oid);
  if (own === undefined) return 'unknown';
  if (parameters.length > 0 && !(own.family === 'rsa' && hasNull)) return 'parameters';
  return own.hash === hash ? { name: own.name, family: own.family, hash } : 'mismatch';
}

const OLD_SCHEMES: ReadonlyMap<string, CmsScheme> = new Map([
  [CMS_OID.sha1WithRsa, { name: 'sha1WithRSAEncryption', family: 'rsa', hash: 'sha1' }],
  [CMS_OID.ecdsaWithSha1, { name: 'ecdsa-with-SHA1', family: 'ec', hash: 'sha1' }],
]);

/** RSASSA-PSS-params (RFC 8017 A.2.3): all hashes the same (RFC 4056 section 3), and a salt no longer than that of any key. */
function pssScheme(hash: CmsHash, parameters: Uint8Array): CmsScheme | SchemeFault {
  try {
    const reader = DerReader.document(parameters);
    const own = readTagged(reader, 0, readAlgorithm);
    const mask = readTagged(reader, 1, readAlgorithm);
    const saltLength = readTagged(reader, 2, (inside) => inside.smallInteger()) ?? 20;
    const trailer = readTagged(reader, 3, (inside) => inside.smallInteger()) ?? 1;
    reader.finish();
    if (trailer !== 1 || saltLength > 512) return 'parameters';
    if (mask !== undefined && mask.oid !== OID.mgf1) return 'unknown';
    const maskHash = mask === undefined ? 'sha1' : hashOf(readAlgorithm(new DerReader(mask.parameters)));
    const ownHash = own === undefined ? 'sha1' : hashOf(own);
    if (ownHash !== hash || maskHash !== hash) return 'mismatch';
    return { name: `rsa-pss-${hash}`, family: 'rsa', hash, saltLength };
  } catch (error) {
    if (isParseError(error)) return 'parameters';
    throw error;
  }
}

function readTagged<T>(reader: DerReader, number: number, read: (inside: DerReader) => T): T | undefined {
  const inside = reader.enterIf(contextTag(number));
  if (inside === undefined) return undefined;
  const value = read(inside);
  inside.finish();
  return value;
}

/** False too for a key of another kind. Never throws. */
export function verifyWith(
  scheme: CmsScheme,
  key: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  // RFC 4055 section 1.2: a key that is for RSA-PSS alone signs nothing else, and only with its own hash.
  const pssOnly = key.family === 'rsa-pss';
  if (pssOnly && (scheme.saltLength === undefined || (key.pssHash ?? scheme.hash) !== scheme.hash))
    return false;
  if (!pssOnly && scheme.family !== key.family) return false;
  if (scheme.saltLength === undefined) return verify(scheme.hash, data, key.keyObject, signature);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify(scheme.hash, data, { key: key.keyObject, padding, saltLength: scheme.saltLength }, signature);
}
