/**
 * PKCE (RFC 7636) is required of every client, with S256: `plain` would put the verifier into the browser's history.
 * The challenge is one that SHA-256 can give; no verifier could meet another (see the row `codeChallenge`).
 */
import { isChallenge } from '@kazasu/oidc';
import type { Check } from './check.ts';
import { clientRefusal, invalid, missing } from './refusal.ts';

export const checkPkce: Check = ({ parameters }) => {
  const method = parameters.get('code_challenge_method');
  if (method === undefined) return missing('code_challenge_method');
  if (method !== 'S256') {
    return clientRefusal(
      'invalid_request',
      'Invalid parameter: code challenge method is not matching the configured one',
    );
  }
  const challenge = parameters.get('code_challenge');
  if (challenge === undefined) return missing('code_challenge');
  return isChallenge(challenge) ? undefined : invalid('code_challenge');
};
