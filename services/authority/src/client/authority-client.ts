import type {
  CertificateId,
  ConsentView,
  LatestItems,
  LatestItemsRequest,
  SignedMessage,
  TrustResponse,
  UsageReport,
} from '../api.ts';

/** What a question says of itself. */
export interface Question {
  /** Under which purpose the authority counts it; without one, the default of the contract. */
  readonly purpose?: string | undefined;
}

/**
 * What a verifier under contract asks of the authority. Every method rejects with an {@link AuthorityUnreachable} when the answer
 * cannot be had in time or is not what was asked for; none of them judges what it brings.
 */
export interface AuthorityClient {
  /** DER of the CRL for one distribution point: SHA-256 (hex) of its directoryName, or `whole`. */
  crl(issuerKeyId: string, scope: string, question?: Question): Promise<Uint8Array>;
  /** The same as it comes, for lists of any size; undefined if the authority's list is still the one of the tag. */
  crlStream(issuerKeyId: string, scope: string, options: CrlStreamOptions): Promise<CrlStream | undefined>;
  /** Answer (DER) to an OCSP request (DER). */
  ocsp(request: Uint8Array, question?: Question): Promise<Uint8Array>;
  /** The certificates of the same person up to this one, oldest first; undefined for one it never issued. */
  lineage(certificate: CertificateId, question?: Question): Promise<readonly CertificateId[] | undefined>;
  /** What a verifier must trust. For its set-up: a judgement is never made with anchors that were fetched for it. */
  trust(): Promise<TrustResponse>;
  /**
   * Hands in a consent that a person signed. The same message again is answered with the consent that it gave, in force or not. Refusals
   * of its own: `signed_message_invalid`, `signed_message_used` (the statement came before with another signature), `purpose_refused`,
   * `card_state`.
   */
  giveConsent(message: SignedMessage): Promise<ConsentView>;
  /** Refusals of its own: `consent_unknown`, `consent_ended`, `purpose_refused`. */
  latestItems(request: LatestItemsRequest): Promise<LatestItems>;
  /** What the authority counted of this verifier's questions, whose name it tells with it. Days as `YYYYMMDD`. */
  ownUsage(range?: { readonly from?: string; readonly to?: string }): Promise<UsageReport>;
}

export interface CrlStreamOptions extends Question {
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
  /** The code with which the authority refused (`consent_ended`, `quota_exceeded`), where it gave one. */
  readonly refusal: string | undefined;

  constructor(
    code: AuthorityUnreachableCode,
    message: string,
    { cause, refusal }: { readonly cause?: unknown; readonly refusal?: string | undefined } = {},
  ) {
    super(message, { cause });
    this.code = code;
    this.refusal = refusal;
  }
}
