import { bearerToken } from '@kazasu/server/http';
import { sameText } from '@kazasu/server/keys';
import type { MiddlewareHandler } from 'hono';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { type Verifier, verifierOf } from '../verifier/index.ts';

/** Finds out which verifier asks; the others are refused. */
export async function verifierAt(
  deps: AuthorityDeps,
  request: Parameters<typeof bearerToken>[0],
): Promise<Verifier> {
  const brought = bearerToken(request);
  const verifier = brought === undefined ? undefined : await verifierOf(deps, brought);
  if (!verifier) throw new AuthorityError('unauthorized', 'a bearer token for this part is required');
  return verifier;
}

/** Lets in whoever brings this token; compares in constant time. */
export function requireToken(token: string): MiddlewareHandler {
  return async (context, next) => {
    const brought = bearerToken(context.req.raw);
    if (brought === undefined || !sameText(brought, token)) {
      throw new AuthorityError('unauthorized', 'a bearer token for this part is required');
    }
    await next();
  };
}
