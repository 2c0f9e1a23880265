import type { Dpop } from './dpop.ts';
import { DpopError } from './dpop-error.ts';

/** An access token as it came. */
export interface PresentedToken {
  readonly scheme: 'Bearer' | 'DPoP';
  readonly text: string;
}

const AUTHORIZATION = /^(bearer|dpop) ([A-Za-z0-9\-._~+/]{1,4096}=*)$/i;

/**
 * The token of `Authorization: Bearer <token>` or `DPoP <token>` (RFC 6750 section 2.1, RFC 9449 section 7.1; the scheme
 * in any case, RFC 9110 section 11.1). Undefined where the header is absent or anything else.
 */
export function tokenInHeader(request: {
  readonly headers: Pick<Headers, 'get'>;
}): PresentedToken | undefined {
  const [, scheme, text] = AUTHORIZATION.exec(request.headers.get('authorization') ?? '') ?? [];
  if (scheme === undefined || text === undefined) return undefined;
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', text };
}

/**
 * Holds a verified token to its key: one that is bound needs the scheme `DPoP` and a proof by its key for this very request,
 * one that is not bound is a bearer token and nothing else (RFC 9449 sections 7.1 and 7.2). Returns the nonce to hand out, if
 * there is one. Rejects with a DpopError.
 */
export async function checkPossession(
  dpop: Dpop,
  request: Request,
  token: PresentedToken & { readonly boundTo: string | undefined; readonly url: string },
): Promise<string | undefined> {
  const { scheme, text, boundTo, url } = token;
  if (boundTo === undefined) {
    if (scheme === 'Bearer') return undefined;
    throw new DpopError('invalid_token', 'The token is bound to no key');
  }
  if (scheme === 'Bearer') throw new DpopError('invalid_token', 'The token is bound to a key');
  const proof = await dpop.proofOf(request, { url, token: { text, boundTo } });
  if (proof === undefined) throw new DpopError('invalid_dpop_proof', 'The DPoP proof is missing');
  return proof.newNonce;
}
