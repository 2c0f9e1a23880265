/** `response_mode`, which the service does not name, may be `query`, the only way answers are sent (2.5, 2.6). */
import type { Check } from './check.ts';
import { invalid } from './refusal.ts';

export const checkResponseMode: Check = ({ parameters }) => {
  const mode = parameters.get('response_mode');
  return mode === undefined || mode === 'query' ? undefined : invalid('response_mode');
};
