import { mountAudit as mount, mountAuditHeads as mountHeads } from '@kazasu/server/administration';
import type { Hono } from 'hono';
import { administrationOf } from '../administration/index.ts';
import type { AuditHeads } from '../audit/index.ts';
import type { AdminDeps } from './deps.ts';

export function mountAudit(app: Hono, deps: AdminDeps): void {
  mount(app, administrationOf(deps), deps);
}

export function mountAuditHeads(app: Hono, deps: AdminDeps, heads: AuditHeads): void {
  mountHeads(app, administrationOf(deps), { heads, log: deps.log });
}
