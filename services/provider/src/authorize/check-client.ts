/**
 * `client_id` names a registered client: 1 to 255 digits and letters (wire facts 2.1). Whoever cannot be told is
 * answered by a page, because a redirect to an unknown client would make this server an open redirector.
 */
import { fitsParameter } from '@kazasu/oidc';
import { type Client, findClient } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import type { Parameters } from './parameters.ts';
import { type PageRefusal, pageRefusal } from './refusal.ts';

export async function checkClient(parameters: Parameters, deps: ProviderDeps): Promise<Client | PageRefusal> {
  if (parameters.repeated.includes('client_id')) return pageRefusal('duplicated parameter');
  const clientId = parameters.get('client_id');
  if (clientId === undefined) return pageRefusal('Missing parameters: client_id');
  const client = fitsParameter('client_id', clientId) ? await findClient(deps, clientId) : undefined;
  if (client !== undefined) deps.clientLimits.know(client);
  return client ?? pageRefusal('Client not found.');
}
