import { RelyingPartyError } from '@kazasu/rp';
import type { Failure } from './session/index.ts';

/**
 * What to tell the person. The provider's `error` is a closed set; its description is for developers and differs, so
 * it only refines `access_denied`, and is never shown.
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof RelyingPartyError)) return 'fault';
  if (error.code === 'rp/state' || error.code === 'rp/callback' || error.code === 'rp/issuer')
    return 'outdated';
  if (error.code !== 'rp/refused') return 'fault';
  if (error.oauthError === 'temporarily_unavailable') return 'unavailable';
  if (error.oauthError !== 'access_denied') return 'fault';
  const description = error.oauthErrorDescription ?? '';
  if (/certificate.*revoked/i.test(description)) return 'revoked';
  if (/certificate.*expired/i.test(description)) return 'expired';
  return /cancel|refused/i.test(description) || description === '' ? 'stopped' : 'refused';
}
