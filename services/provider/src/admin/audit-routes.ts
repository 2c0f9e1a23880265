import { apiHeaders } from '@kazasu/server/http';
import type { Hono } from 'hono';
import { ADMIN_PATHS } from '../api/admin.ts';
import type { AuditHeads } from '../audit/index.ts';
import { onlyTheAdministrator } from './administrator.ts';
import { answered } from './answered.ts';
import type { AdminDeps } from './deps.ts';
import { problem } from './problem.ts';

const NUMBER = /^\d{1,15}$/;
const HASH = /^[0-9a-f]{64}$/;

/** The audit log for whoever keeps it elsewhere or asks whether it is whole. Nothing here changes it. */
export function mountAudit(app: Hono, deps: AdminDeps): void {
  const { audit } = deps;
  const { basePath } = deps.config;
  const all = `${basePath}${ADMIN_PATHS.audit}`;
  const head = `${basePath}${ADMIN_PATHS.auditHead}`;
  const verification = `${basePath}${ADMIN_PATHS.auditVerification}`;
  for (const path of [all, head, verification]) app.use(path, apiHeaders(), onlyTheAdministrator(deps));
  app.get(all, (context) => {
    const after = context.req.query('after') ?? '0';
    if (!NUMBER.test(after)) return problem(context, 400, 'audit/after', 'after must be a number');
    return answered(context, deps, async () => context.json(await audit.page(Number(after))));
  });
  app.get(head, (context) => answered(context, deps, async () => context.json(await audit.head())));
  app.get(verification, (context) => {
    const { number, hash } = context.req.query();
    if (number === undefined && hash === undefined) {
      return answered(context, deps, async () => context.json(await audit.verify()));
    }
    if (!NUMBER.test(number ?? '') || !HASH.test(hash ?? '')) {
      return problem(context, 400, 'audit/head', 'a head that was written down is a number and a hash');
    }
    const remembered = { number: Number(number), hash: String(hash) };
    return answered(context, deps, async () => context.json(await audit.verify(remembered)));
  });
}

/** Heads as they are signed, and the key that they are verified with. */
export function mountAuditHeads(app: Hono, deps: AdminDeps, heads: AuditHeads): void {
  const { basePath } = deps.config;
  const signed = `${basePath}${ADMIN_PATHS.auditSignedHead}`;
  const keys = `${basePath}${ADMIN_PATHS.auditKeys}`;
  for (const path of [signed, keys]) app.use(path, apiHeaders(), onlyTheAdministrator(deps));
  app.get(signed, (context) =>
    answered(context, deps, async () => {
      const head = await heads.signed();
      if (head === undefined) return problem(context, 404, 'audit/empty', 'nothing has happened yet');
      return context.body(head, 200, { 'Content-Type': 'application/jwt' });
    }),
  );
  app.get(keys, (context) => context.json({ keys: heads.keys }));
}
