import { RelyingPartyError } from '@kazasu/rp';
import type { Failure } from './session/index.ts';

/**
 * What to tell the person. The provider's `error` is a closed set. Its `error_description` is no contract: it is for
 * developers, and may be worded otherwise tomorrow. So it is never shown, it only refines `access_denied`, and one
 * that matches nothing here, or is missing, leads to one neutral page: 「認証できませんでした」.
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
  return /cancel|refused/i.test(description) ? 'stopped' : 'refused';
}
