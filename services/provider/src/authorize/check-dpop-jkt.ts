/**
 * `dpop_jkt` binds the code to a key before there is a proof (RFC 9449 section 10): the thumbprint of one, if it is there. The code
 * is then of no use to whoever intercepts it, even with the verifier.
 */
import { fitsParameter } from '@kazasu/oidc';
import type { Check } from './check.ts';
import { invalid } from './refusal.ts';

export const checkDpopJkt: Check = ({ parameters }) => {
  const thumbprint = parameters.get('dpop_jkt');
  return thumbprint === undefined || fitsParameter('dpop_jkt', thumbprint) ? undefined : invalid('dpop_jkt');
};
