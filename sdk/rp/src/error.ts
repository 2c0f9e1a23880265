/**
 * What can go wrong in a login, why, and what to do about it. Branch on the code, never on the message.
 *
 * | code | cause | remedy |
 * | --- | --- | --- |
 * | `rp/configuration` | an option of `createRelyingParty` cannot be used | correct the option that the message names |
 * | `rp/parameter` | `authorizationUrl` was given a value that the service does not take | ask for scopes of the service, with `openid` |
 * | `rp/request-refused` | the provider refused the pushed request; `oauthError` and its description say why | `invalid_client`: compare keys, client id and clock with what was registered; others: what the description says |
 * | `rp/callback` | the callback's query is not an authorization response | show a page that offers to start again |
 * | `rp/state` | the callback does not belong to this browser's login: an old page, a second use, or a forged link | show a page that offers to start again; never log in |
 * | `rp/issuer` | the response comes from another provider than the one asked | as above, and look at the configuration |
 * | `rp/refused` | the provider did not log the person in; `oauthError` says why, `access_denied` where they stopped | tell the person and offer to start again |
 * | `rp/token-refused` | the provider refused the code or this client; `oauthError` and its description say why | `invalid_client`: compare keys, client id and clock with what was registered; `invalid_grant`: start again |
 * | `rp/id-token` | the ID token is missing or not to be trusted; `cause.code` names the check | never log in; look at issuer, client id and clock |
 * | `rp/userinfo-refused` | the access token is not honoured any more | fetch userinfo right after the callback |
 * | `rp/userinfo` | userinfo speaks about another person than the ID token | never use it |
 * | `rp/sign-refused` | the provider refused to begin signing, or to hand out what was signed; `oauthError` says why | `sign_transaction_declined`, `_failed`, `_expired`, `_not_signed`: offer to start again; others: look at the registration |
 * | `rp/signature` | what came back is not what was asked to be signed, or not by the certificate beside it | never use it |
 * | `rp/verifier-refused` | the verifier did not take what was sent; `problem` says why | what `problem.remedy` says |
 * | `rp/verifier-unavailable` | the verifier could not answer now; `problem` says why | the same again later, with the same `idempotencyKey` |
 * | `rp/network` | no answer in time, or none at all | try again later; look at the issuer and the way to it |
 * | `rp/response` | the answer is not what the standard says, or is to another question than the one asked | never use it; look at the issuer or the verifier's address: something else may answer there |
 */
export type RelyingPartyErrorCode =
  | 'rp/configuration'
  | 'rp/parameter'
  | 'rp/request-refused'
  | 'rp/callback'
  | 'rp/state'
  | 'rp/issuer'
  | 'rp/refused'
  | 'rp/token-refused'
  | 'rp/id-token'
  | 'rp/userinfo-refused'
  | 'rp/userinfo'
  | 'rp/sign-refused'
  | 'rp/signature'
  | 'rp/verifier-refused'
  | 'rp/verifier-unavailable'
  | 'rp/network'
  | 'rp/response';

/** What the provider said: `error` and `error_description` of RFC 6749. Text from outside; escape it in pages. */
export interface ProviderRefusal {
  readonly error: string;
  readonly errorDescription?: string | undefined;
}

/** What the verifier said (RFC 9457, its `/problems`), in the language that was asked for. Tells nothing about the person. */
export interface VerifierProblem {
  /** `purpose-not-allowed`, `evidence-pending`, …; branch on it. */
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** The one error of this library. Its message holds no token and nothing about the person. */
export class RelyingPartyError extends Error {
  override readonly name = 'RelyingPartyError';
  readonly code: RelyingPartyErrorCode;
  /** `access_denied`, `invalid_grant`, …; set where the provider refused. */
  readonly oauthError: string | undefined;
  readonly oauthErrorDescription: string | undefined;
  /** Set where the verifier refused. */
  readonly problem: VerifierProblem | undefined;

  constructor(
    code: RelyingPartyErrorCode,
    message: string,
    {
      cause,
      refusal,
      problem,
    }: {
      readonly cause?: unknown;
      readonly refusal?: ProviderRefusal;
      readonly problem?: VerifierProblem;
    } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.oauthError = refusal?.error;
    this.oauthErrorDescription = refusal?.errorDescription;
    this.problem = problem;
  }
}
