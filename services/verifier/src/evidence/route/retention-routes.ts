import * as v from 'valibot';
import { fingerprintOf } from '../../audit/index.ts';
import type { VerifierDeps } from '../../deps.ts';
import { VerifierError } from '../../error.ts';
import { Id, Instant, type Route, route, Slug } from '../../openapi/index.ts';
import { findTenant } from '../../tenant/index.ts';
import {
  clockOf,
  findClock,
  findPolicy,
  type RetentionWish,
  retainedUntil,
  setClock,
  setPolicy,
  wishedClock,
} from '../retention/index.ts';

const RetentionBody = v.strictObject({
  /** When the contract ended; the years are counted from here. */
  contractEndedAt: v.optional(Instant),
  /** Keeps the record longer than it must be. */
  until: v.optional(Instant),
});

const RetentionAnswer = v.strictObject({
  contractEndedAt: v.optional(Instant),
  /** Absent while it is not known when the contract ended. */
  retainedUntil: v.optional(Instant),
});

const Agreement = v.strictObject({
  /** What the tenant’s days of retention are counted from. */
  from: v.picklist(['contract-end', 'record']),
  /** Whether records go by themselves when their time has come. */
  erasesDue: v.boolean(),
});
const Policy = v.strictObject({ ...Agreement.entries, days: v.pipe(v.number(), v.integer(), v.minValue(0)) });

const ID = v.strictObject({ id: Id });
const TENANT = v.strictObject({ tenantId: Slug });

export const RETENTION_ROUTES: readonly Route[] = [
  route({
    method: 'put',
    path: '/v1/verifications/{id}/retention',
    operationId: 'setRetention',
    tag: 'evidence',
    access: 'delete',
    summary: {
      ja: '契約の終了を伝え、または保存期間を延ばす',
      en: 'Say that the contract has ended, or keep the record longer',
    },
    request: { params: ID, body: RetentionBody },
    responses: {
      200: {
        description: { ja: '記録の保存期限', en: 'How long the record is kept' },
        schema: RetentionAnswer,
      },
    },
    problems: [
      'verification-unknown',
      'verification-erased',
      'retention-end-unlikely',
      'retention-too-short',
    ],
    handle: async ({ params, body, caller }, deps) => ({
      status: 200,
      json: await setRetention(deps, { tenantId: caller.tenant.tenantId, id: params.id }, body),
    }),
  }),
  route({
    method: 'get',
    path: '/v1/retention',
    operationId: 'readRetentionPolicy',
    tag: 'evidence',
    access: 'read',
    summary: { ja: '保存期間の取り決めを見る', en: 'How long records are kept by agreement' },
    responses: {
      200: { description: { ja: '取り決め', en: 'The agreement' }, schema: Policy },
    },
    handle: async ({ caller }, { store }) => ({
      status: 200,
      json: await findPolicy(store, caller.tenant.tenantId),
    }),
  }),
  route({
    method: 'put',
    path: '/admin/tenants/{tenantId}/retention',
    operationId: 'setRetentionPolicy',
    tag: 'operator',
    access: 'operator',
    summary: {
      ja: 'テナントの保存期間を取り決める',
      en: 'Agree with a tenant on how long records are kept',
    },
    request: { params: TENANT, body: Agreement },
    responses: { 200: { description: { ja: '取り決め', en: 'The agreement' }, schema: Policy } },
    problems: ['tenant-unknown'],
    handle: async ({ params: { tenantId }, body, operator }, { store, audit }) => {
      await store.transaction(async (within) => {
        if ((await findTenant(within, tenantId)) === undefined) throw new VerifierError('tenant-unknown');
        const before = fingerprintOf(await findPolicy(within, tenantId));
        await setPolicy(within, tenantId, body);
        const detail = { before, fingerprint: fingerprintOf(await findPolicy(within, tenantId)) };
        const event = { action: 'retention.agreed', subject: `tenant:${tenantId}`, detail } as const;
        await audit.append(within, { actor: operator.actor, ...event });
      });
      return { status: 200, json: await findPolicy(store, tenantId) };
    },
  }),
];

async function setRetention(
  deps: VerifierDeps,
  record: { readonly tenantId: string; readonly id: string },
  wish: RetentionWish,
): Promise<v.InferOutput<typeof RetentionAnswer>> {
  const now = deps.clock.now();
  return deps.store.transaction(async (within) => {
    const row = await findClock(within, record.tenantId, record.id);
    if (row === undefined) throw new VerifierError('verification-unknown');
    if (row.erased_at !== null) throw new VerifierError('verification-erased');
    const policy = await findPolicy(within, record.tenantId);
    const clock = wishedClock(policy, clockOf(row), wish, now);
    await setClock(within, record, clock);
    return {
      ...(clock.contractEndedAt !== undefined && { contractEndedAt: clock.contractEndedAt }),
      ...optional(retainedUntil(policy, clock)),
    };
  });
}

function optional(until: number | undefined) {
  return until === undefined ? {} : { retainedUntil: until };
}
