import { onlyTheAdministrator } from '@kazasu/server/administration';
import { AUDIT_PATHS } from '@kazasu/server/administration/wire';
import type { Hono } from 'hono';
import { administrationOf } from '../administration/index.ts';
import { PATHS } from '../api.ts';
import { auditPage, readHead, verifyAudit } from '../audit/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { queryOf } from '../http/index.ts';

const NUMBER = /^\d{1,15}$/;
const HASH = /^[0-9a-f]{64}$/;

export function mountAudit(app: Hono, deps: AuthorityDeps): void {
  const guard = onlyTheAdministrator(administrationOf(deps));
  for (const path of Object.values(AUDIT_PATHS)) app.use(path, guard);
  app.get(PATHS.audit, async (context) =>
    context.json(await auditPage(deps, Number(queryOf(context, 'after', NUMBER) ?? 0))),
  );
  app.get(PATHS.auditHead, async (context) => context.json(await readHead(deps.store)));
  app.get(PATHS.auditSignedHead, async (context) => {
    const head = await deps.auditHeads.signed();
    if (head === undefined) throw new AuthorityError('audit_empty', 'nothing has happened yet');
    return context.body(head, 200, { 'Content-Type': 'application/jwt' });
  });
  app.get(PATHS.auditKeys, (context) => context.json({ keys: deps.auditHeads.keys }));
  app.get(PATHS.auditVerification, async (context) => {
    const number = queryOf(context, 'number', NUMBER);
    const hash = queryOf(context, 'hash', HASH);
    if ((number === undefined) !== (hash === undefined)) {
      throw new AuthorityError('request_invalid', 'a head that was written down is a number and a hash');
    }
    const remembered =
      number !== undefined && hash !== undefined ? { number: Number(number), hash } : undefined;
    return context.json(await verifyAudit(deps, remembered));
  });
}
