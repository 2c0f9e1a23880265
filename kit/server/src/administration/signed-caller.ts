import {
  administratorNamed,
  checkAdministrationBody,
  OidcError,
  verifyAdministrationHead,
} from '@kazasu/oidc';
import type { Administration } from './administration.ts';
import { type Administrator, administratorsOf, keyOf } from './administrators.ts';
import { useRequest } from './request-store.ts';

/** The request as it came. */
export interface Incoming {
  /** What stands behind the scheme. */
  readonly proof: string;
  readonly method: string;
  readonly path: string;
  /** Reads it, bounded; what it throws is thrown on. Called for nobody but an administrator. */
  readonly body: () => Promise<Uint8Array>;
}

export interface SignedCaller {
  readonly administrator: Administrator;
  readonly proof: string;
  readonly body: Uint8Array;
}

/** Milliseconds: a clock that is behind still finds it used. */
const REMEMBER_MS = 60_000;

export type RequestFault = 'admin/request' | 'admin/replayed';

/**
 * Who signed this very request. Its body is read once the signature over everything else has verified: whoever signs nothing can keep nobody waiting for a
 * body that never comes. What was read before may come again while it is fresh; what changes something is used once.
 */
export async function signedCaller(
  { service, store, clock, settings, config }: Administration,
  { proof, body: read, ...request }: Incoming,
): Promise<SignedCaller | RequestFault> {
  try {
    const named = administratorNamed(proof);
    const { administrators } = await administratorsOf(settings, store);
    const administrator = administrators.find(({ administratorId }) => administratorId === named);
    if (administrator === undefined) return 'admin/request';
    const { administratorId } = administrator;
    const expected = { ...request, administratorId, audience: config.baseUrl, time: clock.now() };
    const head = verifyAdministrationHead(proof, expected, keyOf(administrator.jwk));
    const body = await read();
    checkAdministrationBody(head, body);
    const { jti, refusedFrom } = head;
    // It may have taken long to come: what is used now must still be remembered when it could come again.
    if (clock.now() >= refusedFrom) return 'admin/request';
    const use = { by: administrator.thumbprint, jti, expiresAt: refusedFrom + REMEMBER_MS };
    if (request.method !== 'GET' && !(await useRequest(store, service, use))) return 'admin/replayed';
    return { administrator, proof, body };
  } catch (error) {
    if (error instanceof OidcError) return 'admin/request';
    throw error;
  }
}
