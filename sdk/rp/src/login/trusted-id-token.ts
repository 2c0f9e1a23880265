import { type IdToken, OidcError, type VerificationKey } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { ProviderKeys } from '../provider/index.ts';

/** Faults that newly fetched keys may mend: the provider has changed its keys. */
const KEY_FAULTS: ReadonlySet<string> = new Set(['oidc/jws-key', 'oidc/jws-algorithm', 'oidc/jws-signature']);

/** What `verify` makes of the provider's keys, and of new ones where the fault may be theirs. Throws `rp/id-token`. */
export async function trustedIdToken(
  keys: ProviderKeys,
  verify: (keys: readonly VerificationKey[]) => IdToken,
): Promise<IdToken> {
  const current = await keys.current();
  try {
    return verify(current);
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    const renewed = KEY_FAULTS.has(cause.code) ? await keys.renewed() : undefined;
    if (renewed === undefined) throw untrusted(cause);
    return again(() => verify(renewed));
  }
}

function again<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof OidcError ? untrusted(cause) : cause;
  }
}

function untrusted(cause: OidcError): RelyingPartyError {
  return new RelyingPartyError('rp/id-token', `the ID token is not to be trusted: ${cause.message}`, {
    cause,
  });
}
