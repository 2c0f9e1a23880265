import type * as v from 'valibot';
import { type Route, route } from '../openapi/index.ts';
import { requirePurpose } from '../purpose.ts';
import { BULK_MAX, BulkAnswer, BulkRequest, checkMany } from './bulk.ts';
import { checkStatus } from './check.ts';
import { StatusCheckRequest, StatusCheckView, viewOf } from './messages.ts';

const BULK_OCTETS_MAX = 256 * 1024;

export const STATUS_ROUTES: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/status-checks',
    operationId: 'checkStatus',
    tag: 'status',
    access: 'status',
    summary: { ja: '証明書の現況を確認する', en: 'Ask for the status of a person’s certificate' },
    description: {
      ja: '本人について最後に確認した署名用電子証明書の状態を認証局に照会し、証跡に記録します。「unknown」は有効を意味しません。',
      en: 'Asks the authority about the latest signature certificate of the person that is known, and records the answer. "unknown" never means good.',
    },
    request: { body: StatusCheckRequest },
    responses: {
      200: {
        description: { ja: '記録された確認結果', en: 'what was found, and recorded' },
        schema: StatusCheckView,
      },
    },
    problems: ['certificate-unknown', 'purpose-not-allowed', 'revocation-unavailable'],
    handle: async ({ caller, body }, deps) => {
      requirePurpose(caller, body.purpose);
      const check = await checkStatus(deps, { ...body, tenantId: caller.tenant.tenantId });
      return { status: 200, json: viewOf(check) };
    },
  }),
  route({
    method: 'post',
    path: '/v1/status-checks/bulk',
    operationId: 'checkStatuses',
    tag: 'status',
    access: 'status',
    summary: { ja: '証明書の現況をまとめて確認する', en: 'Ask for the status of many certificates' },
    description: {
      ja: `失効リストにより、最大${BULK_MAX}件を1回で確認します。結果は送られた順で、1件ごとに成否を示します。同じリストは1回だけ取得します。`,
      en: `Up to ${BULK_MAX} at once, by revocation lists, each of which is fetched once. Results stand in the order of the items, each with its own outcome.`,
    },
    request: { body: BulkRequest, bodyMax: BULK_OCTETS_MAX },
    responses: {
      200: { description: { ja: '1件ごとの結果', en: 'one result for each item' }, schema: BulkAnswer },
    },
    problems: ['purpose-not-allowed'],
    handle: async ({ caller, body }, deps) => {
      requirePurpose(caller, body.purpose);
      const { tenantId } = caller.tenant;
      const results = await checkMany(deps, tenantId, body);
      return { status: 200, json: { results } satisfies v.InferOutput<typeof BulkAnswer> };
    },
  }),
];
