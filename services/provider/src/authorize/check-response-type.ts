/** `response_type` is `code`, and nothing else is offered (wire facts 2.1, 2.6). */
import type { Check } from './check.ts';
import { clientRefusal, missing } from './refusal.ts';

export const checkResponseType: Check = ({ parameters }) => {
  const type = parameters.get('response_type');
  if (type === undefined) return missing('response_type');
  if (type === 'code') return undefined;
  return clientRefusal('unsupported_response_type', 'Only the response type code is supported');
};
