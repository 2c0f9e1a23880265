import type { MiddlewareHandler } from 'hono';
import { AuthorityError } from '../error.ts';

/**
 * CORS for one origin, the app's. A page of any other origin is refused before anything is read; programs, which have none, may
 * ask, because what they bring is signed.
 */
export function onlyTheApp(origin: string | undefined): MiddlewareHandler {
  return async (context, next) => {
    const asking = context.req.header('Origin');
    if (asking === undefined) return next();
    if (asking !== origin) throw new AuthorityError('origin_refused', 'this origin may not ask');
    if (context.req.method === 'OPTIONS') {
      context.res = new Response(null, {
        status: 204,
        headers: {
          'Access-Control-Allow-Methods': 'POST',
          'Access-Control-Allow-Headers': 'content-type',
          'Access-Control-Max-Age': '600',
        },
      });
    } else await next();
    const { headers } = context.res;
    headers.set('Vary', 'Origin');
    headers.set('Access-Control-Allow-Origin', origin);
    return undefined;
  };
}
