/**
 * `acr_values` says, in order of preference, how sure the relying party wants to be; `crl` and `ocsp` say how
 * revocation is learnt (wire facts 2.3). It is a wish (OpenID Connect Core 3.1.2.1): unknown values are passed over,
 * but it is bounded like every other parameter.
 */
import { fitsParameter } from '@kazasu/oidc';
import { DIVERGENCES } from '../divergences.ts';
import type { Revocation } from '../proof/revocation.ts';
import type { Check } from './check.ts';
import type { Parameters } from './parameters.ts';
import { invalid } from './refusal.ts';

export const checkAcrValues: Check = ({ parameters }) => {
  const text = parameters.get('acr_values');
  return text === undefined || fitsParameter('acr_values', text) ? undefined : invalid('acr_values');
};

/** How revocation is to be learnt: the first way named. */
export function revocationOf(parameters: Parameters): Revocation {
  const words = (parameters.get('acr_values') ?? '').split(' ');
  const named = words.find((word) => word === 'crl' || word === 'ocsp');
  return named ?? DIVERGENCES.defaultRevocation.value;
}
