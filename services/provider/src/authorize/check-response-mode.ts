/**
 * `response_mode`, which the service does not name, may be `query`, the only way answers are sent (2.5, 2.6); of a strict client also `jwt`
 * and `query.jwt` (JARM 2.3), and nothing else where it is registered for signed messages.
 */
import { responseModeOf } from '@kazasu/oidc';
import type { Check } from './check.ts';
import { clientRefusal, invalid } from './refusal.ts';

export const checkResponseMode: Check = ({ parameters, client }) => {
  const mode = parameters.get('response_mode');
  const asked = responseModeOf(mode);
  if (client.profile !== 'strict') {
    return mode === undefined || mode === 'query' ? undefined : invalid('response_mode');
  }
  if (asked === undefined) return invalid('response_mode');
  if (client.messageSigning !== true || asked === 'query.jwt') return undefined;
  return clientRefusal('invalid_request', 'The answer must be signed');
};
