import { isSent } from '@kazasu/server/http';
import type { Context, MiddlewareHandler } from 'hono';
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
    if (isSent(context)) return undefined;
    const { headers } = context.res;
    for (const [name, value] of Object.entries(appHeaders(context, phoneOrigin))) headers.set(name, value);
    if (origin === undefined) return undefined;
    if (context.req.method === 'OPTIONS') {
      headers.set('Access-Control-Allow-Methods', 'POST');
      headers.set('Access-Control-Allow-Headers', 'authorization, content-type');
      headers.set('Access-Control-Max-Age', '600');
    }
    return undefined;
  };
}

const FOR_PROGRAMS = { Vary: 'Origin' };

/** What an answer of these routes carries, for those that go out at once. */
export function appHeaders(context: Context, phoneOrigin: string): Readonly<Record<string, string>> {
  if (context.req.header('Origin') === undefined) return FOR_PROGRAMS;
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': phoneOrigin,
    'Access-Control-Expose-Headers': 'Retry-After',
  };
}
