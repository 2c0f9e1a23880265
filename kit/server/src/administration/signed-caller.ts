import { administratorNamed, OidcError, verifyAdministrationRequest } from '@kazasu/oidc';
import type { Administration } from './administration.ts';
import { type Administrator, administratorsOf, keyOf } from './administrators.ts';
import { useRequest } from './request-store.ts';

/** The request as it came. */
export interface Incoming {
  /** What stands behind the scheme. */
  readonly proof: string;
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array;
}

export interface SignedCaller {
  readonly administrator: Administrator;
  readonly proof: string;
}

/** Milliseconds: a clock that is behind still finds it used. */
const REMEMBER_MS = 60_000;

export type RequestFault = 'admin/request' | 'admin/replayed';

/** Who signed this very request. What was read before may come again while it is fresh; what changes something is used once. */
export async function signedCaller(
  { service, store, clock, settings, config }: Administration,
  { proof, ...request }: Incoming,
): Promise<SignedCaller | RequestFault> {
  try {
    const named = administratorNamed(proof);
    const { administrators } = await administratorsOf(settings, store);
    const administrator = administrators.find(({ administratorId }) => administratorId === named);
    if (administrator === undefined) return 'admin/request';
    const { administratorId } = administrator;
    const expected = { ...request, administratorId, audience: config.baseUrl, time: clock.now() };
    const { jti, refusedFrom } = verifyAdministrationRequest(proof, expected, keyOf(administrator.jwk));
    const use = { by: administrator.thumbprint, jti, expiresAt: refusedFrom + REMEMBER_MS };
    if (request.method !== 'GET' && !(await useRequest(store, service, use))) return 'admin/replayed';
    return { administrator, proof };
  } catch (error) {
    if (error instanceof OidcError) return 'admin/request';
    throw error;
  }
}
