import { bearerToken } from '@kazasu/server/http';
import { sameText } from '@kazasu/server/keys';
import type { MiddlewareHandler } from 'hono';
import type { AdminDeps } from './deps.ts';
import { problem } from './problem.ts';

/** Lets in whoever brings the admin token; compares in constant time. Refusals are told to the audit. */
export function onlyTheAdministrator({
  config,
  audit,
}: Pick<AdminDeps, 'config' | 'audit'>): MiddlewareHandler {
  const { adminToken } = config;
  return async (context, next) => {
    if (sameText(bearerToken(context.req.raw) ?? '', adminToken)) return next();
    audit.sparing.tell({ actor: 'unknown', action: 'admin.refused', outcome: 'admin/token' });
    context.header('WWW-Authenticate', 'Bearer realm="admin"');
    return problem(context, 401, 'admin/token', 'the admin token is missing or wrong');
  };
}
