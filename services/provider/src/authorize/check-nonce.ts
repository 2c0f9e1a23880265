/** `nonce` is required: 1 to 255 printable ASCII characters (wire facts 2.1). It comes back in the ID token. */
import { fitsParameter } from '@kazasu/oidc';
import { DIVERGENCES } from '../divergences.ts';
import type { Check } from './check.ts';
import { invalid, missing } from './refusal.ts';

export const checkNonce: Check = ({ parameters }) => {
  const nonce = parameters.get('nonce');
  if (nonce === undefined) return DIVERGENCES.requireNonce.value ? missing('nonce') : undefined;
  return fitsParameter('nonce', nonce) ? undefined : invalid('nonce');
};
