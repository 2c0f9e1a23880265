import type { MiddlewareHandler } from 'hono';

/**
 * Refuses HEAD, which would otherwise be taken as GET with its body thrown away. For routes whose GET begins,
 * draws or uses up something: programs that only look at an address, such as link previews, must not.
 */
export const notByHead: MiddlewareHandler = async (context, next) => {
  if (context.req.method !== 'HEAD') return next();
  return context.body(null, 405, { Allow: 'GET' });
};
