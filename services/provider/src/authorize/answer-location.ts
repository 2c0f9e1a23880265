import {
  type AuthorizationErrorResponse,
  type AuthorizationResponse,
  createAuthorizationResponse,
  createSignedAuthorizationResponse,
  type ResponseMode,
} from '@kazasu/oidc';
import type { ProviderDeps } from '../deps.ts';

/** Whom an answer is for, and how it goes there. */
export interface AnswerTo {
  readonly clientId: string;
  /** The registered one, byte for byte. */
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
}

/**
 * Where the browser takes the answer. A signed one has the key of ID tokens: both are for one client, and neither passes for the other, since
 * an ID token has no `code` or `error`, and an answer no `sub`.
 */
export function answerLocation(
  { config, clock, keys }: Pick<ProviderDeps, 'config' | 'clock' | 'keys'>,
  { clientId, redirectUri, responseMode }: AnswerTo,
  answer: Omit<AuthorizationResponse, 'issuer'> | Omit<AuthorizationErrorResponse, 'issuer'>,
): string {
  const response = { ...answer, issuer: config.issuer };
  if (responseMode === 'query') return createAuthorizationResponse(redirectUri, response);
  const to = { audience: clientId, time: clock.now(), key: keys.signing.idToken };
  return createSignedAuthorizationResponse(redirectUri, response, to);
}
