import { bearerToken } from '@kazasu/server/http';
import { sameText } from '@kazasu/server/keys';
import type { MiddlewareHandler } from 'hono';
import { problem } from './problem.ts';

/** Lets in whoever brings the admin token; compares in constant time. */
export function onlyTheAdministrator(adminToken: string): MiddlewareHandler {
  return async (context, next) => {
    if (sameText(bearerToken(context.req.raw) ?? '', adminToken)) return next();
    context.header('WWW-Authenticate', 'Bearer realm="admin"');
    return problem(context, 401, 'admin/token', 'the admin token is missing or wrong');
  };
}
