import * as v from 'valibot';
import { OidcError } from '../error.ts';
import { parseJsonObject } from '../json/index.ts';

const Text = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max));

/** RFC 6749 section 5.1; unknown members are ignored, as it says. */
const Success = v.object({
  access_token: Text(8192),
  token_type: v.pipe(v.string(), v.regex(/^(?:bearer|dpop)$/i)),
  expires_in: v.optional(v.pipe(v.number(), v.minValue(0))),
  refresh_token: v.optional(Text(8192)),
  refresh_expires_in: v.optional(v.number()),
  id_token: v.optional(Text(8192)),
  scope: v.optional(v.pipe(v.string(), v.maxLength(1024))),
});

/** RFC 6749 section 5.2. */
const Failure = v.object({
  error: v.pipe(v.string(), v.regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/)),
  error_description: v.optional(v.pipe(v.string(), v.maxLength(1024))),
});

export interface ReceivedTokens {
  readonly accessToken: string;
  /** Whether it is bound to a key and must be sent with a proof; RFC 6749 section 5.1 leaves the case open. */
  readonly isBound: boolean;
  /** Seconds. */
  readonly expiresIn: number | undefined;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  readonly scope: readonly string[] | undefined;
}

export interface ErrorResponse {
  readonly error: string;
  readonly errorDescription: string | undefined;
}

/** Reads the body of a 200: `oidc/json`, or `oidc/response` where a member is missing or has another type. */
export function parseTokenResponse(body: Uint8Array): ReceivedTokens {
  const result = v.safeParse(Success, parseJsonObject(body));
  if (!result.success) throw new OidcError('oidc/response', 'not a token response');
  const { access_token, token_type, expires_in, refresh_token, id_token, scope } = result.output;
  return {
    accessToken: access_token,
    isBound: token_type.toLowerCase() === 'dpop',
    expiresIn: expires_in,
    refreshToken: refresh_token,
    idToken: id_token,
    scope: scope?.split(' ').filter((word) => word !== ''),
  };
}

/** Reads the body of a refusal; the same errors. */
export function parseErrorResponse(body: Uint8Array): ErrorResponse {
  const result = v.safeParse(Failure, parseJsonObject(body));
  if (!result.success) throw new OidcError('oidc/response', 'not an error response');
  return { error: result.output.error, errorDescription: result.output.error_description };
}
