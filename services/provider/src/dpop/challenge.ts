import { STRICT_ALGORITHMS } from '@kazasu/oidc';

/** What proofs may be signed with. */
export const DPOP_ALGORITHMS: readonly string[] = STRICT_ALGORITHMS;

/** A challenge for the header `WWW-Authenticate`, RFC 9449 section 7.1. */
export function dpopChallenge(refusal?: { readonly code: string; readonly message: string }): string {
  const error =
    refusal === undefined ? '' : `error="${refusal.code}", error_description="${refusal.message}", `;
  return `DPoP ${error}algs="${DPOP_ALGORITHMS.join(' ')}"`;
}

/** Hands out a nonce, RFC 9449 section 8.2; nothing where there is none to hand out. */
export function nonceHeader(nonce: string | undefined): Readonly<Record<string, string>> {
  return nonce === undefined ? {} : { 'DPoP-Nonce': nonce };
}
