import type { CertificateId } from '@kazasu/authority/api';

/**
 * What the provider asks of the authority. Every method rejects with an {@link AuthorityUnreachable} when the answer
 * cannot be had in time or is not what was asked for; none of them judges what it brings.
 */
export interface AuthorityClient {
  /** DER of the CRL for one distribution point: SHA-256 (hex) of its directoryName, or `whole`. */
  crl(issuerKeyId: string, scope: string): Promise<Uint8Array>;
  /** The same as it comes, for lists of any size; undefined if the authority's list is still the one of the tag. */
  crlStream(issuerKeyId: string, scope: string, options: CrlStreamOptions): Promise<CrlStream | undefined>;
  /** Answer (DER) to an OCSP request (DER). */
  ocsp(request: Uint8Array): Promise<Uint8Array>;
  /** The certificates of the same person up to this one, oldest first; undefined for one it never issued. */
  lineage(certificate: CertificateId): Promise<readonly CertificateId[] | undefined>;
}

export interface CrlStreamOptions {
  /** {@link CrlStream.tag} of the list that is there already. */
  readonly tag?: string | undefined;
  readonly signal: AbortSignal;
}

export interface CrlStream {
  /** DER in chunks. Rejects with an {@link AuthorityUnreachable} where it breaks off, or is longer than any list. */
  readonly octets: AsyncIterable<Uint8Array>;
  /** How the authority names this version of the list. */
  readonly tag: string | undefined;
}

export type AuthorityUnreachableCode = 'authority/unreachable' | 'authority/refused' | 'authority/malformed';

export class AuthorityUnreachable extends Error {
  override readonly name = 'AuthorityUnreachable';
  readonly code: AuthorityUnreachableCode;

  constructor(code: AuthorityUnreachableCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
