import * as v from 'valibot';
import { OidcError } from '../error.ts';
import { parseJsonObject } from '../json/index.ts';

const Pushed = v.object({
  request_uri: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
  expires_in: v.pipe(v.number(), v.minValue(1)),
});

/** RFC 9126 section 2.2. */
export interface PushedResponse {
  readonly requestUri: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** Reads the body of a 201: `oidc/json`, or `oidc/response` where a member is missing or has another type. */
export function parsePushedResponse(body: Uint8Array): PushedResponse {
  const result = v.safeParse(Pushed, parseJsonObject(body));
  if (!result.success) throw new OidcError('oidc/response', 'not an answer to a pushed request');
  return { requestUri: result.output.request_uri, expiresIn: result.output.expires_in };
}
