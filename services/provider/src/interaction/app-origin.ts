import type { MiddlewareHandler } from 'hono';
import type { AppProblem } from '../api/app.ts';

/**
 * CORS for one origin, the app's. A page of any other origin is refused before anything is read, not merely kept
 * from seeing the answer; programs without an origin (the command line) may call.
 */
export function onlyThePhone(phoneOrigin: string): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header('Origin');
    if (origin !== undefined && origin !== phoneOrigin) {
      const problem: AppProblem = { error: 'request_invalid', final: false };
      return context.json(problem, 403);
    }
    if (context.req.method !== 'OPTIONS') await next();
    else context.res = new Response(null, { status: 204 });
    const { headers } = context.res;
    headers.set('Vary', 'Origin');
    if (origin === undefined) return undefined;
    headers.set('Access-Control-Allow-Origin', phoneOrigin);
    headers.set('Access-Control-Expose-Headers', 'Retry-After');
    headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
    if (context.req.method === 'OPTIONS') {
      headers.set('Access-Control-Allow-Methods', 'POST');
      headers.set('Access-Control-Allow-Headers', 'authorization, content-type');
      headers.set('Access-Control-Max-Age', '600');
    }
    return undefined;
  };
}
