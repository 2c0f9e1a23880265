import type { ProviderDeps } from '../deps.ts';
import { checkPossession, openDpop, tokenInHeader } from '../dpop/index.ts';
import { findLiveSession } from '../grant/index.ts';
import { REVOKED_TOKENS } from '../revocation/index.ts';
import { verifyAccessToken } from '../token/access-token.ts';
import { SignError } from './sign-error.ts';

/** Who asks. A client's own token has no session. */
export interface Bearer {
  readonly clientId: string;
  readonly sessionId: string | undefined;
  /** Of the proof beside the token: the nonce to hand out, if there is one. */
  readonly newNonce?: string | undefined;
}

type BearerDeps = Pick<ProviderDeps, 'config' | 'store' | 'clock' | 'keys'>;

/**
 * Reads the token in the header: ours, current, with the scope `sign`, and its session alive if it has one. Throws a SignError
 * (`sign/token`, `sign/scope`), or a DpopError where it is bound to a key and the proof is no good.
 */
export function bearerReader(deps: BearerDeps): (request: Request) => Promise<Bearer> {
  const dpop = openDpop(deps);
  return async (request) => {
    const presented = tokenInHeader(request);
    if (presented === undefined) throw new SignError('sign/token', 'Token not provided');
    const time = deps.clock.now();
    const token = verifyAccessToken(presented.text, deps.keys.signing.accessTokenVerification, {
      issuer: deps.config.issuer,
      time,
    });
    if (token === 'expired') throw new SignError('sign/token', 'Token is not active');
    if (token === 'malformed') throw new SignError('sign/token', 'Token verification failed');
    const url = deps.config.origin + new URL(request.url).pathname;
    const newNonce = await checkPossession(dpop, request, { ...presented, boundTo: token.boundTo, url });
    if (!token.scope.includes('sign')) throw new SignError('sign/scope', 'Missing sign scope');
    const { clientId, sessionId, subject } = token;
    if (sessionId === undefined) {
      if (await REVOKED_TOKENS.has(deps.store, token.id))
        throw new SignError('sign/token', 'Token is not active');
      return { clientId, sessionId, newNonce };
    }
    const session = await findLiveSession(deps.store, sessionId, time);
    if (session === undefined || session.clientId !== clientId || session.subject !== subject) {
      throw new SignError('sign/token', 'Session expired');
    }
    return { clientId, sessionId, newNonce };
  };
}
