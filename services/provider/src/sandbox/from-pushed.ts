import type { AuthorizationRequest } from '../authorize/authorization-request.ts';
import type { Parameters } from '../authorize/parameters.ts';
import { TokenError } from '../client-authentication/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { askedInAddress } from './from-address.ts';
import { playedOutage } from './later.ts';
import { findOutcome, fitsOccasion } from './outcome/index.ts';

/**
 * What was asked for of a request that is being pushed and keeps every other rule: throws what the endpoint would throw, or says that
 * nobody is to get on with it. Anything else is judged when the request is used.
 */
export function beforePushed(
  { sandbox }: Pick<ProviderDeps, 'sandbox'>,
  request: AuthorizationRequest,
  parameters: Parameters,
): 'expired' | undefined {
  const asked = sandbox && askedInAddress(request, parameters);
  const outcome = asked && findOutcome(asked.outcome ?? '');
  if (outcome?.way.kind !== 'before') return undefined;
  const { kind, profile } = request.client;
  if (!fitsOccasion(outcome, { scope: request.scope, kind, profile, pushing: true })) return undefined;
  if (outcome.way.at === 'page') return 'expired';
  const { status, error, description = '' } = outcome.way.problem;
  throw playedOutage(status) ?? new TokenError(error as TokenError['code'], description);
}
