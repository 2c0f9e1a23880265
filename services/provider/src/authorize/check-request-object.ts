/**
 * `request` and `request_uri` are not supported. They must be refused and not ignored (OpenID Connect Core 6.1, 6.2):
 * a client that signs its request relies on the signed values.
 */
import type { Check } from './check.ts';
import { clientRefusal } from './refusal.ts';

export const checkRequestObject: Check = ({ parameters }) => {
  if (parameters.get('request') !== undefined) {
    return clientRefusal('request_not_supported', 'The parameter request is not supported');
  }
  if (parameters.get('request_uri') !== undefined) {
    return clientRefusal('request_uri_not_supported', 'The parameter request_uri is not supported');
  }
  return undefined;
};
