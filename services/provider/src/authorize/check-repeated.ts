/** No parameter, known or not, stands in a request twice (RFC 6749 section 3.1). */
import type { Check } from './check.ts';
import { clientRefusal } from './refusal.ts';

export const checkRepeated: Check = ({ parameters }) =>
  parameters.repeated.length === 0 ? undefined : clientRefusal('invalid_request', 'duplicated parameter');
