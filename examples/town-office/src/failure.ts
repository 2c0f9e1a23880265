import { RelyingPartyError } from '@kazasu/rp';

/** Why a login or a signing did not succeed, as far as the person needs to know it. */
export type Failure = 'stopped' | 'expired' | 'unavailable' | 'outdated' | 'refused' | 'fault';

/**
 * What to tell the person. The provider's `error` is a closed set. Its `error_description` is no contract: it is never shown,
 * it only refines `access_denied`. A card that cannot sign (a child's, one whose password is blocked) is told by the
 * app; here it arrives as a person who stopped, so that page names these too.
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof RelyingPartyError)) return 'fault';
  if (['rp/state', 'rp/callback', 'rp/issuer'].includes(error.code)) return 'outdated';
  if (error.code === 'rp/sign-refused') {
    return /expired|unknown/.test(error.oauthError ?? '') ? 'outdated' : 'fault';
  }
  if (error.code !== 'rp/refused') return 'fault';
  if (error.oauthError === 'temporarily_unavailable') return 'unavailable';
  if (error.oauthError !== 'access_denied') return 'fault';
  const description = error.oauthErrorDescription ?? '';
  if (/certificate.*expired/i.test(description)) return 'expired';
  return /cancel|refused/i.test(description) ? 'stopped' : 'refused';
}
