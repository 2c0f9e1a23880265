import { isLoopbackHost } from '@kazasu/server/outbound';
import type { MiddlewareHandler } from 'hono';
import type { ProviderConfig } from '../config.ts';

/**
 * A browser that calls this machine by another of its names (`127.0.0.1` for `localhost`) is sent to the configured one before anything
 * begins: cookies are of one name, and the way back from the app leads to the configured one. Only between names of this machine and
 * on the same port; elsewhere a proxy may have changed the name, and sending on would go round in a circle.
 */
export function atOwnHost({ local, origin }: ProviderConfig): MiddlewareHandler {
  const own = new URL(origin);
  return async (context, next) => {
    const asked = new URL(context.req.url);
    const otherName = asked.hostname !== own.hostname && asked.port === own.port;
    if (!local || !otherName || !isLoopbackHost(asked.hostname)) return next();
    return context.redirect(`${own.origin}${asked.pathname}${asked.search}`, 307);
  };
}
