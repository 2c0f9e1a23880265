import { bearerToken } from '@kazasu/server/http';
import type { ProviderDeps } from '../deps.ts';
import { findLiveSession } from '../grant/index.ts';
import { verifyAccessToken } from '../token/access-token.ts';
import { SignError } from './sign-error.ts';

/** Who asks. A client's own token has no session. */
export interface Bearer {
  readonly clientId: string;
  readonly sessionId: string | undefined;
}

type BearerDeps = Pick<ProviderDeps, 'config' | 'store' | 'clock' | 'keys'>;

/**
 * Reads the token in the header: ours, current, with the scope `sign`, and its session alive if it has one. Throws a SignError
 * (`sign/token`, `sign/scope`).
 */
export function bearerReader(deps: BearerDeps): (request: Request) => Promise<Bearer> {
  return async (request) => {
    const text = bearerToken(request);
    if (text === undefined) throw new SignError('sign/token', 'Token not provided');
    const time = deps.clock.now();
    const token = verifyAccessToken(text, deps.keys.signing.accessTokenVerification, {
      issuer: deps.config.issuer,
      time,
    });
    if (token === 'expired') throw new SignError('sign/token', 'Token is not active');
    if (token === 'malformed') throw new SignError('sign/token', 'Token verification failed');
    if (!token.scope.includes('sign')) throw new SignError('sign/scope', 'Missing sign scope');
    const { clientId, sessionId, subject } = token;
    if (sessionId === undefined) return { clientId, sessionId };
    const session = await findLiveSession(deps.store, sessionId, time);
    if (session === undefined || session.clientId !== clientId || session.subject !== subject) {
      throw new SignError('sign/token', 'Session expired');
    }
    return { clientId, sessionId };
  };
}
