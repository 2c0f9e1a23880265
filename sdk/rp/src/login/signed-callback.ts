import { OidcError, parseSignedResponse, type VerificationKey } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import type { ProviderKeys } from '../provider/index.ts';

/**
 * The callback's query: of a strict relying party what the signed answer holds (JARM), and nothing that stands beside it; of another one
 * what stands there. Throws `rp/callback` for what is no signed answer of this provider to this relying party.
 */
export async function queryOf(
  settings: Settings,
  keys: ProviderKeys,
  url: string | URL,
): Promise<URLSearchParams> {
  const query = searchOf(url);
  if (settings.profile !== 'strict') return query;
  const [response, ...others] = query.getAll('response');
  if (response === undefined || others.length > 0) throw refused('the answer is not signed');
  const { issuer, clientId, clock } = settings;
  const open = (list: readonly VerificationKey[]) =>
    parseSignedResponse(response, { issuer, clientId, keys: list, time: clock() });
  try {
    return open(await keys.current());
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    // The provider may have changed its keys.
    const renewed = cause.code.startsWith('oidc/jws-') ? await keys.renewed() : undefined;
    if (renewed === undefined) throw refused(cause.message, cause);
    return again(() => open(renewed));
  }
}

function again<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof OidcError ? refused(cause.message, cause) : cause;
  }
}

function searchOf(url: string | URL): URLSearchParams {
  try {
    // A server sees the path and query only; the base makes them a URL and is not looked at.
    return new URL(url, 'http://localhost').searchParams;
  } catch (cause) {
    throw refused('not a URL', cause);
  }
}

function refused(reason: string, cause?: unknown): RelyingPartyError {
  const message = `the callback is not an authorization response: ${reason}`;
  return new RelyingPartyError('rp/callback', message, cause === undefined ? {} : { cause });
}
