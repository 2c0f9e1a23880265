import type { Client } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { takePushed } from '../pushed-request/pushed-request-store.ts';
import { hashOfRequestUri } from '../pushed-request/request-uri.ts';
import { type Parameters, parametersOfMap } from './parameters.ts';
import { type PageRefusal, pageRefusal } from './refusal.ts';

/**
 * What a strict client has pushed, by the `request_uri` that it got for it, used up with that; undefined without one. Nothing else in the
 * address is looked at (RFC 9101 section 6.3). Of an address that will not do nothing is said but that: unknown, used, expired and another
 * client's are told alike, and the last stays good for its owner. Other clients have nothing pushed, and nothing is ever fetched.
 */
export async function takeOwnPushed(
  sent: Parameters,
  { clientId, profile }: Client,
  { store, clock }: Pick<ProviderDeps, 'store' | 'clock'>,
): Promise<Parameters | PageRefusal | undefined> {
  const requestUri = profile === 'strict' ? sent.get('request_uri') : undefined;
  if (requestUri === undefined) return undefined;
  if (sent.repeated.length > 0) return pageRefusal('duplicated parameter');
  const hash = hashOfRequestUri(requestUri);
  const taken = hash && (await takePushed(store, { hash, clientId, now: clock.now() }));
  return taken ? parametersOfMap(taken) : pageRefusal('Invalid parameter: request_uri');
}
