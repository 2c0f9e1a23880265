import type { Hono } from 'hono';
import type { AuditLog } from '../audit/index.ts';
import type { AuditHeads } from '../audit/signed-heads.ts';
import { apiHeaders } from '../http/index.ts';
import type { Log } from '../log/index.ts';
import type { Administration } from './administration.ts';
import { onlyTheAdministrator } from './guard.ts';
import { answered, problem } from './problem.ts';
import { AUDIT_PATHS } from './wire.ts';

const NUMBER = /^\d{1,15}$/;
const HASH = /^[0-9a-f]{64}$/;

/** The audit log for whoever keeps it elsewhere or asks whether it is whole. Nothing here changes it. */
export function mountAudit(
  app: Hono,
  deps: Administration,
  { audit, log }: { readonly audit: Pick<AuditLog, 'page' | 'head' | 'verify'>; readonly log: Log },
): void {
  const at = (name: keyof typeof AUDIT_PATHS) => deps.config.basePath + AUDIT_PATHS[name];
  for (const path of [at('audit'), at('auditHead'), at('auditVerification')])
    app.use(path, apiHeaders(), onlyTheAdministrator(deps));
  app.get(at('audit'), (context) => {
    const after = context.req.query('after') ?? '0';
    if (!NUMBER.test(after)) return problem(context, 400, 'audit/after', 'after must be a number');
    return answered(context, { log }, async () => context.json(await audit.page(Number(after))));
  });
  app.get(at('auditHead'), (context) =>
    answered(context, { log }, async () => context.json(await audit.head())),
  );
  app.get(at('auditVerification'), (context) => {
    const { number, hash } = context.req.query();
    if (number === undefined && hash === undefined) {
      return answered(context, { log }, async () => context.json(await audit.verify()));
    }
    if (!NUMBER.test(number ?? '') || !HASH.test(hash ?? '')) {
      return problem(context, 400, 'audit/head', 'a head that was written down is a number and a hash');
    }
    const remembered = { number: Number(number), hash: String(hash) };
    return answered(context, { log }, async () => context.json(await audit.verify(remembered)));
  });
}

/** Heads as they are signed, and the key that they are verified with. */
export function mountAuditHeads(
  app: Hono,
  deps: Administration,
  { heads, log }: { readonly heads: AuditHeads; readonly log: Log },
): void {
  const at = (name: keyof typeof AUDIT_PATHS) => deps.config.basePath + AUDIT_PATHS[name];
  for (const path of [at('auditSignedHead'), at('auditKeys')])
    app.use(path, apiHeaders(), onlyTheAdministrator(deps));
  app.get(at('auditSignedHead'), (context) =>
    answered(context, { log }, async () => {
      const head = await heads.signed();
      if (head === undefined) return problem(context, 404, 'audit/empty', 'nothing has happened yet');
      return context.body(head, 200, { 'Content-Type': 'application/jwt' });
    }),
  );
  app.get(at('auditKeys'), (context) => context.json({ keys: heads.keys }));
}
