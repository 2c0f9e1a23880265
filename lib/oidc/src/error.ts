/** What can be wrong with a message or a token from outside. Callers test the code, never the text. */
export type OidcErrorCode =
  | 'oidc/json'
  | 'oidc/size'
  | 'oidc/jwk'
  | 'oidc/jwk-private'
  | 'oidc/jws-form'
  | 'oidc/jws-header'
  | 'oidc/jws-algorithm'
  | 'oidc/jws-key'
  | 'oidc/jws-signature'
  | 'oidc/claims'
  | 'oidc/issuer'
  | 'oidc/subject'
  | 'oidc/audience'
  | 'oidc/expiry-missing'
  | 'oidc/expired'
  | 'oidc/expiry-too-far'
  | 'oidc/not-yet-valid'
  | 'oidc/issued-in-future'
  | 'oidc/jti-missing'
  | 'oidc/start-missing'
  | 'oidc/start-too-old'
  | 'oidc/request-nested'
  | 'oidc/nonce'
  | 'oidc/token-hash'
  | 'oidc/http-method'
  | 'oidc/http-uri'
  | 'oidc/parameter'
  | 'oidc/repeated-parameter'
  | 'oidc/response';

/** The one error of this room. The message names the rule that was broken, never a value. */
export class OidcError extends Error {
  override readonly name = 'OidcError';
  readonly code: OidcErrorCode;

  constructor(code: OidcErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
