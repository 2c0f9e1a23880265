import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { stopwatch } from '../clock/index.ts';
import { type Log, newRequestId, withRequestContext } from '../log/index.ts';

/**
 * One line a request, and one id in every line that is written for it: method, pattern of the route, status, duration. The path itself, the query, headers and bodies
 * hold codes, states and tokens and are never looked at. Mount it first.
 */
export function requestLog(log: Log): MiddlewareHandler {
  return (context, next) =>
    withRequestContext({ requestId: newRequestId() }, async () => {
      const elapsed = stopwatch();
      await next();
      log.info('request', {
        method: context.req.method,
        route: routePath(context, -1),
        status: context.res.status,
        durationMs: Math.round(elapsed() * 10) / 10,
      });
    });
}
