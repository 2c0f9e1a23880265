import { asSecret, type Secret } from '../log/index.ts';

/**
 * The token of `Authorization: Bearer <token>` (RFC 6750 section 2.1; the scheme in any case, RFC 9110 section 11.1).
 * Undefined when the header is absent or anything else; the same token is not looked for in a form or query.
 */
export function bearerToken(request: { readonly headers: Pick<Headers, 'get'> }): Secret | undefined {
  const header = request.headers.get('authorization') ?? '';
  const token = /^bearer ([A-Za-z0-9\-._~+/]{1,4096}=*)$/i.exec(header)?.[1];
  return token === undefined ? undefined : asSecret(token);
}
