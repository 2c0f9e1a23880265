/** `state` is required: 1 to 255 printable ASCII characters (wire facts 2.1). It comes back byte for byte. */
import { fitsParameter } from '@kazasu/oidc';
import { DIVERGENCES } from '../divergences.ts';
import type { Check } from './check.ts';
import type { Parameters } from './parameters.ts';
import { invalid, missing } from './refusal.ts';

export const checkState: Check = ({ parameters }) => {
  const state = parameters.get('state');
  if (state === undefined) return DIVERGENCES.requireState.value ? missing('state') : undefined;
  return fitsParameter('state', state) ? undefined : invalid('state');
};

/** The state that an answer may carry; one that broke the rule, or stood there twice, is not repeated. */
export function stateOf(parameters: Parameters): string | undefined {
  const state = parameters.get('state');
  const usable =
    state !== undefined && fitsParameter('state', state) && !parameters.repeated.includes('state');
  return usable ? state : undefined;
}
