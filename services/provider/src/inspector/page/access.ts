import { isLoopbackAddress, remoteAddress } from '@kazasu/server/http';
import { isLoopbackHost } from '@kazasu/server/outbound';
import type { Context, MiddlewareHandler } from 'hono';

/** Headers that only something between adds: then the visitor is somebody else, whoever opened the connection. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Only for who sits at this machine: the connection comes from it, the request names it, and nothing stands between. Pages of other
 * origins can neither read nor frame what is here; what they may do is lead a person to it.
 */
export const onlyThisMachine: MiddlewareHandler = async (context, next) => {
  if (isHere(context) && !isForeign(context)) return next();
  return context.text('Only for browsers on the machine that the provider runs on.', 403);
};

function isHere(context: Context): boolean {
  const host = context.req.header('Host') ?? new URL(context.req.url).host;
  const name = /^(\[[0-9a-f:]+\]|[^:]+)(?::\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase() ?? '';
  const direct = !FORWARDED.some((header) => context.req.header(header) !== undefined);
  return isLoopbackAddress(remoteAddress(context)) && isLoopbackHost(name) && direct;
}

/** Browsers say who asks (Fetch Metadata). A link that a person follows is no reading. */
function isForeign({ req }: Context): boolean {
  const site = req.header('Sec-Fetch-Site') ?? 'none';
  const origin = req.header('Origin');
  if (origin !== undefined && origin !== 'null' && origin !== new URL(req.url).origin) return true;
  if (site === 'same-origin' || site === 'none') return false;
  return req.header('Sec-Fetch-Mode') !== 'navigate' || req.header('Sec-Fetch-Dest') !== 'document';
}
