import {
  createDpopProof,
  type HeldKey,
  OidcError,
  type ProofKey,
  parseErrorResponse,
  proofKeyOf,
} from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import { randomToken } from '../random.ts';
import { type Answer, type RequestInit, request } from './request.ts';

/** The key that tokens are bound to (DPoP, RFC 9449), and the nonce that each server gave last. */
export interface Proofs {
  readonly key: ProofKey;
  readonly nonces: Map<string, string>;
}

/** Throws `rp/configuration` for a key that no proof can be made with. */
export function proofsOf(signing: HeldKey): Proofs {
  try {
    // RSA keys are for PS256 here: proofs never use RS256.
    const algorithm = signing.algorithm === 'RS256' ? 'PS256' : signing.algorithm;
    return { key: proofKeyOf({ algorithm, key: signing.key }), nonces: new Map() };
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    throw new RelyingPartyError('rp/configuration', `dpopKey: ${cause.message}`);
  }
}

/**
 * One request with a proof, where there is a key for it; sent a second time with the server's nonce where the server asks for
 * that. `init` is made anew for each, because what it holds may be used up.
 */
export async function requestWithProof(
  settings: Settings,
  url: string,
  init: () => RequestInit,
  accessToken?: string,
): Promise<Answer> {
  const send = async () => {
    const { headers, ...rest } = init();
    const proof = proofHeaders(settings, url, rest.method ?? 'GET', accessToken);
    const answer = await request(settings.fetch, url, { ...rest, headers: { ...headers, ...proof } });
    if (answer.nonce !== undefined) settings.proofs?.nonces.set(new URL(url).origin, answer.nonce);
    return answer;
  };
  const answer = await send();
  return settings.proofs !== undefined && wantsNonce(answer) ? send() : answer;
}

function proofHeaders(
  { proofs, clock }: Settings,
  url: string,
  method: string,
  accessToken: string | undefined,
): Record<string, string> {
  const scheme = proofs === undefined ? 'Bearer' : 'DPoP';
  const authorization: Record<string, string> =
    accessToken === undefined ? {} : { authorization: `${scheme} ${accessToken}` };
  if (proofs === undefined) return authorization;
  const nonce = proofs.nonces.get(new URL(url).origin);
  const proof = { method, url, jti: randomToken(), time: clock(), nonce, accessToken };
  return { ...authorization, dpop: createDpopProof(proof, proofs.key) };
}

/** RFC 9449 sections 8 and 9. */
function wantsNonce({ status, nonce, body }: Answer): boolean {
  if (nonce === undefined || (status !== 400 && status !== 401)) return false;
  try {
    return parseErrorResponse(body).error === 'use_dpop_nonce';
  } catch (error) {
    if (error instanceof OidcError) return false;
    throw error;
  }
}
