/**
 * A CRL of millions of entries as an index that answers in a fraction of a microsecond: read as a stream, checked as
 * strictly as `crl/` does, its signature verified, then written as one run of octets that can be kept in a file,
 * mapped into memory and shared. Exact: a serial number is found if and only if it is listed, with date and
 * reason. Refuses lists that it cannot stand for (indirect, delta, of another issuer), and octets that are not whole.
 * Pure: who reads files and maps them is `@kazasu/server/mapping`.
 */
export { CrlIndexer, type CrlIndexerOptions } from './crl-indexer.ts';
export { checkIndex, INDEX, type IndexCheckOptions, indexChecks, judgeIndex } from './index-checks.ts';
export { openRevocationIndex, type RevocationIndex } from './revocation-index.ts';
