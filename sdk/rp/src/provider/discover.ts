import { OidcError, type ProviderMetadata, parseMetadata } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import { checkUrl } from '../options.ts';
import { request } from './request.ts';

/** What a provider says about itself. */
export type DiscoveredProvider = ProviderMetadata;

/**
 * Reads `<issuer>/.well-known/openid-configuration`. Not needed for this service, whose paths are known; the real one
 * is not known to have it. Throws `rp/configuration`, `rp/network`, `rp/response` or `rp/issuer`.
 */
export async function discoverProvider(
  issuer: string,
  { fetch = globalThis.fetch }: { readonly fetch?: typeof globalThis.fetch } = {},
): Promise<DiscoveredProvider> {
  checkUrl('issuer', issuer);
  const { status, body } = await request(fetch, `${issuer}/.well-known/openid-configuration`);
  if (status !== 200) throw new RelyingPartyError('rp/response', `discovery answered with status ${status}`);
  const provider = read(body, issuer);
  for (const [name, url] of Object.entries(provider.endpoints))
    if (url !== undefined) checkUrl(`the provider's ${name} endpoint`, url);
  return provider;
}

function read(body: Uint8Array, issuer: string): ProviderMetadata {
  try {
    return parseMetadata(body, issuer);
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    const code = cause.code === 'oidc/issuer' ? 'rp/issuer' : 'rp/response';
    throw new RelyingPartyError(code, `discovery: ${cause.message}`, { cause });
  }
}
