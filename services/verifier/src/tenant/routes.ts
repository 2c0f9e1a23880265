import * as v from 'valibot';
import { fingerprintOf } from '../audit/index.ts';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import { type Route, route, Slug } from '../openapi/index.ts';
import { createTenant, TenantChange, TenantRegistration, TenantView, viewOf } from './tenant.ts';
import type { Tenant } from './tenant-data.ts';
import { changeTenant, endTenant, findTenant, insertTenant, listTenants } from './tenant-store.ts';

const TenantParams = v.strictObject({ tenantId: Slug });
const TENANT = {
  description: { ja: 'テナント', en: 'the tenant' },
  schema: TenantView,
} as const;

export const TENANT_ROUTES: readonly Route[] = [
  route({
    method: 'get',
    path: '/admin/tenants',
    operationId: 'listTenants',
    tag: 'operator',
    access: 'operator',
    summary: { ja: 'テナントの一覧を取得する', en: 'List the tenants' },
    responses: {
      200: {
        description: { ja: 'テナントの一覧', en: 'all tenants' },
        schema: v.strictObject({ tenants: v.array(TenantView) }),
      },
    },
    handle: async (_request, { store }) => ({
      status: 200,
      json: { tenants: (await listTenants(store)).map(viewOf) },
    }),
  }),
  route({
    method: 'post',
    path: '/admin/tenants',
    operationId: 'createTenant',
    tag: 'operator',
    access: 'operator',
    summary: { ja: 'テナントを登録する', en: 'Register a tenant' },
    request: { body: TenantRegistration },
    responses: { 201: TENANT },
    problems: ['tenant-exists'],
    handle: async ({ body, operator }, { store, clock, log, audit }) => {
      const tenant = createTenant(body, clock.now());
      await store.transaction(async (within) => {
        if (!(await insertTenant(within, tenant))) throw new VerifierError('tenant-exists');
        const detail = { fingerprint: registered(tenant) };
        const event = { action: 'tenant.added', subject: `tenant:${tenant.tenantId}`, detail } as const;
        await audit.append(within, { actor: operator.actor, ...event });
      });
      log.info('tenant.added', { clientId: tenant.tenantId });
      return { status: 201, json: viewOf(tenant) };
    },
  }),
  route({
    method: 'get',
    path: '/admin/tenants/{tenantId}',
    operationId: 'getTenant',
    tag: 'operator',
    access: 'operator',
    summary: { ja: 'テナントを取得する', en: 'Get a tenant' },
    request: { params: TenantParams },
    responses: { 200: TENANT },
    problems: ['tenant-unknown'],
    handle: async ({ params }, deps) => ({
      status: 200,
      json: viewOf(await knownTenant(deps, params.tenantId)),
    }),
  }),
  route({
    method: 'put',
    path: '/admin/tenants/{tenantId}',
    operationId: 'changeTenant',
    tag: 'operator',
    access: 'operator',
    summary: { ja: 'テナントの登録内容を変更する', en: 'Change a tenant' },
    description: {
      ja: 'すでにある記録の保存期間は変わりません。',
      en: 'Records that are there keep their retention.',
    },
    request: { params: TenantParams, body: TenantChange },
    responses: { 200: TENANT },
    problems: ['tenant-unknown', 'tenant-ended'],
    handle: async ({ params, body, operator }, deps) => {
      const change = createTenant({ ...body, tenantId: params.tenantId }, 0);
      const changed = await deps.store.transaction(async (within) => {
        const before = await findTenant(within, params.tenantId);
        const replaced = before && (await changeTenant(within, change));
        if (replaced === undefined) return undefined;
        const detail = { before: registered(before as Tenant), fingerprint: registered(replaced) };
        const event = { action: 'tenant.changed', subject: `tenant:${params.tenantId}`, detail } as const;
        await deps.audit.append(within, { actor: operator.actor, ...event });
        return replaced;
      });
      if (changed !== undefined) return { status: 200, json: viewOf(changed) };
      await knownTenant(deps, params.tenantId);
      throw new VerifierError('tenant-ended');
    },
  }),
  route({
    method: 'delete',
    path: '/admin/tenants/{tenantId}',
    operationId: 'endTenant',
    tag: 'operator',
    access: 'operator',
    summary: { ja: 'テナントの契約を終了する', en: 'End a tenant’s contract' },
    description: {
      ja: 'テナントのAPIキーはただちに使えなくなります。記録は保存期間が終わるまで残ります。',
      en: 'Its API keys open nothing from now on. Its records stay until their retention is over.',
    },
    request: { params: TenantParams },
    responses: { 204: { description: { ja: '終了しました', en: 'it has ended' } } },
    problems: ['tenant-unknown'],
    handle: async ({ params: { tenantId }, operator }, { store, clock, log, audit }) => {
      await store.transaction(async (within) => {
        if (!(await endTenant(within, tenantId, clock.now()))) throw new VerifierError('tenant-unknown');
        const event = { action: 'tenant.ended', subject: `tenant:${tenantId}` } as const;
        await audit.append(within, { actor: operator.actor, ...event });
      });
      log.info('tenant.ended', { clientId: tenantId });
      return { status: 204 };
    },
  }),
];

/** What was registered, its age and end apart. */
function registered({ createdAt: _age, endedAt: _end, ...registration }: Tenant): string {
  return fingerprintOf(registration);
}

async function knownTenant({ store }: Pick<VerifierDeps, 'store'>, tenantId: string) {
  const tenant = await findTenant(store, tenantId);
  if (tenant === undefined) throw new VerifierError('tenant-unknown');
  return tenant;
}
