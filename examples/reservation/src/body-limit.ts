import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';

/**
 * Refuses bodies that are longer than `most` octets, by the length that they state: browsers state it for every form. A body that
 * comes in chunks of no stated length is refused too; a request with neither has none.
 */
export function bodyLimit(most: number): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.header('transfer-encoding') !== undefined) throw new HTTPException(411);
    if (Number(context.req.header('content-length') ?? 0) > most) throw new HTTPException(413);
    await next();
  };
}
