/**
 * `redirect_uri` is one of the client's registered URIs, byte for byte (RFC 9700 section 2.1): no normalising, no
 * wildcard, no default. A mismatch is answered by a page.
 */
import type { Client } from '../client/index.ts';
import type { Parameters } from './parameters.ts';
import { type PageRefusal, pageRefusal } from './refusal.ts';

export function checkRedirectUri(parameters: Parameters, client: Client): string | PageRefusal {
  if (parameters.repeated.includes('redirect_uri')) return pageRefusal('duplicated parameter');
  const uri = parameters.get('redirect_uri');
  if (uri === undefined) return pageRefusal('Missing parameters: redirect_uri');
  return client.redirectUris.includes(uri) ? uri : pageRefusal('Invalid parameter: redirect_uri');
}
