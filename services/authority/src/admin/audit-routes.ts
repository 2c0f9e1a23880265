import type { Hono } from 'hono';
import { PATHS } from '../api.ts';
import { auditPage, readHead, verifyAudit } from '../audit/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { queryOf } from '../http/index.ts';

const NUMBER = /^\d{1,15}$/;

export function mountAudit(app: Hono, deps: AuthorityDeps): void {
  app.get(PATHS.audit, async (context) =>
    context.json(await auditPage(deps, Number(queryOf(context, 'after', NUMBER) ?? 0))),
  );
  app.get(PATHS.auditHead, async (context) => context.json(await readHead(deps.store)));
  app.get(PATHS.auditVerification, async (context) => context.json(await verifyAudit(deps)));
}
