import { bearerToken } from '@kazasu/server/http';
import { sameText } from '@kazasu/server/keys';
import type { MiddlewareHandler } from 'hono';
import { AuthorityError } from '../error.ts';

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
